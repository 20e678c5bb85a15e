#include "ui/setup/service_card.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/setup/setup_words.h"
#include "ui/setup/test_panel.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using Kind = api::ConnectionForm::Kind;

ServiceCard::ServiceCard(Kind kind, SetupDoors doors, Look look, QWidget* parent)
    : QWidget(parent),
      m_kind(kind),
      m_doors(doors),
      m_card(new Card),
      m_meaning(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_address(new QLineEdit),
      m_problem(new RoleLabel(TextRole::List, ColorRole::Danger)),
      m_save(new QPushButton),
      m_test(new QPushButton),
      m_panel(new TestPanel(doors.tester, look))
{
    setObjectName(kind == Kind::Ai ? u"ai"_s : u"platform"_s);
    m_address->setObjectName(u"address"_s);
    m_save->setObjectName(u"save"_s);
    m_test->setObjectName(u"test"_s);
    m_problem->setObjectName(u"problem"_s);
    for (RoleLabel* label : {m_meaning, m_problem}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_card->content().addWidget(m_meaning);
    m_card->content().addWidget(m_address);
    m_card->content().addWidget(m_problem);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_save);
    buttons->addWidget(m_test);
    buttons->addStretch(1);
    m_card->content().addLayout(buttons);
    m_card->content().addSpacing(4);
    m_card->content().addWidget(m_panel, 1);
    m_card->content().addStretch(1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_card);
    connect(m_address, &QLineEdit::textEdited, this, [this] {
        m_isDirty = true;
        m_problem->clear();
        m_panel->expire();
        writeButtons();
    });
    connect(m_test, &QPushButton::clicked, this, &ServiceCard::test);
    connect(m_save, &QPushButton::clicked, this, &ServiceCard::save);
    connect(m_panel, &TestPanel::changed, this, &ServiceCard::writeButtons);
    connect(m_panel, &TestPanel::told, this, &ServiceCard::told);
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

QUrl ServiceCard::saved() const
{
    const api::SetupState state = m_doors.desk.state();
    return m_kind == Kind::Ai ? state.ai : state.platform;
}

std::optional<QUrl> ServiceCard::typed() const
{
    const QString text = m_address->text().trimmed();
    if (text.isEmpty()) return QUrl();
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!url.isValid() || !isWeb || url.host().isEmpty() || !url.userInfo().isEmpty()) return std::nullopt;
    return url;
}

void ServiceCard::focusAddress()
{
    m_address->setFocus();
}

void ServiceCard::readState()
{
    if (!m_isDirty) m_address->setText(saved().toString());
    writeButtons();
}

void ServiceCard::test()
{
    const std::optional<QUrl> url = typed();
    if (!url) {
        m_problem->setText(
            tr("This is not a web address. One begins with http:// or https:// and carries no name or password."));
        return writeButtons();
    }
    api::ConnectionForm form;
    form.kind = m_kind;
    form.url = *url;
    m_panel->start(form);
}

void ServiceCard::save()
{
    const std::optional<QUrl> url = typed();
    if (!url) {
        m_problem->setText(
            tr("This is not a web address. One begins with http:// or https:// and carries no name or password."));
        return writeButtons();
    }
    api::SetupChanges changes;
    (m_kind == Kind::Ai ? changes.ai : changes.platform) = *url;
    m_isSaving = true;
    m_doors.desk.save(changes);
    writeButtons();
}

void ServiceCard::writeButtons()
{
    const bool isEmpty = m_address->text().trimmed().isEmpty();
    m_test->setEnabled(!isEmpty && !m_panel->isRunning());
    m_save->setEnabled(m_isDirty && !m_isSaving && !m_panel->isRunning());
    m_panel->setVisible(!isEmpty);
    m_problem->setVisible(!m_problem->text().isEmpty());
}

void ServiceCard::retranslate()
{
    m_card->setHeading(SetupWords::kind(m_kind));
    m_meaning->setText(
        m_kind == Kind::Ai
            ? tr("Reads every message and proposes what to do. Empty: the shop's own rules answer.")
            : tr("Carries answers to the customer and posts their messages here. Empty: answers stay in the "
                 "conversation."));
    m_address->setPlaceholderText(u"https://"_s);
    m_address->setAccessibleName(tr("Address of %1").arg(SetupWords::kind(m_kind)));
    m_save->setText(tr("Save"));
    m_test->setText(tr("Test the connection"));
    m_panel->retranslate();
    readState();
}

}  // namespace tongdai
