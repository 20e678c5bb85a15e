#include "ui/hooks/hook_pane.h"

#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/hooks/hook_words.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

enum HookTab { kBodyTab, kHeadersTab, kAnswerTab, kHookTabs };
constexpr int kHookTextHigh = 200;

}  // namespace

HookPane::HookPane(api::Hooks& hooks, Look look, QWidget* parent)
    : QWidget(parent),
      m_hooks(hooks),
      m_look(std::move(look)),
      m_heading(new RoleLabel(TextRole::Title)),
      m_words(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_outcome(new NoticeBar),
      m_tabs(new QTabBar),
      m_text(new QPlainTextEdit),
      m_try(new QPushButton),
      m_copy(new QPushButton),
      m_openConversation(new QPushButton)
{
    build();
    retranslate();
}

void HookPane::build()
{
    setObjectName(u"hookPane"_s);
    m_heading->setObjectName(u"hookHeading"_s);
    m_words->setObjectName(u"hookWords"_s);
    m_outcome->setObjectName(u"hookOutcome"_s);
    m_tabs->setObjectName(u"hookTabs"_s);
    m_text->setObjectName(u"hookText"_s);
    m_try->setObjectName(u"hookTry"_s);
    m_copy->setObjectName(u"hookCopy"_s);
    m_openConversation->setObjectName(u"hookOpen"_s);
    for (RoleLabel* label : {m_heading, m_words}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    for (int tab = 0; tab < kHookTabs; ++tab)
        m_tabs->addTab(QString());
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setMinimumHeight(kHookTextHigh);
    m_outcome->hide();
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(8);
    rows->addWidget(m_heading);
    rows->addWidget(m_words);
    rows->addWidget(m_tabs);
    rows->addWidget(m_text, 1);
    rows->addWidget(m_outcome);
    connect(m_tabs, &QTabBar::currentChanged, this, [this] { m_text->setPlainText(tabText()); });
    connect(m_try, &QPushButton::clicked, this, &HookPane::replay);
    connect(m_copy, &QPushButton::clicked, this, &HookPane::copyCurl);
    connect(m_openConversation, &QPushButton::clicked, this, [this] {
        if (m_detail) emit conversationWanted(m_detail->conversation);
    });
}

QList<QWidget*> HookPane::buttons() const
{
    return {m_try, m_copy, m_openConversation};
}

void HookPane::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void HookPane::open(qint64 id)
{
    if (id == m_id) return;
    m_id = id;
    m_detail.reset();
    m_replay.reset();
    m_trouble.clear();
    m_isCopied = false;
    m_asking.forget();
    m_replaying.forget();
    write();
    if (id > 0) ask();
}

void HookPane::follow(const HookRow& row)
{
    if (m_detail && row.id == m_id && row != m_detail->row) ask();
}

void HookPane::ask()
{
    m_asking.await<HookDetail>(this, m_hooks.detail(m_id),
                               [this](const api::Answer<HookDetail>& answer) { take(answer); });
}

void HookPane::take(const api::Answer<HookDetail>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_trouble = HookWords::failure(*failure);
    } else {
        m_trouble.clear();
        m_detail = std::get<HookDetail>(answer);
    }
    write();
}

void HookPane::replay()
{
    m_isCopied = false;
    m_try->setEnabled(false);
    m_replaying.await<HookReplay>(this, m_hooks.replay(m_id), [this](const api::Answer<HookReplay>& answer) {
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
            m_replay.reset();
            m_trouble = HookWords::failure(*failure);
        } else {
            m_trouble.clear();
            m_replay = std::get<HookReplay>(answer);
        }
        write();
    });
}

void HookPane::copyCurl()
{
    if (!m_detail) return;
    QGuiApplication::clipboard()->setText(m_detail->curl);
    m_isCopied = true;
    write();
}

QString HookPane::headerText() const
{
    QStringList lines{m_detail->request};
    for (const HookHeader& header : m_detail->headers) {
        lines << u"%1: %2"_s.arg(QString::fromUtf8(header.name),
                                 header.value ? QString::fromUtf8(*header.value) : tr("(not kept: may be secret)"));
    }
    return lines.join(u'\n');
}

QString HookPane::tabText() const
{
    if (!m_detail) return {};
    switch (m_tabs->currentIndex()) {
        case kHeadersTab: return headerText();
        case kAnswerTab: return m_detail->answer;
        default: break;
    }
    if (!m_detail->hasBody) return tr("(its body was not read)");
    return m_detail->isCut ? m_detail->body + u"\n\n"_s + tr("(only its beginning was kept)") : m_detail->body;
}

void HookPane::write()
{
    const Formats& formats = m_look.formats();
    QStringList words;
    if (m_detail) {
        const HookRow& row = m_detail->row;
        m_heading->setText(u"%1  ·  %2  ·  %3"_s.arg(formats.dateTime(row.at), HookWords::door(row.door),
                                                     HookWords::status(row, formats)));
        words << tr("What became of it: %1.").arg(HookWords::fate(row));
        if (!row.conversation.isEmpty()) words << tr("Conversation %1, message %2.").arg(row.conversation, row.message);
        if (!m_detail->endpoints.isEmpty() && row.refusal == HookRefusal::None)
            words << tr("It speaks of: %1.").arg(QString::fromUtf8(m_detail->endpoints.join(", ")));
        const QString advice = HookWords::advice(row);
        if (!advice.isEmpty()) words << advice;
        if (m_detail->isMasked) words << tr("Telephone numbers and the like are dots: your role does not see them.");
    } else {
        m_heading->setText(m_id > 0 ? QString() : tr("Choose a call to see all of it."));
    }
    m_words->setText(words.join(u'\n'));
    m_words->setVisible(!words.isEmpty());
    const QString text = tabText();
    if (m_text->toPlainText() != text) m_text->setPlainText(text);
    m_tabs->setVisible(m_detail.has_value());
    m_text->setVisible(m_detail.has_value());
    m_try->setEnabled(m_detail.has_value() && !m_replaying.isWaiting());
    m_copy->setEnabled(m_detail && !m_detail->curl.isEmpty());
    m_openConversation->setEnabled(m_detail && !m_detail->conversation.isEmpty() &&
                                   m_detail->row.refusal == HookRefusal::None);
    m_outcome->setVisible(!m_trouble.isEmpty() || m_replay || m_isCopied);
    if (!m_trouble.isEmpty())
        m_outcome->setNotice(Tone::Attention, m_trouble);
    else if (m_isCopied)
        m_outcome->setNotice(Tone::Good, tr("The command is on the clipboard. Where it needs a secret it names a "
                                            "variable of the shell, and sent so the call is real."));
    else if (m_replay)
        m_outcome->setNotice(HookWords::tone(*m_replay), HookWords::replay(*m_replay, formats));
}

bool HookPane::event(QEvent* event)
{
    if (event->type() == QEvent::FontChange) m_text->setFont(m_look.theme.font(TextRole::Mono));
    return QWidget::event(event);
}

void HookPane::retranslate()
{
    m_text->setFont(m_look.theme.font(TextRole::Mono));
    m_text->setAccessibleName(tr("The call"));
    m_tabs->setTabText(kBodyTab, tr("Body"));
    m_tabs->setTabText(kHeadersTab, tr("Headers"));
    m_tabs->setTabText(kAnswerTab, tr("Our answer"));
    m_tabs->setAccessibleName(tr("Parts of the call"));
    m_try->setText(tr("Try it without effect"));
    m_try->setToolTip(tr("Says what would happen if it came now. Nothing is stored, sent or counted."));
    m_copy->setText(tr("Copy as curl"));
    m_openConversation->setText(tr("Open the conversation"));
    write();
}

}  // namespace tongdai
