#include "ui/dispute/thread_find.h"

#include "engine/domain/text/fold_text.h"
#include "engine/domain/text/search_words.h"
#include "ui/common/widgets/find_bar.h"

#include <QApplication>
#include <QBoxLayout>

#include <algorithm>
#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString foldedLine(const DisputeLine& line)
{
    QString text = line.body + u' ' + line.name;
    for (const DisputeAttachment& file : line.attachments)
        text += u' ' + file.name;
    return foldText(text);
}

bool hasAll(const QString& folded, const QStringList& words)
{
    return std::ranges::all_of(words, [&folded](const QString& word) { return folded.contains(word); });
}

QList<QByteArray> linesWithAll(const DisputeThread& thread, const QStringList& words)
{
    QList<QByteArray> found;
    if (words.isEmpty()) return found;
    for (const DisputeLine& line : thread.lines) {
        if (hasAll(foldedLine(line), words)) found << line.id;
    }
    return found;
}

/// As it is shown: what stands behind dots is not found out.
bool isShownToHold(const DisputeHit& hit, const QString& words)
{
    const QString body = foldText(hit.body);
    const QStringList telex = searchWordsOfTelex(words).folded;
    return hasAll(body, foldText(words).split(u' ', Qt::SkipEmptyParts)) || (!telex.isEmpty() && hasAll(body, telex));
}

}  // namespace

QList<QByteArray> linesHolding(const DisputeThread& thread, const QString& words)
{
    const QString folded = foldText(words).trimmed();
    if (folded.isEmpty()) return {};
    QList<QByteArray> found = linesWithAll(thread, folded.split(u' ', Qt::SkipEmptyParts));
    // As raw Telex, where nothing was found as typed (features K2).
    if (found.isEmpty()) found = linesWithAll(thread, searchWordsOfTelex(words).folded);
    return found;
}

ThreadFind::ThreadFind(Look look, QWidget* parent)
    : QWidget(parent), m_look(std::move(look)), m_bar(new FindBar(u"threadFind"_s))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_bar);
    m_bar->show();
    m_delay.setSingleShot(true);
    m_delay.setInterval(200ms);
    connect(&m_delay, &QTimer::timeout, this, &ThreadFind::askSource);
    connect(m_bar, &FindBar::textChanged, this, &ThreadFind::search);
    connect(m_bar, &FindBar::stepWanted, this, &ThreadFind::step);
    connect(m_bar, &FindBar::closeWanted, this, &ThreadFind::closeWanted);
    hide();
}

/// More of the conversation came in, or another one: nobody asked to be taken elsewhere, but who steps on.
void ThreadFind::setThread(const DisputeThread* thread)
{
    m_thread = thread;
    const ThreadRef ref = thread ? thread->ref : ThreadRef();
    if (ref != std::exchange(m_ref, ref)) {
        m_hits.clear();
        m_delay.start();
    }
    const bool isSteppingOn = std::exchange(m_isSteppingOn, false) && thread;
    if (isHidden()) return;
    const QByteArray before = m_found.value(m_now);
    look();
    if (const qsizetype place = m_found.indexOf(before); place >= 0) m_now = place;
    if (isSteppingOn && before.isEmpty() && !m_found.isEmpty())
        goTo(0);
    else if (isSteppingOn && m_found.contains(before) && m_now + 1 < m_found.size())
        goTo(m_now + 1);
    else if (isSteppingOn && m_unread > 0 && m_thread->earlier)
        QMetaObject::invokeMethod(this, &ThreadFind::goOn, Qt::QueuedConnection);  // the page is still being taken
    write();
}

/// It is in none of the lines of that page.
void ThreadFind::goOn()
{
    if (isHidden() || !m_thread || !m_thread->earlier) return;
    m_isSteppingOn = true;
    emit earlierWanted();
}

void ThreadFind::setHits(const QString& words, const std::vector<DisputeHit>& hits)
{
    if (isHidden() || words != m_bar->text()) return;
    m_hits = hits;
    countUnread();
    write();
}

/// Other programs' sources are not asked about one of their conversations.
void ThreadFind::askSource()
{
    const bool isAsked = !isHidden() && m_thread && m_thread->earlier && m_thread->ref.source == "own";
    if (isAsked && !m_bar->text().trimmed().isEmpty()) emit searchWanted(m_bar->text());
}

void ThreadFind::countUnread()
{
    QSet<QByteArray> read;
    if (m_thread && !m_hits.empty()) {
        for (const DisputeLine& line : m_thread->lines)
            read.insert(line.id);
    }
    m_unread = std::ranges::count_if(
        m_hits, [&](const DisputeHit& hit) { return !read.contains(hit.line) && isShownToHold(hit, m_bar->text()); });
}

void ThreadFind::open()
{
    if (!m_thread) return;
    QWidget* const focus = QApplication::focusWidget();
    if (focus && !isAncestorOf(focus)) m_before = focus;
    show();
    m_bar->focusBox();
    search();
}

bool ThreadFind::leave()
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    const bool hasBefore = m_before && m_before->isVisible();
    // First, or the field that goes would leave the focus to its neighbour.
    if (hadFocus && hasBefore) m_before->setFocus(Qt::OtherFocusReason);
    hide();
    m_isSteppingOn = false;
    m_delay.stop();
    m_hits.clear();
    m_unread = 0;
    m_found.clear();
    emit foundChanged({});
    return hasBefore || !hadFocus;
}

/// From the newest back: what a dispute is about stands at the end.
void ThreadFind::search()
{
    m_hits.clear();
    m_delay.start();
    look();
    if (m_now >= 0) emit lineChosen(m_found[m_now]);
    write();
}

void ThreadFind::look()
{
    m_found = m_thread ? linesHolding(*m_thread, m_bar->text()) : QList<QByteArray>();
    std::ranges::reverse(m_found);
    m_now = m_found.isEmpty() ? -1 : 0;
    m_isSteppingOn = false;
    countUnread();
    emit foundChanged(QSet<QByteArray>(m_found.begin(), m_found.end()));
}

void ThreadFind::step(int forward)
{
    if (isHidden()) return open();
    const qsizetype count = m_found.size();
    const bool isBehind = m_now + forward >= count && !m_bar->text().trimmed().isEmpty();
    m_isSteppingOn = isBehind && m_thread && m_thread->earlier;
    if (m_isSteppingOn)
        emit earlierWanted();
    else if (count > 0)
        goTo((m_now + forward + count) % count);
}

void ThreadFind::goTo(qsizetype place)
{
    m_now = place;
    emit lineChosen(m_found[m_now]);
    write();
}

QString ThreadFind::unreadWords() const
{
    if (m_unread == 0) return tr("older lines are not read yet");
    const bool isCut = m_hits.size() >= size_t(kMostHits);
    return (isCut ? tr("more than %1 in older lines") : tr("%1 in older lines")).arg(m_look.formats().number(m_unread));
}

void ThreadFind::write()
{
    const Formats& formats = m_look.formats();
    QStringList words;
    if (!m_found.isEmpty())
        words << tr("%1 / %2").arg(formats.number(m_now + 1), formats.number(m_found.size()));
    else if (!m_bar->text().trimmed().isEmpty())
        words << tr("Not found");
    if (m_thread && m_thread->earlier) words << unreadWords();
    m_bar->setCount(words.join(u" · "_s));
}

}  // namespace tongdai
