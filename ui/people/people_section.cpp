#include "ui/people/people_section.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/role_label.h"
#include "ui/locks/table_look.h"
#include "ui/people/channel_choice.h"
#include "ui/people/people_words.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::PersonAnswer;

namespace {

constexpr int kLowestTable = 190;

RoleLabel* wrappedLabel(ColorRole color)
{
    auto* label = new RoleLabel(TextRole::List, color);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QTableWidgetItem* cellOf(const QString& text)
{
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    return item;
}

}  // namespace

PeopleSection::PeopleSection(api::People& people, Look look, QWidget* parent)
    : SetupSection(parent),
      m_people(people),
      m_look(look),
      m_listCard(new Card),
      m_words(wrappedLabel(ColorRole::SecondaryText)),
      m_table(new QTableWidget(0, 4)),
      m_add(new QPushButton),
      m_change(new QPushButton),
      m_disable(new QPushButton),
      m_reset(new QPushButton),
      m_result(wrappedLabel(ColorRole::Text)),
      m_password(new RoleLabel(TextRole::Title)),
      m_formCard(new Card),
      m_idLabel(new RoleLabel(TextRole::List)),
      m_id(new QLineEdit),
      m_nameLabel(new RoleLabel(TextRole::List)),
      m_name(new QLineEdit),
      m_roleLabel(new RoleLabel(TextRole::List)),
      m_role(new QComboBox),
      m_meaning(wrappedLabel(ColorRole::SecondaryText)),
      m_reachLabel(new RoleLabel(TextRole::List)),
      m_reach(new QComboBox),
      m_teamLabel(new RoleLabel(TextRole::List)),
      m_team(new QLineEdit),
      m_channelsLabel(new RoleLabel(TextRole::List)),
      m_channels(new ChannelChoice),
      m_newLabel(new RoleLabel(TextRole::List)),
      m_new(new QLineEdit),
      m_againLabel(new RoleLabel(TextRole::List)),
      m_again(new QLineEdit),
      m_save(new QPushButton),
      m_cancel(new QPushButton),
      m_ruleCard(new Card),
      m_ruleWords(wrappedLabel(ColorRole::SecondaryText)),
      m_rule(new QComboBox)
{
    setObjectName(u"people"_s);
    buildPeople();
    buildForm();
    m_rule->setObjectName(u"signInRule"_s);
    m_ruleCard->content().addWidget(m_ruleWords);
    m_ruleCard->content().addWidget(m_rule, 0, Qt::AlignLeft);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    for (Card* card : {m_listCard, m_formCard, m_ruleCard})
        rows->addWidget(card);
    rows->addStretch(1);
    connect(m_rule, &QComboBox::activated, this,
            [this](int chosen) { await(m_people.setSignInRule(SignInRule(chosen))); });
    connect(&people, &api::People::rosterChanged, this, &PeopleSection::ask);
    connect(&people, &api::People::changed, this, &PeopleSection::ask);
    retranslate();
}

void PeopleSection::buildPeople()
{
    m_table->setObjectName(u"peopleTable"_s);
    dressTable(*m_table, m_look);
    // People are looked for by their names.
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_table->setMinimumHeight(kLowestTable);
    m_add->setObjectName(u"addPerson"_s);
    m_change->setObjectName(u"changePerson"_s);
    m_disable->setObjectName(u"disablePerson"_s);
    m_reset->setObjectName(u"resetPassword"_s);
    m_result->setObjectName(u"peopleResult"_s);
    m_password->setObjectName(u"madePassword"_s);
    m_password->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QVBoxLayout& content = m_listCard->content();
    content.addWidget(m_words);
    content.addWidget(m_table);
    content.addLayout(rowOf({m_add, m_change, m_disable, m_reset}));
    content.addWidget(m_result);
    content.addWidget(m_password);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &PeopleSection::choose);
    connect(m_table, &QTableWidget::cellActivated, this, [this] { openForm(Form::Change); });
    connect(m_add, &QPushButton::clicked, this,
            [this] { openForm(needsAdministrator() ? Form::FirstAdministrator : Form::Add); });
    connect(m_change, &QPushButton::clicked, this, [this] { openForm(Form::Change); });
    connect(m_disable, &QPushButton::clicked, this, [this] {
        const Person* const person = chosen();
        if (!person) return;
        api::PersonEdit edit;
        edit.isDisabled = !person->isDisabled;
        await(m_people.change(person->id, edit));
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        const Person* const person = chosen();
        if (!person) return;
        m_changed = person->id;
        await(m_people.resetPassword(person->id));
    });
}

void PeopleSection::buildForm()
{
    m_id->setObjectName(u"personId"_s);
    m_name->setObjectName(u"personName"_s);
    m_role->setObjectName(u"personRole"_s);
    m_reach->setObjectName(u"personReach"_s);
    m_team->setObjectName(u"personTeam"_s);
    m_team->setMaxLength(kLongestTeamName);
    m_channels->setObjectName(u"personChannels"_s);
    for (const Reach reach : {Reach::Everything, Reach::Team, Reach::Own})
        m_reach->addItem(QString(), int(reach));
    m_new->setObjectName(u"ownPassword"_s);
    m_again->setObjectName(u"ownPasswordAgain"_s);
    m_save->setObjectName(u"savePerson"_s);
    m_cancel->setObjectName(u"cancelPerson"_s);
    m_name->setMaxLength(kLongestPersonName);
    for (QLineEdit* edit : {m_new, m_again}) {
        edit->setEchoMode(QLineEdit::Password);
        edit->setMaxLength(kLongestPassword);
    }
    for (const Role role : kAllRoles)
        m_role->addItem(QString(), int(role));
    QVBoxLayout& content = m_formCard->content();
    const std::pair<RoleLabel*, QWidget*> rows[] = {
        {m_idLabel, m_id},       {m_nameLabel, m_name},         {m_roleLabel, m_role}, {m_teamLabel, m_team},
        {m_reachLabel, m_reach}, {m_channelsLabel, m_channels}, {m_newLabel, m_new},   {m_againLabel, m_again}};
    for (const auto& [label, field] : rows) {
        label->setBuddy(field);
        label->setWordWrap(true);
        content.addWidget(label);
        content.addWidget(field);
        if (field == m_role) content.addWidget(m_meaning);
    }
    content.addLayout(rowOf({m_save, m_cancel}));
    connect(m_role, &QComboBox::currentIndexChanged, this, &PeopleSection::writeForm);
    for (QLineEdit* edit : {m_id, m_name, m_team, m_new, m_again})
        connect(edit, &QLineEdit::returnPressed, this, &PeopleSection::saveForm);
    connect(m_save, &QPushButton::clicked, this, &PeopleSection::saveForm);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_trouble.clear();
        openForm(Form::None);
    });
}

bool PeopleSection::needsAdministrator() const
{
    const api::PeopleState state = m_people.state();
    return m_roster.people.empty() || (state.me && !state.me->hasPassword);
}

void PeopleSection::ask()
{
    if (!m_people.may(Permission::ManagePeople)) return;
    m_listing.await<Roster>(this, m_people.roster(), [this](const api::Answer<Roster>& answer) { take(answer); });
}

void PeopleSection::take(const api::Answer<Roster>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_trouble = PeopleWords::failure(*failure);
        return writeResult();
    }
    m_roster = std::get<Roster>(answer);
    m_isKnown = true;
    fillTable();
    retranslate();
}

void PeopleSection::await(api::Asked<PersonAnswer> asked)
{
    m_made.clear();
    m_trouble.clear();
    writeResult();
    setEnabled(false);
    api::whenAnswered<PersonAnswer>(this, std::move(asked),
                                    [this](const api::Answer<PersonAnswer>& answer) { take(answer); });
}

void PeopleSection::take(const api::Answer<PersonAnswer>& answer)
{
    setEnabled(true);
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_trouble = PeopleWords::failure(*failure);
        return writeResult();
    }
    const auto& done = std::get<PersonAnswer>(answer);
    m_trouble = PeopleWords::result(done);
    m_made = done.password;
    if (done.result == PersonAnswer::Result::Done) {
        const bool wasFirst = m_form == Form::FirstAdministrator;
        openForm(Form::None);
        ask();
        // Who has become the administrator wanted to let somebody in.
        if (wasFirst) openForm(Form::Add);
    } else if (m_form == Form::None) {
        m_table->setFocus();
    }
    writeResult();
    emit sightWanted(m_form == Form::None ? static_cast<QWidget*>(m_password) : m_formCard);
}

const Person* PeopleSection::chosen() const
{
    const int row = m_table->currentRow();
    return row >= 0 && row < int(m_roster.people.size()) ? &m_roster.people[size_t(row)] : nullptr;
}

void PeopleSection::fillTable()
{
    const OperatorId before = chosen() ? chosen()->id : OperatorId();
    const QSignalBlocker quiet(m_table);
    fitTableRows(*m_table, m_look);
    m_table->setRowCount(int(m_roster.people.size()));
    int current = 0;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const Person& person = m_roster.people[size_t(row)];
        if (person.id == before) current = row;
        const QString state = person.isDisabled           ? tr("Disabled")
                              : person.mustChangePassword ? tr("Has not signed in with the new password")
                              : person.lastSignInAt
                                  ? tr("Last here %1").arg(m_look.formats().moment(*person.lastSignInAt, m_look.now()))
                                  : tr("Never signed in");
        m_table->setItem(row, 0, cellOf(person.name));
        m_table->setItem(row, 1, cellOf(person.id.toString()));
        const bool isNarrow = person.role == Role::Operator &&
                              (person.sight.reach != Reach::Everything || !person.sight.channels.isEmpty());
        const QString role = PeopleWords::role(person.role);
        m_table->setItem(row, 2, cellOf(isNarrow ? role + u" · "_s + PeopleWords::sight(person.sight) : role));
        m_table->setItem(row, 3, cellOf(state));
    }
    if (m_table->rowCount() > 0) m_table->setCurrentCell(current, 0);
}

void PeopleSection::choose()
{
    const Person* const person = chosen();
    const bool isMe = person && m_people.state().me && person->id == m_people.state().me->id;
    m_change->setEnabled(person);
    m_disable->setEnabled(person && !isMe);
    m_reset->setEnabled(person && !isMe);
    m_disable->setText(person && person->isDisabled ? tr("Enable again") : tr("Disable"));
}

void PeopleSection::openForm(Form form)
{
    const Person* const person = chosen();
    if (form == Form::Change && !person) return;
    m_form = form;
    if (form != Form::None) m_trouble.clear();
    for (QLineEdit* edit : {m_id, m_name, m_team, m_new, m_again})
        edit->clear();
    m_reach->setCurrentIndex(m_reach->findData(int(Reach::Everything)));
    m_channels->setChosen({});
    if (form == Form::Change) {
        m_changed = person->id;
        m_id->setText(person->id.toString());
        m_name->setText(person->name);
        m_role->setCurrentIndex(m_role->findData(int(person->role)));
        m_reach->setCurrentIndex(m_reach->findData(int(person->sight.reach)));
        m_team->setText(person->sight.team);
        m_channels->setChosen(person->sight.channels);
    } else if (form == Form::Add) {
        m_role->setCurrentIndex(m_role->findData(int(Role::Operator)));
    } else if (form == Form::FirstAdministrator && m_people.state().me) {
        m_id->setText(m_people.state().me->id.toString());
        m_name->setText(m_people.state().me->name);
    }
    writeForm();
    writeResult();
    if (form == Form::None) return;
    (form == Form::Add ? m_id : form == Form::Change ? m_name : m_new)->setFocus();
    emit sightWanted(m_formCard);
}

void PeopleSection::saveForm()
{
    const auto role = Role(m_role->currentData().toInt());
    switch (m_form) {
        case Form::None: return;
        case Form::FirstAdministrator:
            if (m_new->text() != m_again->text()) {
                m_trouble = tr("The two passwords are not the same.");
                return writeResult();
            }
            return await(m_people.becomeAdministrator(m_name->text(), m_new->text()));
        case Form::Add:
            if (!isSightWritten()) return;
            m_changed = OperatorId::fromString(m_id->text().trimmed());
            return await(m_people.add(m_changed, m_name->text(), role, writtenSight()));
        case Form::Change: {
            const Person* const person = m_roster.find(m_changed);
            if (!person || !isSightWritten()) return;
            api::PersonEdit edit;
            if (m_name->text() != person->name) edit.name = m_name->text();
            if (role != person->role) edit.role = role;
            if (const Sight sight = writtenSight(); sight != person->sight) edit.sight = sight;
            return await(m_people.change(m_changed, edit));
        }
    }
}

Sight PeopleSection::writtenSight() const
{
    Sight sight;
    sight.reach = Reach(m_reach->currentData().toInt());
    sight.team = m_team->text();
    sight.channels = m_channels->chosen();
    return tidied(sight);
}

/// A team without a name has nobody in it.
bool PeopleSection::isSightWritten()
{
    const bool isOfOperator = Role(m_role->currentData().toInt()) == Role::Operator;
    const Sight sight = writtenSight();
    if (!isOfOperator || sight.reach != Reach::Team || !sight.team.isEmpty()) return true;
    m_trouble = tr("Type the name of their team: one without a name has nobody in it.");
    writeResult();
    m_team->setFocus();
    return false;
}

void PeopleSection::writeForm()
{
    m_formCard->setVisible(m_form != Form::None);
    const bool isFirst = m_form == Form::FirstAdministrator;
    m_formCard->setHeading(isFirst               ? tr("First, a password of your own")
                           : m_form == Form::Add ? tr("A new person")
                                                 : tr("Change"));
    m_id->setEnabled(m_form == Form::Add);
    for (QWidget* widget : QList<QWidget*>{m_roleLabel, m_role, m_meaning})
        widget->setVisible(!isFirst);
    for (QWidget* widget : QList<QWidget*>{m_newLabel, m_new, m_againLabel, m_again})
        widget->setVisible(isFirst);
    // Only an operator's sight is narrower than the shop.
    const bool isOfOperator = Role(m_role->currentData().toInt()) == Role::Operator;
    for (QWidget* widget : QList<QWidget*>{m_teamLabel, m_team})
        widget->setVisible(!isFirst);
    for (QWidget* widget : QList<QWidget*>{m_reachLabel, m_reach, m_channelsLabel, m_channels})
        widget->setVisible(!isFirst && isOfOperator);
    m_meaning->setText(PeopleWords::roleMeaning(Role(m_role->currentData().toInt())));
    m_save->setText(isFirst ? tr("Become the administrator") : m_form == Form::Add ? tr("Add") : tr("Save"));
}

void PeopleSection::writeResult()
{
    m_result->setColorRole(m_trouble.isEmpty() ? ColorRole::Text : ColorRole::Danger);
    m_result->setText(m_made.isEmpty() ? m_trouble
                                       : tr("%1 signs in with this password, once, and then chooses another. It is "
                                            "shown only now:")
                                             .arg(m_changed.toString()));
    m_result->setVisible(!m_result->text().isEmpty());
    m_password->setText(m_made);
    m_password->setVisible(!m_made.isEmpty());
}

void PeopleSection::retranslate()
{
    m_listCard->setHeading(tr("Who may sit at the desk"));
    m_words->setText(needsAdministrator()
                         ? tr("You are alone here: nobody has to sign in. To let somebody else in, choose a password "
                              "first; from then on the desk asks who sits there.")
                         : tr("Nobody is ever deleted: what they did keeps their name. Whoever is disabled is out at "
                              "once, everywhere."));
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Signs in as"), tr("Role"), tr("State")});
    m_table->setAccessibleName(tr("People"));
    m_table->setVisible(!m_roster.people.empty());
    for (QPushButton* button : {m_change, m_disable, m_reset})
        button->setVisible(!m_roster.people.empty());
    m_add->setText(tr("Add a person…"));
    m_change->setText(tr("Change…"));
    m_reset->setText(tr("New password"));
    m_idLabel->setText(tr("Signs in as (one word, never changed)"));
    m_nameLabel->setText(tr("Name, as colleagues and customers read it"));
    m_roleLabel->setText(tr("Role"));
    m_teamLabel->setText(tr("Team (those of one name are one team)"));
    m_reachLabel->setText(tr("Conversations they see; those nobody has also when they are closed"));
    m_channelsLabel->setText(tr("Of these channels only; none chosen: of all"));
    m_newLabel->setText(tr("Password, at least 8 characters"));
    m_againLabel->setText(tr("Once more"));
    m_cancel->setText(tr("Cancel"));
    for (const auto& [label, field] : {std::pair<RoleLabel*, QWidget*>{m_idLabel, m_id},
                                       {m_nameLabel, m_name},
                                       {m_roleLabel, m_role},
                                       {m_teamLabel, m_team},
                                       {m_reachLabel, m_reach},
                                       {m_channelsLabel, m_channels},
                                       {m_newLabel, m_new},
                                       {m_againLabel, m_again}})
        field->setAccessibleName(label->text());
    for (int i = 0; i < m_role->count(); ++i)
        m_role->setItemText(i, PeopleWords::role(Role(m_role->itemData(i).toInt())));
    for (int i = 0; i < m_reach->count(); ++i)
        m_reach->setItemText(i, PeopleWords::reach(Reach(m_reach->itemData(i).toInt())));
    m_ruleCard->setHeading(tr("Signing in"));
    m_ruleCard->setVisible(!m_roster.people.empty());
    m_ruleWords->setText(tr("Without signing in, whoever uses this computer is the administrator."));
    const QSignalBlocker quiet(m_rule);
    m_rule->clear();
    m_rule->addItems({tr("Once there are two people"), tr("Always"), tr("Never")});
    m_rule->setCurrentIndex(int(m_roster.rule));
    m_rule->setAccessibleName(tr("Signing in"));
    choose();
    writeForm();
    writeResult();
}

}  // namespace tongdai
