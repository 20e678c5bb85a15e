#include "ui/setup/services_section.h"

#include "ui/common/notice_bar.h"
#include "ui/setup/service_card.h"

#include <QBoxLayout>

namespace tongdai {

using namespace Qt::StringLiterals;
using Kind = api::ConnectionForm::Kind;

ServicesSection::ServicesSection(SetupDoors doors, Look look, QWidget* parent)
    : SetupSection(parent),
      m_doors(doors),
      m_fixed(new NoticeBar),
      m_ai(new ServiceCard(Kind::Ai, doors, look)),
      m_platform(new ServiceCard(Kind::Platform, doors, look))
{
    setObjectName(u"services"_s);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addWidget(m_fixed);
    rows->addLayout(pairOf(*m_ai, *m_platform));
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
    readState();
}

}  // namespace tongdai
