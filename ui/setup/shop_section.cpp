#include "ui/setup/shop_section.h"

#include "engine/api/shop_system.h"
#include "ui/common/widgets/card.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/setup/setup_words.h"
#include "ui/setup/test_panel.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;

ShopSection::ShopSection(SetupDoors doors, Look look, QWidget* parent)
    : SetupSection(parent),
      m_doors(doors),
      m_look(look),
      m_card(new Card),
      m_testCard(new Card),
      m_quotaCard(new Card),
      m_fixed(new NoticeBar),
      m_meaning(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_retailer(new QLineEdit),
      m_clientId(new QLineEdit),
      m_secret(new QLineEdit),
      m_problem(new RoleLabel(TextRole::List, ColorRole::Danger)),
      m_save(new QPushButton),
      m_test(new QPushButton),
      m_remove(new QPushButton),
      m_panel(new TestPanel(doors.tester, look)),
      m_quotaWords(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_quotaBar(new QProgressBar)
{
    setObjectName(u"shop"_s);
    build();
    for (QLineEdit* edit : {m_retailer, m_clientId, m_secret}) {
        connect(edit, &QLineEdit::textEdited, this, [this] {
            m_isDirty = true;
            m_problem->clear();
            m_panel->expire();
            writeButtons();
        });
    }
    connect(m_test, &QPushButton::clicked, this, &ShopSection::test);
    connect(m_save, &QPushButton::clicked, this, [this] { save(true); });
    connect(m_remove, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_panel, &TestPanel::changed, this, &ShopSection::writeButtons);
    connect(m_panel, &TestPanel::told, this, &ShopSection::sightWanted);
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
    if (doors.shop) connect(doors.shop, &api::ShopSystem::ready, this, &ShopSection::askQuota);
}

void ShopSection::build()
{
    m_save->setObjectName(u"save"_s);
    m_test->setObjectName(u"test"_s);
    m_remove->setObjectName(u"remove"_s);
    m_problem->setObjectName(u"problem"_s);
    m_quotaBar->setObjectName(u"quota"_s);
    m_secret->setEchoMode(QLineEdit::Password);
    for (RoleLabel* label : {m_meaning, m_problem, m_quotaWords}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_card->content().addWidget(m_meaning);
    m_retailerName = addField(m_retailer, u"retailer"_s);
    m_clientIdName = addField(m_clientId, u"clientId"_s);
    m_secretName = addField(m_secret, u"secret"_s);
    m_card->content().addWidget(m_problem);
    m_card->content().addSpacing(4);
    m_card->content().addLayout(rowOf({m_save, m_test, m_remove}));
    m_card->content().addStretch(1);
    m_testCard->content().addWidget(m_panel, 1);
    m_quotaBar->setTextVisible(false);
    m_quotaBar->setFixedHeight(10);
    m_quotaCard->content().addWidget(m_quotaBar);
    m_quotaCard->content().addWidget(m_quotaWords);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addWidget(m_fixed);
    rows->addLayout(pairOf(*m_card, *m_testCard));
    rows->addWidget(m_quotaCard);
    rows->addStretch(1);
}

RoleLabel* ShopSection::addField(QLineEdit* editor, const QString& name)
{
    auto* label = new RoleLabel(TextRole::List, ColorRole::SecondaryText);
    editor->setObjectName(name);
    label->setBuddy(editor);
    m_card->content().addWidget(label);
    m_card->content().addWidget(editor);
    return label;
}

void ShopSection::showEvent(QShowEvent* event)
{
    SetupSection::showEvent(event);
    askQuota();
}

void ShopSection::readState()
{
    const api::SetupState state = m_doors.desk.state();
    QStringList keys;
    for (const QString& key : state.fixed) {
        if (key.startsWith("KIOTVIET_"_L1)) keys << key;
    }
    m_fixed->setVisible(!keys.isEmpty());
    m_fixed->setNotice(Tone::Attention,
                       tr("Set outside the settings file, by the command line, the environment or .env: %1. "
                          "What is saved here takes effect only when that is gone.")
                           .arg(keys.join(", "_L1)));
    m_hasSecret = state.kiotViet && state.kiotViet->hasPassword;
    if (!m_isDirty) {
        m_retailer->setText(state.kiotViet ? state.kiotViet->form.retailer : QString());
        m_clientId->setText(state.kiotViet ? state.kiotViet->form.user : QString());
        m_secret->clear();
    }
    m_secret->setPlaceholderText(m_hasSecret ? tr("saved; type only to change it") : QString());
    writeButtons();
}

api::ConnectionForm ShopSection::form() const
{
    api::ConnectionForm form;
    form.kind = api::ConnectionForm::Kind::KiotViet;
    form.retailer = m_retailer->text().trimmed();
    form.user = m_clientId->text().trimmed();
    form.password = m_secret->text();
    form.keepsPassword = m_hasSecret && m_secret->text().isEmpty();
    return form;
}

void ShopSection::test()
{
    m_panel->start(form());
}

void ShopSection::save(bool isUsed)
{
    api::SetupChanges changes;
    changes.kiotViet.emplace();
    if (isUsed) changes.kiotViet->server = form();
    m_isSaving = true;
    if (!isUsed) m_isDirty = false;
    m_doors.desk.save(changes);
    writeButtons();
}

void ShopSection::askQuota()
{
    if (!m_doors.shop || !isVisible()) return;
    m_newestQuota.await<api::ShopQuota>(this, m_doors.shop->quota(), [this](const api::Answer<api::ShopQuota>& answer) {
        if (const auto* quota = std::get_if<api::ShopQuota>(&answer)) writeQuota(*quota);
    });
}

void ShopSection::writeQuota(const api::ShopQuota& quota)
{
    m_quota = quota;
    m_quotaCard->setVisible(quota.isSetUp);
    m_quotaBar->setRange(0, std::max(1, quota.most));
    m_quotaBar->setValue(std::min(quota.used, quota.most));
    const Formats& formats = m_look.language.formats();
    m_quotaWords->setText(tr("%1 of %2 requests used in the last hour, by all desks together. KiotViet allows 5,000; "
                             "what is asked often comes from copies.")
                              .arg(formats.number(quota.used), formats.number(quota.most)));
    m_quotaBar->setAccessibleName(m_quotaWords->text());
}

void ShopSection::writeButtons()
{
    const api::ConnectionForm typed = form();
    const bool isWhole =
        !typed.retailer.isEmpty() && !typed.user.isEmpty() && (typed.keepsPassword || !typed.password.isEmpty());
    m_test->setEnabled(isWhole && !m_panel->isRunning());
    m_save->setEnabled(isWhole && m_isDirty && !m_isSaving && !m_panel->isRunning());
    m_remove->setVisible(m_doors.desk.state().kiotViet.has_value());
    m_remove->setEnabled(!m_isSaving && !m_panel->isRunning());
    m_problem->setVisible(!m_problem->text().isEmpty());
}

void ShopSection::retranslate()
{
    m_card->setHeading(SetupWords::kind(api::ConnectionForm::Kind::KiotViet));
    m_testCard->setHeading(tr("Connection test"));
    m_quotaCard->setHeading(tr("Requests"));
    m_meaning->setText(
        tr("Products, stock, orders and debts come from here. In KiotViet: Settings, Connection with other software."));
    m_retailerName->setText(tr("Name of the shop at KiotViet"));
    m_clientIdName->setText(tr("Client ID"));
    m_secretName->setText(tr("Client secret"));
    m_save->setText(tr("Save"));
    m_test->setText(tr("Test the connection"));
    m_remove->setText(tr("Do not use it any more"));
    m_panel->retranslate();
    writeQuota(m_quota);
    readState();
}

}  // namespace tongdai
