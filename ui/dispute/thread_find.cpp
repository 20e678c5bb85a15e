#include "ui/dispute/thread_find.h"

#include "engine/domain/text/fold_text.h"
#include "engine/domain/text/search_words.h"
#include "ui/common/widgets/glyph_button.h"
#include "ui/common/widgets/role_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QString foldedLine(const DisputeLine& line)
{
    QString text = line.body + u' ' + line.name;
    for (const DisputeAttachment& file : line.attachments)
        text += u' ' + file.name;
    return foldText(text);
}

QList<QByteArray> linesWithAll(const DisputeThread& thread, const QStringList& words)
{
    QList<QByteArray> found;
    if (words.isEmpty()) return found;
    for (const DisputeLine& line : thread.lines) {
        const QString text = foldedLine(line);
        if (std::ranges::all_of(words, [&](const QString& word) { return text.contains(word); })) found << line.id;
    }
    return found;
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
    : QWidget(parent),
      m_look(std::move(look)),
      m_box(new QLineEdit),
      m_count(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_close(new GlyphButton(Glyph::Cross))
{
    m_box->setObjectName(u"threadFind"_s);
    m_box->setClearButtonEnabled(true);
    m_box->installEventFilter(this);
    m_count->setObjectName(u"threadFound"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_box, 1);
    row->addWidget(m_count);
    row->addWidget(m_close);
    connect(m_box, &QLineEdit::textChanged, this, [this] { search(false); });
    connect(m_close, &GlyphButton::clicked, this, &ThreadFind::leave);
    hide();
    retranslate();
}

void ThreadFind::setThread(const DisputeThread* thread)
{
    m_thread = thread;
    if (!isHidden()) search(true);
}

void ThreadFind::open()
{
    if (!m_thread) return;
    show();
    m_box->setFocus(Qt::ShortcutFocusReason);
    m_box->selectAll();
    search(false);
}

void ThreadFind::leave()
{
    hide();
    m_found.clear();
    emit foundChanged({});
}

/// From the newest back: what a dispute is about stands at the end.
void ThreadFind::search(bool isNewThread)
{
    m_found = m_thread ? linesHolding(*m_thread, m_box->text()) : QList<QByteArray>();
    m_now = m_found.size() - 1;
    emit foundChanged(QSet<QByteArray>(m_found.begin(), m_found.end()));
    // More of the conversation came in: nobody asked to be taken elsewhere.
    if (m_now >= 0 && !isNewThread) emit lineChosen(m_found[m_now]);
    write();
}

void ThreadFind::step(int direction)
{
    if (m_found.isEmpty()) return;
    m_now = (m_now + direction + m_found.size()) % m_found.size();
    emit lineChosen(m_found[m_now]);
    write();
}

bool ThreadFind::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* pressed = static_cast<QKeyEvent*>(event);
        const bool isEnter = pressed->key() == Qt::Key_Return || pressed->key() == Qt::Key_Enter;
        if (isEnter || pressed->key() == Qt::Key_Up || pressed->key() == Qt::Key_Down) {
            step(pressed->key() == Qt::Key_Down || (isEnter && pressed->modifiers() == Qt::ShiftModifier) ? 1 : -1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ThreadFind::write()
{
    const Formats& formats = m_look.formats();
    QStringList words;
    if (!m_found.isEmpty())
        words << tr("%1 of %2").arg(formats.number(m_now + 1), formats.number(m_found.size()));
    else if (!m_box->text().trimmed().isEmpty())
        words << tr("Not found");
    if (m_thread && m_thread->earlier) words << tr("older lines are not read yet");
    m_count->setText(words.join(u" · "_s));
}

void ThreadFind::retranslate()
{
    m_box->setPlaceholderText(tr("Find in this conversation"));
    m_box->setAccessibleName(tr("Find in this conversation"));
    m_box->setToolTip(tr("Enter: older, Shift+Enter: newer"));
    m_close->setWords(tr("Close"));
    write();
}

}  // namespace tongdai
