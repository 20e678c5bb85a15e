#include "ui/hooks/outgoing_hooks_section.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/hooks/hook_words.h"
#include "ui/hooks/outgoing_calls_model.h"
#include "ui/locks/locks_table.h"
#include "ui/locks/table_look.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QHeaderView>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kOutgoingEvery = 2s;
constexpr int kOutgoingHigh = 260;  // at 100 %

}  // namespace

OutgoingHooksSection::OutgoingHooksSection(api::Hooks& hooks, Look look, QWidget* parent)
    : SetupSection(parent),
      m_hooks(hooks),
      m_look(look),
      m_hooksCard(new Card),
      m_list(new RoleLabel(TextRole::List)),
      m_troubleBar(new NoticeBar),
      m_callsCard(new Card),
      m_about(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_failed(new QCheckBox),
      m_model(new OutgoingCallsModel(look, this)),
      m_table(new LocksTable),
      m_none(new RoleLabel(TextRole::List, ColorRole::SecondaryText))
{
    setObjectName(u"outgoingHooks"_s);
    m_list->setObjectName(u"outgoingList"_s);
    m_troubleBar->setObjectName(u"outgoingTrouble"_s);
    m_failed->setObjectName(u"outgoingFailed"_s);
    m_table->setObjectName(u"outgoingTable"_s);
    m_none->setObjectName(u"outgoingNone"_s);
    for (RoleLabel* label : {m_list, m_about, m_none}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_troubleBar->hide();
    dressTable(*m_table, m_look);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(OutgoingCallsModel::Outcome, QHeaderView::Stretch);
    m_hooksCard->content().addWidget(m_list);
    m_hooksCard->content().addWidget(m_troubleBar);
    QVBoxLayout& calls = m_callsCard->content();
    for (QWidget* part : std::initializer_list<QWidget*>{m_about, m_failed, m_table, m_none})
        calls.addWidget(part);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addWidget(m_hooksCard);
    rows->addWidget(m_callsCard);
    rows->addStretch(1);
    m_timer.setInterval(kOutgoingEvery);
    connect(&m_timer, &QTimer::timeout, this, &OutgoingHooksSection::ask);
    connect(m_failed, &QCheckBox::toggled, this, [this](bool isFailedOnly) {
        m_model->setFailedOnly(isFailedOnly);
        writeCalls();
    });
    retranslate();
}

void OutgoingHooksSection::showEvent(QShowEvent* event)
{
    SetupSection::showEvent(event);
    m_timer.start();
    ask();
}

void OutgoingHooksSection::hideEvent(QHideEvent* event)
{
    SetupSection::hideEvent(event);
    m_timer.stop();
}

void OutgoingHooksSection::resizeEvent(QResizeEvent* event)
{
    SetupSection::resizeEvent(event);
    fitColumns();
}

void OutgoingHooksSection::ask()
{
    using States = std::vector<OutgoingHookState>;
    m_asked.await<States>(this, m_hooks.outgoing(), [this](const api::Answer<States>& answer) { take(answer); });
}

void OutgoingHooksSection::take(const api::Answer<std::vector<OutgoingHookState>>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_trouble = HookWords::failure(*failure);
    } else {
        m_trouble.clear();
        m_isKnown = true;
        m_states = std::get<std::vector<OutgoingHookState>>(answer);
        m_model->setHooks(m_states);
    }
    writeHooks();
    writeTrouble();
    writeCalls();
    fitColumns();
}

/// One hook in two sentences: where it leads, and how it stands.
QString OutgoingHooksSection::standing(const OutgoingHookState& state) const
{
    const Formats& formats = m_look.formats();
    QString words = tr("%1 → %2: %3").arg(state.hook.name, state.hook.address, state.hook.events.join(u", "_s));
    words +=
        u"\n    "_s + tr("%1 taken since the engine started, %2 waiting, %3 given up.")
                          .arg(formats.number(state.taken), formats.number(state.waiting), formats.number(state.dead));
    if (state.limited > 0)
        words += u' ' + tr("%1 put off by its limit of %2 in %3.")
                            .arg(formats.number(state.limited), formats.number(state.hook.calls),
                                 formats.span(state.hook.window));
    return words;
}

void OutgoingHooksSection::writeHooks()
{
    QStringList lines;
    for (const OutgoingHookState& state : m_states)
        lines << standing(state);
    if (!m_isKnown) lines = {m_trouble.isEmpty() ? tr("Looking …") : m_trouble};
    if (m_isKnown && m_states.empty())
        lines = {
            tr("No other program is told what happens here. Name one under “hooks” in connections.json, in the "
               "data folder, and start the engine again.")};
    m_list->setText(lines.join(u'\n'));
}

void OutgoingHooksSection::writeTrouble()
{
    QStringList lines;
    if (m_isKnown && !m_trouble.isEmpty()) lines << m_trouble;
    bool isDead = false;
    for (const OutgoingHookState& state : m_states) {
        const QString& name = state.hook.name;
        if (state.dead > 0) {
            isDead = true;
            lines << tr("%1: %Ln call(s) given up. Send them again, or drop them, under Locks & queues, Tasks.",
                        nullptr, int(std::min<qint64>(state.dead, 1'000'000'000)))
                         .arg(name);
        }
        if (state.restsUntil && *state.restsUntil > m_look.now())
            lines << tr("%1 does not take calls; the next try is at %2, and everything waits in its order.")
                         .arg(name, m_look.formats().clock(*state.restsUntil));
    }
    m_troubleBar->setVisible(!lines.isEmpty());
    m_troubleBar->setNotice(isDead ? Tone::Danger : Tone::Attention, lines.join(u'\n'));
}

void OutgoingHooksSection::writeCalls()
{
    const bool hasHooks = !m_states.empty();
    m_callsCard->setVisible(hasHooks);
    const bool hasRows = m_model->rowCount() > 0;
    m_table->setVisible(hasRows);
    m_none->setVisible(!hasRows);
    m_none->setText(m_model->hidden() > 0 ? tr("None of the last calls failed.")
                                          : tr("Nothing was told yet. Calls appear here as they are made."));
}

void OutgoingHooksSection::fitColumns()
{
    fitTableRows(*m_table, m_look);
    m_table->setFixedHeight(grownWith(m_look.theme.font(TextRole::List), kOutgoingHigh));
    m_needs.fit(*m_table, m_table->viewport()->width(), OutgoingCallsModel::Outcome, OutgoingCallsModel::Outcome);
}

void OutgoingHooksSection::retranslate()
{
    m_hooksCard->setHeading(title());
    m_callsCard->setHeading(tr("Last calls"));
    m_about->setText(
        tr("The last %1 tries of each hook, of this engine, in memory alone. Calls that wait or were given up are kept "
           "in the history.")
            .arg(m_look.formats().number(100)));
    m_failed->setText(tr("Only failed ones"));
    m_table->setAccessibleName(tr("Last calls"));
    m_model->retranslate();
    writeHooks();
    writeTrouble();
    writeCalls();
    fitColumns();
}

}  // namespace tongdai
