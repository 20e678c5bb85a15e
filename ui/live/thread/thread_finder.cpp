#include "ui/live/thread/thread_finder.h"

#include "ui/common/widgets/find_bar.h"
#include "ui/live/thread/thread_view.h"

#include <QApplication>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ThreadFinder::ThreadFinder(api::Desk& desk, ThreadFeed& feed, ThreadView& thread, ThreadModel& model, Look look,
                           QObject* parent)
    : QObject(parent),
      m_feed(feed),
      m_thread(thread),
      m_model(model),
      m_look(std::move(look)),
      m_hits(desk),
      m_bar(new FindBar(u"findWords"_s))
{
    m_bar->setAutoFillBackground(true);
    m_bar->setBackgroundRole(QPalette::Base);
    m_bar->setContentsMargins(12, 4, 12, 4);
    m_delay.setSingleShot(true);
    m_delay.setInterval(200ms);
    connect(m_bar, &FindBar::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(&m_delay, &QTimer::timeout, this, [this] { ask(true); });
    connect(m_bar, &FindBar::stepWanted, this, &ThreadFinder::step);
    connect(m_bar, &FindBar::closeWanted, this, &ThreadFinder::close);
    m_nameTheWait.setSingleShot(true);
    m_nameTheWait.setInterval(400ms);
    connect(&m_nameTheWait, &QTimer::timeout, this, [this] {
        m_isNamed = true;
        write();
    });
    connect(&m_hits, &ThreadHits::changed, this, &ThreadFinder::takeChange);
    connect(&m_hits, &ThreadHits::lineWanted, this, &ThreadFinder::lead);
    connect(&m_hits, &ThreadHits::failed, this, &ThreadFinder::failed);
    connect(&feed, &ThreadFeed::reachFailed, this, [this] {
        m_wanted = 0;
        write();
    });
    connect(&feed, &ThreadFeed::stateChanged, this, [this] {
        if (m_feed.state() == ThreadFeed::State::Failed) stopWaiting();
    });
}

void ThreadFinder::open()
{
    if (m_feed.conversation().isEmpty()) return;
    QWidget* const focus = QApplication::focusWidget();
    if (focus && !m_bar->isAncestorOf(focus)) m_before = focus;
    const bool wasOpen = !m_bar->isHidden();
    m_bar->show();
    m_bar->focusBox();
    if (!wasOpen) ask(false);  // words of before are found, and nothing moves
}

void ThreadFinder::step(int forward)
{
    if (m_bar->isHidden()) return open();
    if (m_delay.isActive()) return ask(true);
    m_hits.step(forward);
}

bool ThreadFinder::close()
{
    if (m_bar->isHidden()) return false;
    const bool hadFocus = m_bar->isAncestorOf(QApplication::focusWidget());
    // First, or the field that goes would leave the focus to its neighbour.
    if (hadFocus && m_before && m_before->isVisible())
        m_before->setFocus(Qt::OtherFocusReason);
    else if (hadFocus)
        m_thread.setFocus(Qt::OtherFocusReason);
    m_bar->hide();
    m_delay.stop();
    if (std::exchange(m_wanted, 0) != 0) m_feed.stopReaching();
    m_hits.clear();
    return true;
}

void ThreadFinder::ask(bool goes)
{
    m_delay.stop();
    if (std::exchange(m_wanted, 0) != 0) m_feed.stopReaching();
    m_hits.look(m_feed.conversation(), m_bar->text(), goes);
}

void ThreadFinder::takeChange()
{
    m_thread.setFound({m_hits.words(), m_hits.lines(), m_hits.current()});
    write();
}

/// The thread itself could not be read.
void ThreadFinder::stopWaiting()
{
    if (std::exchange(m_wanted, 0) == 0) return;
    m_feed.stopReaching();
    write();
}

/// Where the thread could not be read, whoever steps on has it read again.
void ThreadFinder::lead(qint64 rev)
{
    m_wanted = rev;
    m_feed.retry();
    m_feed.reach(rev);
    write();
}

bool ThreadFinder::show(qint64 rev)
{
    if (rev != m_wanted) return false;
    m_wanted = 0;
    m_thread.showFound(m_model.rowOfRev(rev));
    write();
    return true;
}

void ThreadFinder::write()
{
    if (!isWaiting()) {
        m_nameTheWait.stop();
        m_isNamed = false;
    } else if (!m_isNamed && !m_nameTheWait.isActive()) {
        m_nameTheWait.start();
    }
    m_bar->setCount(words());
}

QString ThreadFinder::words() const
{
    const Formats& formats = m_look.formats();
    QStringList words;
    if (!m_hits.lines().empty())
        words << (m_hits.hasMore() ? tr("%1 / more than %2") : tr("%1 / %2"))
                     .arg(formats.number(m_hits.place() + 1), formats.number(qint64(m_hits.lines().size())));
    else if (m_hits.state() == ThreadHits::State::Ready)
        words << tr("Not found");
    else if (m_hits.state() == ThreadHits::State::Failed)
        words << tr("Not searched");
    if (m_hits.isTelex() && !words.isEmpty()) words << tr("read as Telex");
    if (m_isNamed) words << (m_wanted != 0 ? tr("loading…") : tr("searching…"));
    return words.join(u" · "_s);
}

}  // namespace tongdai
