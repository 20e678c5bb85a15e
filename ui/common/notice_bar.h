#pragma once

#include "ui/common/tone.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace tongdai {

/// The bar under the top bar (workspace 3.7): one sentence, a "+2" for what else is wrong, one button. It does not
/// decide when to appear; whoever owns it does.
class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);
    void setNotice(Tone tone, const QString& sentence, const QString& more = {});
    void setAction(const QString& words);  ///< empty: no button
    QString sentence() const;
    Tone tone() const { return m_tone; }

signals:
    void actionChosen();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone = Tone::Neutral;
    QLabel* m_sentence;
    QLabel* m_more;
    QPushButton* m_action;
};

}  // namespace tongdai
