#pragma once

#include "ui/common/look/look.h"
#include "ui/models/thread_feed.h"
#include "ui/models/thread_hits.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace tongdai {

class FindBar;
class ThreadView;

/// Finds words in the open conversation (features A15): the bar over the thread, marks and ticks in it, and the way to
/// the line, which is loaded where it is not yet. Lives on the GUI thread.
class ThreadFinder final : public QObject {
    Q_OBJECT
public:
    ThreadFinder(api::Desk& desk, ThreadFeed& feed, ThreadView& thread, ThreadModel& model, Look look,
                 QObject* parent = nullptr);

    /// Stands where its owner puts it.
    FindBar* bar() const { return m_bar; }
    void open();
    /// Opens the bar where it is not.
    void step(int forward);
    /// Gives the focus back to where it was, if the bar has it. False: it was not open.
    bool close();
    /// The line that was looked for is loaded, and shown. False: it was not asked for here.
    bool show(qint64 rev);
    /// Somebody goes to another line.
    void letGo() { m_wanted = 0; }
    void takeArrived(const std::vector<StoredMessage>& lines) { m_hits.takeArrived(lines); }
    void retranslate() { write(); }

signals:
    void failed(tongdai::api::DeskFailure failure);

private:
    void ask(bool goes);
    void takeChange();
    void lead(qint64 rev);
    void stopWaiting();
    void write();
    QString words() const;
    bool isWaiting() const { return m_hits.state() == ThreadHits::State::Asking || m_wanted != 0; }

    ThreadFeed& m_feed;
    ThreadView& m_thread;
    ThreadModel& m_model;
    Look m_look;
    ThreadHits m_hits;
    FindBar* m_bar;
    QPointer<QWidget> m_before;  ///< had the focus when the bar was opened
    qint64 m_wanted = 0;         ///< on the way to it
    bool m_isNamed = false;      ///< what is waited for
    QTimer m_delay;              ///< a question per pause, not per letter
    QTimer m_nameTheWait;        ///< a wait of 400 ms gets a word (workspace 3.1)
};

}  // namespace tongdai
