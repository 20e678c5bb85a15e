#include "ui/setup/store_section.h"

#include "ui/common/look/console_style.h"
#include "ui/common/widgets/card.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/setup/move_panel.h"
#include "ui/setup/server_form.h"
#include "ui/setup/setup_words.h"
#include "ui/setup/test_panel.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPushButton>
#include <QRadioButton>

#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;
using Kind = api::ConnectionForm::Kind;

namespace {

constexpr int kOwn = 0;  // the choice without a server; the others are 1 + Kind

int choiceOf(Kind kind)
{
    return 1 + int(kind);
}

Kind kindOf(int choice)
{
    return Kind(choice - 1);
}

}  // namespace

StoreSection::StoreSection(Store store, SetupDoors doors, Look look, QWidget* parent)
    : SetupSection(parent),
      m_store(store),
      m_doors(doors),
      m_look(look),
      m_choiceCard(new Card),
      m_testCard(new Card),
      m_fixed(new NoticeBar),
      m_choices(new QButtonGroup(this)),
      m_meaning(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_form(new ServerForm),
      m_problem(new RoleLabel(TextRole::List, ColorRole::Danger)),
      m_test(new QPushButton),
      m_save(new QPushButton),
      m_moveButton(new QPushButton),
      m_panel(new TestPanel(doors.tester, look))
{
    static const std::array kNames{u"history"_s, u"redis"_s, u"disputeMysql"_s, u"disputePostgres"_s};
    setObjectName(kNames.at(size_t(store)));
    m_test->setObjectName(u"test"_s);
    m_save->setObjectName(u"save"_s);
    m_moveButton->setObjectName(u"move"_s);
    m_problem->setObjectName(u"problem"_s);
    build();
    connect(m_choices, &QButtonGroup::idClicked, this, &StoreSection::choose);
    connect(m_form, &ServerForm::edited, this, [this] {
        m_isDirty = true;
        m_panel->expire();
        writeButtons();
    });
    connect(m_test, &QPushButton::clicked, this, &StoreSection::test);
    connect(m_save, &QPushButton::clicked, this, &StoreSection::save);
    connect(m_moveButton, &QPushButton::clicked, this, &StoreSection::offerMove);
    connect(m_panel, &TestPanel::changed, this, &StoreSection::writeButtons);
    connect(m_panel, &TestPanel::told, this, &StoreSection::sightWanted);
    connect(&doors.desk, &api::SetupDesk::saved, this, [this] {
        if (!std::exchange(m_isSaving, false)) return;
        m_isDirty = false;
        readState();
    });
    connect(&doors.desk, &api::SetupDesk::saveFailed, this, [this](const QString& cause) {
        if (!std::exchange(m_isSaving, false)) return;
        m_problem->setText(tr("Could not save: %1").arg(CauseWords::of(cause)));
        writeButtons();
    });
}

void StoreSection::build()
{
    for (RoleLabel* label : {m_meaning, m_problem}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    addChoice(kOwn);
    if (m_store == Store::History) {
        addChoice(choiceOf(Kind::Postgres));
        addChoice(choiceOf(Kind::MySql));
    } else {
        addChoice(choiceOf(m_store == Store::DisputeMysql      ? Kind::MySql
                           : m_store == Store::DisputePostgres ? Kind::Postgres
                                                               : Kind::Redis));
    }
    m_choiceCard->content().addWidget(m_meaning);
    m_choiceCard->content().addSpacing(4);
    m_choiceCard->content().addWidget(m_form);
    m_choiceCard->content().addWidget(m_problem);
    m_choiceCard->content().addSpacing(4);
    m_choiceCard->content().addLayout(rowOf({m_moveButton, m_save, m_test}));
    m_choiceCard->content().addStretch(1);
    m_testCard->content().addWidget(m_panel, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addWidget(m_fixed);
    rows->addLayout(pairOf(*m_choiceCard, *m_testCard));
    if (m_store == Store::History) {
        m_move = new MovePanel(m_doors.works, m_look);
        rows->addWidget(m_move);
        connect(m_move, &MovePanel::changed, this, &StoreSection::writeButtons);
        connect(m_move, &MovePanel::moved, this, [this] {
            m_isDirty = false;
            readState();
        });
    }
    rows->addStretch(1);
}

void StoreSection::addChoice(int id)
{
    auto* button = new QRadioButton;
    button->setObjectName(u"choice%1"_s.arg(id));
    m_choices->addButton(button, id);
    m_choiceCard->content().addWidget(button);
}

QString StoreSection::title() const
{
    switch (m_store) {
        case Store::History: return tr("Message history");
        case Store::Redis: return u"Redis"_s;
        case Store::DisputeMysql: return tr("Disputes: MySQL");
        case Store::DisputePostgres: return tr("Disputes: PostgreSQL");
    }
    Q_UNREACHABLE();
}

std::optional<api::SetupState::Server> StoreSection::saved() const
{
    const api::SetupState state = m_doors.desk.state();
    switch (m_store) {
        case Store::History: return state.history;
        case Store::Redis: return state.redis;
        case Store::DisputeMysql: return state.disputeMysql;
        case Store::DisputePostgres: return state.disputePostgres;
    }
    Q_UNREACHABLE();
}

int StoreSection::savedChoice() const
{
    const auto server = saved();
    return server ? choiceOf(server->form.kind) : kOwn;
}

int StoreSection::chosen() const
{
    return m_choices->checkedId();
}

void StoreSection::readState()
{
    if (!m_isDirty) {
        const int choice = savedChoice();
        m_choices->button(choice)->setChecked(true);
        if (choice != kOwn) m_form->setServer(kindOf(choice), saved());
        m_problem->clear();
    }
    const QString keys = fixedKeys();
    m_fixed->setVisible(!keys.isEmpty());
    m_fixed->setNotice(Tone::Attention,
                       tr("Set outside the settings file, by the command line, the environment or .env: %1. "
                          "What is saved here takes effect only when that is gone.")
                           .arg(keys));
    writeButtons();
}

QString StoreSection::fixedKeys() const
{
    QStringList keys;
    for (const QString& key : m_doors.desk.state().fixed) {
        const bool isHistory = key.startsWith("POSTGRES_"_L1) || key.startsWith("MYSQL_"_L1);
        const bool isOurs = m_store == Store::History        ? isHistory
                            : m_store == Store::Redis        ? key.startsWith("REDIS_"_L1)
                            : m_store == Store::DisputeMysql ? key.startsWith("DISPUTE_MYSQL_"_L1)
                                                             : key.startsWith("DISPUTE_POSTGRES_"_L1);
        if (isOurs) keys << key;
    }
    return keys.join(", "_L1);
}

void StoreSection::choose(int id)
{
    const auto server = saved();
    const bool isSaved = server && choiceOf(server->form.kind) == id;
    if (id != kOwn) m_form->setServer(kindOf(id), isSaved ? server : std::nullopt);
    m_isDirty = id != savedChoice();
    m_problem->clear();
    m_panel->expire();
    writeButtons();
}

void StoreSection::test()
{
    m_problem->setText(m_form->problem());
    writeButtons();
    if (!m_problem->text().isEmpty()) return;
    m_panel->start(formMeant());
}

api::ConnectionForm StoreSection::formMeant() const
{
    api::ConnectionForm form = m_form->form();
    form.isOnlyRead = isForDisputes();
    return form;
}

api::SetupChanges StoreSection::changes() const
{
    api::SetupChanges changes;
    api::SetupChanges::Store store;
    if (chosen() != kOwn) store.server = formMeant();
    switch (m_store) {
        case Store::History: changes.history = store; break;
        case Store::Redis: changes.redis = store; break;
        case Store::DisputeMysql: changes.disputeMysql = store; break;
        case Store::DisputePostgres: changes.disputePostgres = store; break;
    }
    return changes;
}

void StoreSection::save()
{
    m_problem->setText(chosen() == kOwn ? QString() : m_form->problem());
    if (!m_problem->text().isEmpty()) return writeButtons();
    m_isSaving = true;
    m_doors.desk.save(changes());
    writeButtons();
}

/// From the file on this computer to a server: the conversations are to come along.
bool StoreSection::isMoveMeant() const
{
    return m_move && chosen() != kOwn && m_doors.desk.state().historyTarget.isEmpty() && savedChoice() == kOwn;
}

void StoreSection::offerMove()
{
    m_move->offer(m_form->form());
    emit sightWanted(m_move);
}

void StoreSection::writeButtons()
{
    const bool isServer = chosen() != kOwn;
    const bool isMove = isMoveMeant();
    const bool isBusy = m_isSaving || (m_move && m_move->isRunning());
    m_form->setVisible(isServer);
    m_testCard->setVisible(isServer);
    m_test->setVisible(isServer);
    m_moveButton->setVisible(isMove);
    m_save->setText(isMove ? tr("Save without moving") : tr("Save"));
    m_save->setToolTip(isMove ? tr("The shop starts empty there. What lies on this computer stays here, unused.")
                              : QString());
    m_moveButton->setToolTip(m_panel->hasPassed() ? QString() : tr("Test the connection first."));
    m_test->setEnabled(!m_panel->isRunning() && !isBusy);
    m_moveButton->setEnabled(m_panel->hasPassed() && !isBusy);
    m_save->setEnabled(m_isDirty && !isBusy && !m_panel->isRunning());
    for (QAbstractButton* button : m_choices->buttons())
        button->setEnabled(!isBusy);
    m_form->setEnabled(!isBusy);
    m_meaning->setText(choiceMeaning());
    m_problem->setVisible(!m_problem->text().isEmpty());
}

QString StoreSection::choiceWords(int id) const
{
    if (isForDisputes()) {
        if (id == kOwn) return tr("None");
        return m_store == Store::DisputeMysql ? tr("A MySQL or MariaDB of another chat")
                                              : tr("A PostgreSQL of another chatbot");
    }
    if (id != kOwn) return m_store == Store::History ? SetupWords::kind(kindOf(id)) : tr("A shared Redis");
    return m_store == Store::History ? tr("On this computer (right for one computer)")
                                     : tr("Private, started by this program (right for one computer)");
}

QString StoreSection::choiceMeaning() const
{
    if (isForDisputes()) {
        return tr(
            "Its conversations are shown and searched on the Dispute page, beside this shop's own. It is only "
            "read; give it an account that may do no more.");
    }
    if (m_store == Store::Redis) {
        return chosen() == kOwn ? tr("Nothing to install. Without any Redis everything still works; other desks see "
                                     "changes a little later.")
                                : tr("With a shared Redis several engines work on one shop. It is never the record: "
                                     "whatever it forgets is in the history.");
    }
    if (chosen() == kOwn)
        return tr("Nothing to install; everything is in one file: %1").arg(m_doors.desk.state().historyFile);
    return tr(
        "Several desks and engines can work on it. It needs an empty database and an account that may create tables in "
        "it.");
}

void StoreSection::retranslate()
{
    m_choiceCard->setHeading(m_store == Store::History ? tr("Where are your conversations kept?")
                             : isForDisputes()         ? tr("Which other history?")
                                                       : tr("Which Redis?"));
    m_testCard->setHeading(tr("Connection test"));
    for (QAbstractButton* button : m_choices->buttons())
        button->setText(choiceWords(m_choices->id(button)));
    m_test->setText(tr("Test the connection"));
    m_moveButton->setText(tr("Move the shop there…"));
    markPrimary(*m_moveButton);
    m_form->retranslate();
    m_panel->retranslate();
    if (m_move) m_move->retranslate();
    readState();
}

}  // namespace tongdai
