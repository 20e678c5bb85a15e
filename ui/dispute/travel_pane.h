#pragma once

#include "engine/api/dispute.h"
#include "engine/domain/dispute/time_travel.h"
#include "ui/common/look/look.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace tongdai {

class ElidedLabel;
class EmptyState;
class KnewModel;
class LineDetail;
class RoleLabel;
class ThreadFind;
class TimelineBar;

/// A conversation through time: slider, what each party had seen at that millisecond, the sentence that matters, and
/// one message in full. Opens at its last event. GUI thread.
class TravelPane final : public QWidget {
    Q_OBJECT
public:
    explicit TravelPane(Look look, QWidget* parent = nullptr);
    ~TravelPane() override;

    void setThread(DisputeThread thread, const QString& heading);
    /// Lines from before the first one that is shown; the place in time stays.
    void addEarlier(DisputeThread earlier);
    /// Lines from behind the last one that is shown, of a page around it; the place in time stays.
    void addLater(DisputeThread around);
    /// Nothing is shown but these words; empty: how one gets to see something.
    void clear(const QString& words = {});
    bool hasThread() const { return m_travel != nullptr; }
    const DisputeThread& thread() const { return m_travel->thread(); }
    /// Selects this line, and goes to the instant it was sent; without it nothing changes.
    void showLine(const QByteArray& line);
    void setOriginal(const QByteArray& line, const api::OriginalText& original);
    /// Masked lines can be revealed by who sits here: revealWanted.
    void offerReveal();
    void setRevealed(const DisputeLine& line);
    TimePoint instant() const { return m_at; }
    void setInstant(TimePoint at);
    /// By so many events; below 0 backwards.
    void step(int events);
    void toFirst();
    void toLast();
    void setPlaying(bool playing);
    bool isPlaying() const { return m_play.isActive(); }
    void focusTime();
    /// Finds words in what is shown.
    void openFind();
    /// To another line that holds them; forward is older.
    void stepFound(int forward);
    /// No more lines come for that, or others than were wanted.
    void stopSteppingOn();
    /// The answer to searchWanted(), newest first; not whole: there may be older ones.
    void setHits(const QString& words, const std::vector<DisputeHit>& hits, bool isWhole);
    /// False: it was not open.
    bool leaveFind();
    void retranslate();

signals:
    /// Another one is shown, or none any more.
    void threadChanged();
    void originalWanted(QByteArray line);
    void revealWanted(QByteArray line, QString reason);
    void earlierWanted();
    void laterWanted();
    /// In the lines of this conversation that are not read yet; setHits() answers.
    void searchWanted(QString words);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void put(std::unique_ptr<TimeTravel> travel, TimePoint at);
    void grow(DisputeThread whole);
    void choose(const QByteArray& line);
    void write();
    void fitColumns();
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);

    Look m_look;
    std::unique_ptr<TimeTravel> m_travel;
    TimePoint m_at{};
    QString m_headingText;
    QString m_emptyText;
    QTimer m_play;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    ElidedLabel* m_heading;
    QToolButton* m_first;
    QToolButton* m_back;
    QPushButton* m_playButton;
    QToolButton* m_forth;
    QToolButton* m_last;
    RoleLabel* m_clock;
    TimelineBar* m_bar;
    RoleLabel* m_insight;
    QPushButton* m_earlier;
    QPushButton* m_later;
    ThreadFind* m_find;
    KnewModel* m_model;
    QTableView* m_table;
    LineDetail* m_detail;
};

}  // namespace tongdai
