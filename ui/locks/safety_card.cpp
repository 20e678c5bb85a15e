#include "ui/locks/safety_card.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/state_word.h"
#include "ui/locks/config_mend.h"
#include "ui/locks/queues/queue_words.h"

#include <QBoxLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

RoleLabel* safetyLabel(ColorRole color)
{
    auto* label = new RoleLabel(TextRole::List, color);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace

SafetyCard::SafetyCard(Look look, api::SetupDesk* setup, QWidget* parent)
    : QWidget(parent),
      m_look(std::move(look)),
      m_redis(new Card),
      m_away(safetyLabel(ColorRole::Text)),
      m_config(new Card),
      m_configWords(safetyLabel(ColorRole::Text)),
      m_mend(setup ? new ConfigMend(*setup, m_look) : nullptr)
{
    setObjectName(u"safety"_s);
    m_configWords->setObjectName(u"configWarnings"_s);
    m_redis->content().addWidget(m_away);
    m_config->content().addWidget(m_configWords);
    if (m_mend) m_config->content().addWidget(m_mend);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(12);
    rows->addWidget(m_redis);
    rows->addWidget(m_config);
    retranslate();
}

SafetyCard::Line SafetyCard::addLine(QVBoxLayout& rows)
{
    Line line{new QWidget, new RoleLabel(TextRole::List, ColorRole::SecondaryText), new StateWord,
              safetyLabel(ColorRole::Text)};
    auto* box = new QVBoxLayout(line.box);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(2);
    auto* first = new QHBoxLayout;
    first->addWidget(line.name, 1);
    first->addWidget(line.value);
    box->addLayout(first);
    box->addWidget(line.meaning);
    rows.addWidget(line.box);
    return line;
}

void SafetyCard::show(const api::QueuesPicture& picture)
{
    m_picture = picture;
    write();
}

void SafetyCard::write()
{
    const api::RedisSafety& redis = m_picture.redis;
    m_away->setVisible(!redis.isHere);
    m_away->setText(tr("Redis is away. Customers do not wait for it: the store decides, and engines look there."));
    const std::vector<QueueWords::Finding> findings =
        redis.isHere ? QueueWords::safety(redis, m_look.formats()) : std::vector<QueueWords::Finding>();
    while (m_lines.size() < findings.size())
        m_lines.push_back(addLine(m_redis->content()));
    for (size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i].box->setVisible(i < findings.size());
        if (i >= findings.size()) continue;
        m_lines[i].name->setText(findings[i].name);
        m_lines[i].value->setState({}, findings[i].value, findings[i].tone);
        m_lines[i].value->setAccessibleName(u"%1: %2"_s.arg(findings[i].name, findings[i].value));
        m_lines[i].meaning->setText(findings[i].meaning);
        m_lines[i].meaning->setVisible(!findings[i].meaning.isEmpty());
    }
    QStringList words;
    for (const api::ConfigWarning& warning : m_picture.warnings) {
        const QString mend = QueueWords::mend(warning);
        words << (mend.isEmpty() ? QueueWords::warning(warning)
                                 : QueueWords::warning(warning) + u'\n' + tr("In the settings: %1").arg(mend));
    }
    m_config->setVisible(!words.isEmpty());
    m_configWords->setText(words.join(u"\n\n"_s));
    if (m_mend) m_mend->show(m_picture.warnings);
}

void SafetyCard::retranslate()
{
    m_redis->setHeading(tr("Is Redis safe?"));
    m_config->setHeading(tr("Settings worth a look"));
    if (m_mend) m_mend->retranslate();
    write();
}

}  // namespace tongdai
