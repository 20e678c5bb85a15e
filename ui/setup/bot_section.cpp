#include "ui/setup/bot_section.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/live/live_words.h"
#include "ui/locks/table_look.h"
#include "ui/setup/channel_rule_bar.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLowestIntents = 170;
constexpr int kLowestChanged = 170;
constexpr int kConfidenceStep = 5;  // percent

RoleLabel* botWords(TextRole text, ColorRole color)
{
    auto* label = new RoleLabel(text, color);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

void setCell(QTableWidget& table, int row, int column, const QString& words, bool isNumber = false)
{
    auto* item = table.item(row, column);
    if (!item) table.setItem(row, column, item = new QTableWidgetItem);
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    item->setText(words);
    item->setTextAlignment(isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
}

/// The first column takes what the others leave.
void stretchNames(QTableWidget& table)
{
    table.horizontalHeader()->setStretchLastSection(false);
    for (int column = 0; column < table.columnCount(); ++column)
        table.horizontalHeader()->setSectionResizeMode(column, column == 0 ? QHeaderView::Stretch : QHeaderView::Fixed);
}

}  // namespace

BotSection::BotSection(SetupDoors doors, Look look, QWidget* parent)
    : SetupSection(parent),
      m_doors(doors),
      m_look(look),
      m_ruleCard(new Card),
      m_trialCard(new Card),
      m_fixed(new NoticeBar),
      m_meaning(botWords(TextRole::List, ColorRole::SecondaryText)),
      m_channels(new ChannelRuleBar),
      m_confidenceName(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_confidence(new QComboBox),
      m_intentsState(botWords(TextRole::List, ColorRole::SecondaryText)),
      m_table(new QTableWidget(0, 4)),
      m_turn(new QPushButton),
      m_all(new QPushButton),
      m_newName(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_new(new QLineEdit),
      m_add(new QPushButton),
      m_result(botWords(TextRole::List, ColorRole::Text)),
      m_how(botWords(TextRole::Small, ColorRole::SecondaryText)),
      m_changed(new QTableWidget(0, 5)),
      m_problem(botWords(TextRole::List, ColorRole::Danger)),
      m_try(new QPushButton),
      m_cancel(new QPushButton),
      m_save(new QPushButton),
      m_discard(new QPushButton)
{
    setObjectName(u"bot"_s);
    buildRule();
    buildTrial();
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addWidget(m_fixed);
    rows->addWidget(m_ruleCard);
    rows->addWidget(m_trialCard);
    rows->addStretch(1);
    connect(&doors.desk, &api::SetupDesk::saved, this, [this] {
        if (!std::exchange(m_isSaving, false)) return;
        m_problem->clear();
        readState();
    });
    connect(&doors.desk, &api::SetupDesk::saveFailed, this, [this](const QString& cause) {
        if (!std::exchange(m_isSaving, false)) return;
        m_problem->setText(tr("Could not save: %1").arg(cause));
        writeState();
    });
    connect(doors.statistics, &api::Statistics::ready, this, [this] {
        m_trial.forget();  // what was asked before has gone with the engine of before
        askIntents();
        writeState();
    });
}

void BotSection::buildRule()
{
    m_confidence->setObjectName(u"confidence"_s);
    m_table->setObjectName(u"intents"_s);
    m_turn->setObjectName(u"turnIntent"_s);
    m_all->setObjectName(u"allIntents"_s);
    m_new->setObjectName(u"newIntent"_s);
    m_add->setObjectName(u"addIntent"_s);
    m_intentsState->setObjectName(u"intentsState"_s);
    m_confidenceName->setBuddy(m_confidence);
    m_newName->setBuddy(m_new);
    m_new->setMaxLength(80);
    dressTable(*m_table, m_look);
    stretchNames(*m_table);
    m_table->setMinimumHeight(kLowestIntents);
    QVBoxLayout& content = m_ruleCard->content();
    content.addWidget(m_meaning);
    content.addWidget(m_channels);
    auto* confidence = new QHBoxLayout;
    confidence->addWidget(m_confidenceName);
    confidence->addWidget(m_confidence);
    confidence->addStretch(1);
    content.addLayout(confidence);
    content.addWidget(m_intentsState);
    content.addWidget(m_table);
    content.addLayout(rowOf({m_turn, m_all}));
    content.addWidget(m_newName);
    auto* added = new QHBoxLayout;
    added->addWidget(m_new, 1);
    added->addWidget(m_add);
    content.addLayout(added);
    connect(m_channels, &ChannelRuleBar::chosen, this, [this] {
        writeConfidence();
        writeIntents();
    });
    connect(m_channels, &ChannelRuleBar::ownRuleDropped, this, &BotSection::dropOwn);
    connect(m_confidence, &QComboBox::activated, this, &BotSection::chooseConfidence);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &BotSection::writeState);
    connect(m_table, &QTableWidget::cellActivated, this, &BotSection::turnIntent);
    connect(m_turn, &QPushButton::clicked, this, &BotSection::turnIntent);
    connect(m_all, &QPushButton::clicked, this, [this] {
        AnswerRule rule = shown();
        rule.intents.clear();
        changeShown(rule);
    });
    connect(m_add, &QPushButton::clicked, this, &BotSection::addIntent);
    connect(m_new, &QLineEdit::returnPressed, this, &BotSection::addIntent);
    connect(m_new, &QLineEdit::textChanged, this, &BotSection::writeState);
}

void BotSection::buildTrial()
{
    m_try->setObjectName(u"try"_s);
    m_cancel->setObjectName(u"cancelTrial"_s);
    m_save->setObjectName(u"save"_s);
    m_discard->setObjectName(u"discard"_s);
    m_result->setObjectName(u"effect"_s);
    m_problem->setObjectName(u"problem"_s);
    m_changed->setObjectName(u"changedConversations"_s);
    dressTable(*m_changed, m_look);
    stretchNames(*m_changed);
    m_changed->setMinimumHeight(kLowestChanged);
    QVBoxLayout& content = m_trialCard->content();
    content.addWidget(m_result);
    content.addWidget(m_problem);
    content.addLayout(rowOf({m_try, m_cancel, m_save, m_discard}));
    content.addWidget(m_changed);
    content.addWidget(m_how);
    connect(m_try, &QPushButton::clicked, this, &BotSection::tryIt);
    connect(m_cancel, &QPushButton::clicked, this, &BotSection::cancel);
    connect(m_save, &QPushButton::clicked, this, &BotSection::save);
    connect(m_discard, &QPushButton::clicked, this, [this] { changeRule(m_saved); });
    connect(m_changed, &QTableWidget::cellActivated, this, [this](int row) {
        if (m_effect && row < int(m_effect->conversations.size()))
            emit conversationWanted(m_effect->conversations[size_t(row)].conversation);
    });
}

void BotSection::showEvent(QShowEvent* event)
{
    SetupSection::showEvent(event);
    askIntents();
}

/// What the AI was asked for lately: nobody has to know how it spells that.
void BotSection::askIntents()
{
    if (!isVisible()) return;
    StatsQuery week;
    week.to = m_look.now();
    week.from = week.to - RuleEffect::kDays;
    week.zone = m_look.language.zone().id();
    m_asked.await<StatsReport>(this, m_doors.statistics->report(week),
                               [this](const api::Answer<StatsReport>& answer) { takeIntents(answer); });
}

void BotSection::takeIntents(const api::Answer<StatsReport>& answer)
{
    const auto* report = std::get_if<StatsReport>(&answer);
    if (!report) return;  // the rule can be made without; the trial says what is wrong
    for (const StatsIntent& intent : report->intents)
        know(intent.name, {});
    writeIntents();
}

void BotSection::know(const QString& name, std::optional<qint64> answers)
{
    const QString plain = AnswerRule::plainIntent(name);
    if (plain.isEmpty()) return;  // an answer without an intent can be on no list
    const auto known = std::ranges::find_if(
        m_intents, [&](const KnownIntent& each) { return AnswerRule::plainIntent(each.name) == plain; });
    if (known == m_intents.end())
        m_intents.push_back({QString(name).replace(u',', u' ').replace(u';', u' ').simplified(), answers});
    else if (answers)
        known->answers = answers;
}

void BotSection::readState()
{
    const api::SetupState state = m_doors.desk.state();
    QStringList keys;
    for (const QString& key : state.fixed) {
        if (key.startsWith("BOT_"_L1)) keys << key;
    }
    m_fixed->setVisible(!keys.isEmpty());
    m_fixed->setNotice(Tone::Attention,
                       tr("Set outside the settings file, by the command line, the environment or .env: %1. "
                          "What is saved here takes effect only when that is gone.")
                           .arg(keys.join(", "_L1)));
    const bool isTyped = m_rule != m_saved;
    m_saved = state.botRule;
    if (!isTyped || m_rule == m_saved) return showRule(m_saved);
    writeState();
}

void BotSection::showRule(const AnswerRule& rule)
{
    m_rule = rule;
    for (const QString& intent : rule.intents)
        know(intent, {});
    for (const auto& [channel, own] : rule.channels) {
        for (const QString& intent : own.intents)
            know(intent, {});
    }
    m_channels->setRule(rule);
    writeConfidence();
    writeIntents();
}

void BotSection::changeRule(const AnswerRule& rule)
{
    if (m_trial.isWaiting()) cancel();
    m_problem->clear();
    showRule(rule);
}

AnswerRule BotSection::shown() const
{
    return m_rule.of(m_channels->channel());
}

void BotSection::changeShown(const AnswerRule& rule)
{
    AnswerRule whole = m_rule;
    if (const QString channel = m_channels->channel(); !channel.isEmpty()) {
        whole.channels[channel] = {rule.leastConfidence, rule.intents};
    } else {
        whole.leastConfidence = rule.leastConfidence;
        whole.intents = rule.intents;
    }
    changeRule(whole);
}

void BotSection::dropOwn(const QString& channel)
{
    AnswerRule whole = m_rule;
    whole.channels.erase(channel);
    changeRule(whole);
}

void BotSection::chooseConfidence(int index)
{
    AnswerRule rule = shown();
    rule.leastConfidence = m_confidence->itemData(index).toInt();
    changeShown(rule);
}

int BotSection::chosenIntent() const
{
    const QList<QTableWidgetItem*> chosen = m_table->selectedItems();
    const int row = chosen.isEmpty() ? -1 : chosen.first()->row();
    return row < int(m_intents.size()) ? row : -1;
}

/// From the bot to people or back. The first one that is left to people makes a list of all others.
void BotSection::turnIntent()
{
    const int row = chosenIntent();
    if (row < 0) return;
    const QString name = m_intents[size_t(row)].name;
    AnswerRule rule = shown();
    if (!rule.allows(name)) {
        rule.intents << name;
    } else {
        if (rule.intents.isEmpty()) {
            for (const KnownIntent& each : m_intents)
                rule.intents << each.name;
        }
        rule.intents.removeIf(
            [&](const QString& each) { return AnswerRule::plainIntent(each) == AnswerRule::plainIntent(name); });
        if (rule.intents.isEmpty()) return;  // an empty list means all; switching the bot off is another switch
    }
    changeShown(rule);
}

void BotSection::addIntent()
{
    const QString name = m_new->text().replace(u',', u' ').replace(u';', u' ').simplified();
    if (name.isEmpty()) return;
    AnswerRule rule = shown();
    know(name, {});
    if (!rule.intents.isEmpty() && !rule.allows(name)) rule.intents << name;
    m_new->clear();
    changeShown(rule);
}

void BotSection::tryIt()
{
    m_problem->clear();
    m_trial.await<RuleEffect>(this, m_doors.statistics->tryRule(m_rule),
                              [this](const api::Answer<RuleEffect>& answer) { take(answer); });
    writeState();
}

void BotSection::take(const api::Answer<RuleEffect>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_problem->setText(failureWords(*failure));
        return writeState();
    }
    m_effect = std::get<RuleEffect>(answer);
    for (KnownIntent& each : m_intents)
        each.answers = 0;
    for (const RuleEffect::Intent& intent : m_effect->intents)
        know(intent.name, intent.answers);
    writeIntents();
    emit sightWanted(m_trialCard);
}

void BotSection::cancel()
{
    m_trial.forget();
    m_doors.statistics->cancelTrial();
    writeState();
}

void BotSection::save()
{
    api::SetupChanges changes;
    changes.botRule = m_rule;
    m_isSaving = true;
    m_doors.desk.save(changes);
    writeState();
}

void BotSection::writeConfidence()
{
    const int typed = shown().leastConfidence;
    m_confidence->clear();
    const auto add = [this](int percent) {
        m_confidence->addItem(percent == 0 ? tr("any") : m_look.formats().locale().toString(percent / 100.0, 'f', 2),
                              percent);
    };
    for (int percent = 0; percent <= 100; percent += kConfidenceStep) {
        // A file may say what stands between two of them.
        if (typed > percent - kConfidenceStep && typed < percent && typed > 0) add(typed);
        add(percent);
    }
    m_confidence->setCurrentIndex(m_confidence->findData(typed));
}

void BotSection::writeIntents()
{
    const Formats& formats = m_look.formats();
    const AnswerRule rule = shown();
    m_table->setRowCount(int(m_intents.size()));
    for (int row = 0; row < int(m_intents.size()); ++row) {
        const KnownIntent& known = m_intents[size_t(row)];
        setCell(*m_table, row, 0, LiveWords::intent(known.name));
        setCell(*m_table, row, 1, rule.allows(known.name) ? tr("the bot") : tr("a person"));
        setCell(*m_table, row, 2, known.answers ? formats.number(*known.answers) : u"–"_s, true);
        qint64 held = 0;
        if (m_effect) {
            for (const RuleEffect::Intent& each : m_effect->intents) {
                if (AnswerRule::plainIntent(each.name) == AnswerRule::plainIntent(known.name)) held = each.nowHeld;
            }
        }
        setCell(*m_table, row, 3, isTried() ? formats.number(held) : u"–"_s, true);
    }
    fitTableRows(*m_table, m_look);
    writeChanged();
    writeState();
}

void BotSection::writeChanged()
{
    const Formats& formats = m_look.formats();
    const auto& changed = m_effect ? m_effect->conversations : std::vector<RuleEffect::Changed>();
    m_changed->setRowCount(int(changed.size()));
    for (int row = 0; row < int(changed.size()); ++row) {
        const RuleEffect::Changed& each = changed[size_t(row)];
        setCell(*m_changed, row, 0, each.customer.isEmpty() ? each.conversation.toString() : each.customer);
        setCell(*m_changed, row, 1, formats.moment(each.newest, m_look.now()));
        setCell(*m_changed, row, 2, LiveWords::intent(each.intent));
        setCell(*m_changed, row, 3, formats.locale().toString(each.confidence, 'f', 2), true);
        setCell(*m_changed, row, 4, formats.number(each.answers), true);
    }
    fitTableRows(*m_changed, m_look);
}

void BotSection::writeState()
{
    const bool isRunning = m_trial.isWaiting();
    const bool isChanged = m_rule != m_saved;
    const int row = chosenIntent();
    const AnswerRule rule = shown();
    const bool isBots = row < 0 || rule.allows(m_intents[size_t(row)].name);
    m_turn->setText(isBots ? tr("Leave it to people") : tr("Let the bot answer it"));
    const bool isLast = rule.intents.size() == 1 && isBots;
    m_turn->setEnabled(row >= 0 && !(isLast || (rule.intents.isEmpty() && m_intents.size() == 1)));
    m_all->setEnabled(!rule.intents.isEmpty());
    m_add->setEnabled(!m_new->text().simplified().isEmpty());
    m_intentsState->setText(intentsWords());
    m_result->setText(effectWords());
    m_how->setVisible(isTried() && !isRunning);
    m_changed->setVisible(isTried() && !isRunning && !m_effect->conversations.empty());
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_try->setVisible(!isRunning);
    m_cancel->setVisible(isRunning);
    m_save->setEnabled(isChanged && isTried() && !isRunning && !m_isSaving);
    m_discard->setEnabled(isChanged && !m_isSaving);
}

}  // namespace tongdai
