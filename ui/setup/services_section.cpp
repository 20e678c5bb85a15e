#include "ui/setup/services_section.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/setup/service_card.h"

#include <QBoxLayout>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using Kind = api::ConnectionForm::Kind;

ServicesSection::ServicesSection(SetupDoors doors, Look look, QWidget* parent)
    : SetupSection(parent),
      m_doors(doors),
      m_fixed(new NoticeBar),
      m_ai(new ServiceCard(Kind::Ai, doors, look)),
      m_platform(new ServiceCard(Kind::Platform, doors, look)),
      m_web(new Card),
      m_webWords(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_webOpen(new QPushButton)
{
    setObjectName(u"services"_s);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addWidget(m_fixed);
    rows->addLayout(pairOf(*m_ai, *m_platform));
    m_webWords->setWordWrap(true);
    m_webOpen->setObjectName(u"openWebChat"_s);
    m_web->content().addWidget(m_webWords);
    m_web->content().addWidget(m_webOpen, 0, Qt::AlignLeft);
    rows->addWidget(m_web);
    for (const ServiceCard* card : {m_ai, m_platform})
        connect(card, &ServiceCard::told, this, &ServicesSection::sightWanted);
    connect(m_webOpen, &QPushButton::clicked, this, &ServicesSection::webChatWanted);
    rows->addStretch(1);
}

void ServicesSection::readState()
{
    QStringList keys;
    for (const QString& key : m_doors.desk.state().fixed) {
        if (key == "AI_SERVICE_URL"_L1 || key == "PANCAKE_BASE_URL"_L1) keys << key;
    }
    m_fixed->setVisible(!keys.isEmpty());
    m_fixed->setNotice(Tone::Attention,
                       tr("Set outside the settings file, by the command line, the environment or .env: %1. "
                          "What is saved here takes effect only when that is gone.")
                           .arg(keys.join(", "_L1)));
    m_ai->readState();
    m_platform->readState();
}

void ServicesSection::retranslate()
{
    m_ai->retranslate();
    m_platform->retranslate();
    m_web->setHeading(tr("Chat on your web page"));
    m_webWords->setText(
        tr("Another way for customers to write, without a chat platform: one line in your own web page."));
    m_webOpen->setText(tr("Show it on the System page"));
    readState();
}

void ServicesSection::focusPlatform()
{
    m_platform->focusAddress();
}

}  // namespace tongdai
