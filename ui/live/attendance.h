#pragma once

#include "engine/api/desk.h"

#include <QWidget>

namespace tongdai {

/// Who is there in a conversation that goes by chat: the customer (online, offline), then the colleagues who take part.
/// A dot with a word beside it; nothing where nobody takes part by chat, and no "offline" that nobody knows of
/// (guarantees G7). Lives on the GUI thread.
class Attendance final : public QWidget {
    Q_OBJECT
public:
    explicit Attendance(OperatorId me, QWidget* parent = nullptr);
    void setAttendees(std::vector<api::Attendee> attendees);
    void retranslate();
    QString words() const { return m_words; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString toolTipWords() const;

    OperatorId m_me;
    std::vector<api::Attendee> m_attendees;
    Presence m_customer = Presence::Unknown;
    QString m_words;
};

}  // namespace tongdai
