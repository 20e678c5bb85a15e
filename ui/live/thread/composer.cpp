#include "ui/live/thread/composer.h"

#include "ui/common/look/console_style.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/fitting_row.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/live/live_words.h"
#include "ui/live/thread/composer_edit.h"
#include "ui/live/thread/reply_window_label.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QEvent>
#include <QPainter>
#include <QRadioButton>

namespace tongdai {

using namespace Qt::StringLiterals;

Composer::Composer(OperatorId me, Look look, QWidget* parent)
    : QWidget(parent),
      m_me(std::move(me)),
      m_look(std::move(look)),
      m_column(new QVBoxLayout(this)),
      m_modes(new FittingRow),
      m_foot(new FittingRow),
      m_reply(new QRadioButton),
      m_note(new QRadioButton),
      m_modeKey(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_window(new ReplyWindowLabel(m_look)),
      m_pause(new NoticeBar),
      m_box(new ComposerEdit),
      m_hint(new ElidedLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_counter(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_send(new QPushButton)
{
    build();
    connect(m_box, &QTextEdit::textChanged, this, &Composer::takeEdit);
    connect(m_box, &ComposerEdit::sendWanted, this, &Composer::trySend);
    connect(m_box, &ComposerEdit::recallWanted, this, &Composer::recallWanted);
    connect(m_box, &ComposerEdit::newestWanted, this, &Composer::newestWanted);
    connect(m_box, &ComposerEdit::escapePressed, this, &Composer::escapePressed);
    connect(m_box, &ComposerEdit::focusChanged, this, qOverload<>(&QWidget::update));
    // First the focus, then the act: a button that goes would leave it to its neighbour.
    const auto sendFromButton = [this] {
        focusBox();
        trySend(false);
    };
    connect(m_send, &QPushButton::clicked, this, sendFromButton);
    connect(m_pause, &NoticeBar::actionChosen, this, sendFromButton);
    connect(m_note, &QRadioButton::toggled, this, [this] {
        updateState();
        if (!m_restoring) emit edited(text(), isNote());
    });
    connect(m_window, &ReplyWindowLabel::closedChanged, this, &Composer::updateState);
    connect(&m_look.theme, &Theme::changed, this, &Composer::updateColors);
    retranslate();
    updateColors();
}

void Composer::build()
{
    m_reply->setObjectName(u"modeReply"_s);
    m_note->setObjectName(u"modeNote"_s);
    m_reply->setChecked(true);
    auto* mode = new QButtonGroup(this);
    mode->setObjectName(u"mode"_s);
    mode->addButton(m_reply);
    mode->addButton(m_note);
    m_box->setObjectName(u"composer"_s);
    m_send->setObjectName(u"send"_s);
    m_pause->setObjectName(u"pause"_s);
    m_pause->hide();
    markPrimary(*m_send);

    m_modes->setSpacing(16);
    m_modes->add(m_reply, FittingRow::kAlways);
    m_modes->add(m_note, FittingRow::kAlways);
    m_modes->add(m_modeKey, 1);
    m_modes->addGap();
    m_modes->add(m_window, 2, FittingRow::Width::Shrinks);
    m_foot->setSpacing(12);
    m_foot->add(m_hint, 1, FittingRow::Width::Grows);
    m_column->addLayout(m_modes);
    m_column->addWidget(m_pause);
    m_column->addWidget(m_box);
    m_column->addLayout(m_foot);
    placeButton();
}

void Composer::placeButton()
{
    FittingRow& row = m_isLow ? *m_modes : *m_foot;
    for (QWidget* part : {static_cast<QWidget*>(m_counter), static_cast<QWidget*>(m_send)}) {
        m_modes->removeWidget(part);
        m_foot->removeWidget(part);
        row.add(part, FittingRow::kAlways);
    }
    m_column->setContentsMargins(12, m_isLow ? 4 : 8, 12, m_isLow ? 6 : 10);
    m_column->setSpacing(m_isLow ? 4 : 6);
}

void Composer::setLow(bool isLow)
{
    if (std::exchange(m_isLow, isLow) == isLow) return;
    m_box->setLines(isLow ? 1 : 2, isLow ? 3 : 8);
    placeButton();
    retranslate();
}

void Composer::setConversation(const std::optional<Conversation>& conversation)
{
    const bool another = !conversation || !m_conversation || conversation->id != m_conversation->id;
    m_conversation = conversation;
    if (another) {
        m_arrivals.clear();
        m_paused = false;
        m_pause->hide();
        m_typing = false;
        m_window->setTerms({});
    }
    updateState();
}

void Composer::setReplyTerms(const ReplyTerms& terms)
{
    m_window->setTerms(terms);
}

void Composer::restore(const QString& text, bool isNote)
{
    m_restoring = true;
    m_box->setPlainText(text);
    m_box->moveCursor(QTextCursor::End);
    (isNote ? m_note : m_reply)->setChecked(true);
    m_restoring = false;
    updateState();
}

QString Composer::text() const
{
    return m_box->toPlainText();
}

bool Composer::isNote() const
{
    return m_note->isChecked();
}

void Composer::setNote(bool isNote)
{
    (isNote ? m_note : m_reply)->setChecked(true);
}

void Composer::insert(const QString& words)
{
    if (m_window->isClosed()) return;
    if (isNote() && !text().trimmed().isEmpty()) return;
    setNote(false);
    m_box->insertPlainText(words);
    focusBox();
}

bool Composer::offer(const QString& words)
{
    if (m_window->isClosed() || !m_conversation || isNote() || !text().isEmpty() || m_box->isComposing()) return false;
    m_box->insertPlainText(words);
    return true;
}

void Composer::focusBox()
{
    // Where no answer is taken, the keys stand where none of them does anything: a blank would choose the note.
    QWidget& part = m_box->isEnabled() ? static_cast<QWidget&>(*m_box) : *m_reply;
    m_keysWait = &part != m_box;
    part.setFocus(Qt::OtherFocusReason);
}

bool Composer::boxHasFocus() const
{
    return m_box->hasFocus();
}

void Composer::takeEdit()
{
    updateState();
    if (m_restoring) return;
    const bool blank = text().trimmed().isEmpty();
    if (blank) {  // begun anew: what was written before is known by then
        m_arrivals.clear();
        m_paused = false;
        m_pause->hide();
    }
    emit edited(text(), isNote());
    const bool typing = !blank && !isNote();
    // At every letter: typing has a life of six seconds and is renewed by whoever shows it.
    if (std::exchange(m_typing, typing) || typing) emit typingChanged(typing);
}

void Composer::noteArrivals(const std::vector<StoredMessage>& lines)
{
    if (text().trimmed().isEmpty()) return;
    for (const StoredMessage& line : lines) {
        const bool mine = line.sender.bytes() == m_me.bytes() && !m_me.isEmpty();
        const bool isSaid = line.metadata["sent"_L1].toBool(true);  // what the bot proposes nobody has been told
        if (isSaid && line.speaker != Speaker::System && !mine) m_arrivals.push_back(line);
    }
}

void Composer::trySend(bool andClose)
{
    const QString words = text().trimmed();
    if (words.isEmpty() || !refusal().isEmpty() || words.size() > kMaxLetters) return;
    if (!isNote() && !m_arrivals.empty() && !m_paused) {
        showPause();
        return;
    }
    const bool note = isNote();
    if (std::exchange(m_typing, false)) emit typingChanged(false);
    m_arrivals.clear();
    m_paused = false;
    m_pause->hide();
    emit sendWanted(words, note, andClose);
}

void Composer::showPause()
{
    m_paused = true;
    const StoredMessage& last = m_arrivals.back();
    const QString said = u"“%1”"_s.arg(last.body.simplified().left(90));
    const int count = int(m_arrivals.size());
    // Where there is little room the thread has to stay in sight, and what arrived stands there.
    m_pause->setNotice(Tone::Attention,
                       m_isLow ? tr("%Ln message(s) came meanwhile.", nullptr, count)
                               : tr("%Ln message(s) arrived while you were writing. Last, %1: %2", nullptr, count)
                                     .arg(LiveWords::speaker(last, m_me, m_conversation), said));
    m_pause->setAction(tr("Send anyway (Enter)"));
    m_pause->show();
    m_box->setFocus(Qt::OtherFocusReason);
}

QString Composer::refusal() const
{
    if (!m_conversation) return tr("Choose a conversation to write in.");
    if (!isNote() && m_conversation->status == ConversationStatus::Closed)
        return tr("This conversation is closed. Reopen it to reply; notes are possible.");
    if (!isNote()) return m_window->refusal();
    return {};
}

QString Composer::sendWords() const
{
    if (isNote()) return tr("Save note");
    if (!refusal().isEmpty()) return tr("Send to customer");
    if (m_conversation && m_conversation->mode == BotMode::Bot) return tr("Take over and send");
    if (m_conversation && m_conversation->assignee.isEmpty()) return tr("Take and send");
    return tr("Send to customer");
}

QString Composer::keyWords() const
{
    if (isNote())
        return m_box->enterSends() ? tr("Enter saves · Shift+Enter new line")
                                   : tr("Shift+Enter saves · Enter new line");
    return m_box->enterSends() ? tr("Enter sends · Shift+Enter new line · Ctrl+Enter sends and closes")
                               : tr("Shift+Enter sends · Enter new line · Ctrl+Enter sends and closes");
}

/// Why not stands in the box, while nothing else does; here what helps.
QString Composer::hintWords(const QString& why) const
{
    if (why.isEmpty()) return keyWords();
    if (!m_conversation) return {};
    if (m_conversation->status == ConversationStatus::Closed) return tr("Ctrl+D reopens it · Ctrl+M writes a note");
    // A low box has one line, which the reason is too long for.
    return text().isEmpty() && !m_isLow ? tr("Ctrl+M writes a note") : why;
}

void Composer::enableBox()
{
    const bool takesWords = m_conversation && (isNote() || !m_window->isClosed());
    if (takesWords == m_box->isEnabledTo(this)) return;
    // Also of a window that is not the active one: there nothing has the focus.
    const QWidget* keys = window()->focusWidget();
    const bool hadKeys = keys == m_box || (m_keysWait && keys == m_reply);
    m_box->setEnabled(takesWords);
    if (hadKeys && m_conversation) focusBox();
}

void Composer::updateState()
{
    const QString why = refusal();
    const qsizetype letters = text().size();
    const bool near = letters > kMaxLetters * 3 / 4;
    enableBox();
    m_reply->setEnabled(m_conversation.has_value());
    m_note->setEnabled(m_conversation.has_value());
    m_send->setText(sendWords());
    m_send->setEnabled(why.isEmpty() && !text().trimmed().isEmpty() && letters <= kMaxLetters);
    m_counter->setVisible(near);
    // What is too long cannot be sent: the reason needs the room.
    m_modes->setImportance(m_send, m_isLow && letters > kMaxLetters ? 1 : FittingRow::kAlways);
    const QString counted = m_look.formats().number(letters);
    const QString most = m_look.formats().number(kMaxLetters);
    m_counter->setText(letters > kMaxLetters && m_isLow ? tr("%1 / %2: too long").arg(counted, most)
                       : letters > kMaxLetters          ? tr("%1 / %2 characters: too long").arg(counted, most)
                                                        : tr("%1 / %2 characters").arg(counted, most));
    m_box->setHint(!why.isEmpty() ? why
                   : isNote()     ? tr("A note for colleagues. The customer never sees it.")
                   : m_conversation->mode == BotMode::Bot
                       ? tr("The bot answers here. Write to take over; the bot then stays silent.")
                       : tr("Write to %1…").arg(LiveWords::name(*m_conversation)));
    m_hint->setFullText(hintWords(why));
    m_hint->setVisible(!m_isLow || (m_conversation && !m_box->isEnabledTo(this)));
    m_send->setToolTip(keyWords());
    m_box->setAccessibleName(isNote() ? tr("Internal note") : tr("Reply to the customer"));
    updateColors();
}

void Composer::updateColors()
{
    m_box->setFont(m_look.theme.font(TextRole::Thread));
    QPalette colors = QGuiApplication::palette();
    colors.setColor(QPalette::Base, colorOf(colors, isNote() ? ColorRole::NoteBlock : ColorRole::Surface));
    if (m_box->palette() != colors) m_box->setPalette(colors);
    update();
}

void Composer::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto color = [this](ColorRole role) { return colorOf(palette(), role); };
    painter.fillRect(rect(), color(ColorRole::Window));
    painter.fillRect(QRect(0, 0, width(), 1), color(ColorRole::Separator));
    const bool focused = m_box->hasFocus();
    const ColorRole border = isNote() ? ColorRole::NoteBar : focused ? ColorRole::Accent : ColorRole::ControlBorder;
    const int thick = focused ? 2 : 1;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(border), thick));
    painter.setBrush(m_box->palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(m_box->geometry()).adjusted(-1.5, -1.5, 1.5, 1.5), 5, 5);
}

void Composer::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void Composer::retranslate()
{
    m_reply->setText(m_isLow ? tr("Reply") : tr("Reply to customer"));
    m_note->setText(m_isLow ? tr("Note") : tr("Internal note"));
    m_modeKey->setText(u"Ctrl+M"_s);
    m_window->retranslate();
    updateState();
}

}  // namespace tongdai
