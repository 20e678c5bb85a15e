#pragma once

#include "engine/api/locks.h"
#include "ui/common/look/look.h"

#include <QHash>
#include <QWidget>

#include <vector>

namespace tongdai {

/// The claims of one conversation over time, a lane a holder: bars from grant to end, a cross where one ran out, an
/// alarm mark where a late answer was refused. Arrows go from one event to the next, the wheel or + and - zoom, Enter
/// or a second click on an event opens the conversation, on a refusal at the line that was not sent. GUI thread.
class LeaseLanes final : public QWidget {
    Q_OBJECT
public:
    LeaseLanes(Look look, QWidget* parent = nullptr);

    /// `processes`: shown names by instance; `now` is the right end.
    void setTrail(const ConversationId& conversation, std::vector<ClaimEvent> events,
                  const QHash<QByteArray, QString>& processes, TimePoint now);
    void setNow(TimePoint now);
    void clear();
    bool isEmpty() const { return m_events.empty(); }
    /// What the marked event says, e.g. "14:07:40 · shop-pc/4711 · late answer refused: fence 16, when 17 counted".
    QString markedWords() const;

    /// What is drawn, for those who test it.
    struct Bar {
        QString lane;
        Fence fence = 0;
        TimePoint from{};
        TimePoint to{};
        enum class End : quint8 { Open, LetGo, RanOut, Cut } end = End::Open;
    };
    const std::vector<Bar>& bars() const { return m_bars; }
    int refusals() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void markedChanged();
    void conversationWanted(tongdai::ConversationId conversation);
    void lineWanted(tongdai::ConversationId conversation, qint64 rev);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool event(QEvent* event) override;

private:
    void build();
    QString laneOf(const ClaimEvent& event) const;
    int laneIndex(const QString& lane) const;
    double xOf(TimePoint time) const;
    QRect plot() const;
    int laneHigh() const;
    TimePoint begin() const;
    void mark(int event);
    void openMarked();
    void zoom(double by);
    void paintAxis(QPainter& painter) const;
    void paintBar(QPainter& painter, const Bar& bar) const;
    void paintMark(QPainter& painter, const ClaimEvent& event, bool isMarked) const;

    Look m_look;
    ConversationId m_conversation;
    std::vector<ClaimEvent> m_events;
    QHash<QByteArray, QString> m_processes;
    QHash<Fence, QString> m_laneOfFence;
    QStringList m_lanes;
    std::vector<Bar> m_bars;
    TimePoint m_now{};
    std::chrono::milliseconds m_span{};  ///< shown up to now; zero: everything
    int m_marked = -1;
};

}  // namespace tongdai
