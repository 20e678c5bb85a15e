#pragma once

#include "engine/domain/dispute/time_travel.h"
#include "ui/common/look/look.h"

#include <QWidget>

namespace tongdai {

/// The life of a conversation as a line with a mark for each event, and a slider on it. The keys are those of media
/// players: arrows go by events, with Shift by ten, Home and End to the ends, Space plays. GUI thread.
class TimelineBar final : public QWidget {
    Q_OBJECT
public:
    explicit TimelineBar(Look look, QWidget* parent = nullptr);

    /// Null: nothing to show. The travel outlives its use here.
    void setTravel(const TimeTravel* travel, TimePoint at);
    void setInstant(TimePoint at);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void instantChosen(tongdai::TimePoint at);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect line() const;
    int placeOf(TimePoint at) const;
    TimePoint momentAt(int x) const;
    /// The event nearest to the pointer; -1: none is near.
    int eventAt(int x) const;

    Look m_look;
    const TimeTravel* m_travel = nullptr;
    TimePoint m_at{};
};

}  // namespace tongdai
