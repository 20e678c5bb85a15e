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

/// The source looks for whole words and the beginning of the last one, in what was said; not in names, of people or
/// of files. Whether some of them were found by that.
bool isBeyondSource(const DisputeThread& thread, const QSet<QByteArray>& found, const QString& words)
{
    const SearchWords typed = searchWordsTyped(words);
    const SearchWords telex = searchWordsOfTelex(words);
    return std::ranges::any_of(thread.lines, [&](const DisputeLine& line) {
        return found.contains(line.id) && !holdsWords(line.body, typed) && !holdsWords(line.body, telex);
    });
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
        forgetHits();
        m_delay.start();
    }
    const int forward = thread ? std::exchange(m_steppingOn, 0) : 0;
    m_steppingOn = 0;
    if (isHidden()) return;
    const QByteArray before = m_found.value(m_now);
    const bool wasThere = m_isThere;
    look();
    const qsizetype place = before.isEmpty() ? -1 : m_found.indexOf(before);
    if (place >= 0) {
        m_now = place;
        m_isThere = wasThere;
    }
    if (forward != 0) stepInto(forward, place, before.isEmpty());
    write();
}

/// What was read for whoever steps on is here, and perhaps what they look for.
void ThreadFind::stepInto(int forward, qsizetype place, bool isFromNowhere)
{
    const qsizetype count = m_found.size();
    const qsizetype next = place >= 0 ? place + forward : forward > 0 ? 0 : count - 1;
    if ((place >= 0 || isFromNowhere) && next >= 0 && next < count) return goTo(next);
    if (unreadOn(forward) == 0 || !mayStandUnread(forward)) return;
    m_steppingOn = forward;
    QMetaObject::invokeMethod(this, &ThreadFind::goOn, Qt::QueuedConnection);  // the page is still being taken
}

/// It is in none of the lines of that page.
void ThreadFind::goOn()
{
    if (isHidden() || m_steppingOn == 0 || !mayStandUnread(m_steppingOn)) return;
    askOn(m_steppingOn);
}

void ThreadFind::askOn(int forward)
{
    m_steppingOn = forward;
    if (forward > 0)
        emit earlierWanted();
    else
        emit laterWanted();
}

void ThreadFind::setHits(const QString& words, const std::vector<DisputeHit>& hits, bool isWhole)
{
    if (isHidden() || words != m_bar->text()) return;
    m_hits = hits;
    m_isAnswered = true;
    m_isCut = !isWhole || hits.size() >= size_t(kMostHits);
    countUnread();
    write();
}

void ThreadFind::forgetHits()
{
    m_hits.clear();
    m_isAnswered = m_isCut = false;
    m_older = m_later = 0;
}

/// Other programs' sources are not asked about one of their conversations.
void ThreadFind::askSource()
{
    const bool hasUnread = m_thread && (m_thread->earlier || m_thread->hasLater);
    const bool isAsked = !isHidden() && hasUnread && m_thread->ref.source == "own";
    if (isAsked && !m_bar->text().trimmed().isEmpty()) emit searchWanted(m_bar->text());
}

/// Behind the last line that is read; of one moment with it, where there are any behind it.
bool ThreadFind::isLater(const DisputeHit& hit) const
{
    if (m_thread->lines.empty()) return false;
    const TimePoint last = m_thread->lines.back().at;
    return hit.at > last || (hit.at == last && m_thread->hasLater);
}

void ThreadFind::countUnread()
{
    m_older = m_later = 0;
    if (!m_thread || m_hits.empty()) return;
    QSet<QByteArray> read;
    for (const DisputeLine& line : m_thread->lines)
        read.insert(line.id);
    for (const DisputeHit& hit : m_hits) {
        if (!read.contains(hit.line) && isShownToHold(hit, m_bar->text())) ++(isLater(hit) ? m_later : m_older);
    }
}

/// How many lines hold the words on that side is known, or that none does. What was left out is older than all hits.
bool ThreadFind::isCounted(int forward) const
{
    if (!m_isAnswered || m_isBeyondSource) return false;
    if (!m_isCut) return true;
    return forward < 0 && !m_hits.empty() && !isLater(m_hits.back());
}

bool ThreadFind::mayStandUnread(int forward) const
{
    if (!m_thread || !(forward > 0 ? m_thread->earlier.has_value() : m_thread->hasLater)) return false;
    return unreadOn(forward) > 0 || !isCounted(forward);
}

void ThreadFind::open()
{
    if (!m_thread) return;
    QWidget* const focus = QApplication::focusWidget();
    if (focus && !isAncestorOf(focus)) m_before = focus;
    const bool wasOpen = !isHidden();
    show();
    m_bar->focusBox();
    if (wasOpen) return;
    // Words of before are found, and nothing moves.
    m_delay.start();
    look();
    write();
}

bool ThreadFind::leave()
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    const bool hasBefore = m_before && m_before->isVisible();
    // First, or the field that goes would leave the focus to its neighbour.
    if (hadFocus && hasBefore) m_before->setFocus(Qt::OtherFocusReason);
    hide();
    m_steppingOn = 0;
    m_delay.stop();
    forgetHits();
    m_found.clear();
    emit foundChanged({});
    return hasBefore || !hadFocus;
}

/// From the newest back: what a dispute is about stands at the end.
void ThreadFind::search()
{
    forgetHits();
    m_delay.start();
    look();
    if (m_now >= 0) return goTo(m_now);
    write();
}

void ThreadFind::look()
{
    m_found = m_thread ? linesHolding(*m_thread, m_bar->text()) : QList<QByteArray>();
    std::ranges::reverse(m_found);
    m_now = m_found.isEmpty() ? -1 : 0;
    m_isThere = false;
    m_steppingOn = 0;
    countUnread();
    const QSet<QByteArray> found(m_found.begin(), m_found.end());
    m_isBeyondSource = m_thread && isBeyondSource(*m_thread, found, m_bar->text());
    emit foundChanged(found);
}

void ThreadFind::step(int forward)
{
    if (isHidden()) return open();
    m_steppingOn = 0;
    const qsizetype count = m_found.size();
    if (count > 0 && !m_isThere) return goTo(m_now);
    const qsizetype next = m_now + forward;
    const bool isBehind = count == 0 || next < 0 || next >= count;
    if (isBehind && !m_bar->text().trimmed().isEmpty() && mayStandUnread(forward))
        askOn(forward);
    else if (count > 0)
        goTo((next + count) % count);
}

void ThreadFind::goTo(qsizetype place)
{
    m_now = place;
    m_isThere = true;
    emit lineChosen(m_found[m_now]);
    write();
}

QString ThreadFind::olderWords() const
{
    if (m_older == 0) return tr("older lines are not read yet");
    return (m_isCut ? tr("more than %1 in older lines") : tr("%1 in older lines"))
        .arg(m_look.formats().number(m_older));
}

QString ThreadFind::laterWords() const
{
    if (m_later == 0) return tr("later lines are not read yet");
    const bool isWhole = !m_isCut || isCounted(-1);
    return (isWhole ? tr("%1 in later lines") : tr("more than %1 in later lines"))
        .arg(m_look.formats().number(m_later));
}

void ThreadFind::write()
{
    const Formats& formats = m_look.formats();
    QStringList words;
    if (!m_found.isEmpty())
        words << tr("%1 / %2").arg(formats.number(m_now + 1), formats.number(m_found.size()));
    else if (!m_bar->text().trimmed().isEmpty())
        words << tr("Not found");
    if (mayStandUnread(1)) words << olderWords();
    if (mayStandUnread(-1)) words << laterWords();
    m_bar->setCount(words.join(u" · "_s));
}

}  // namespace tongdai
