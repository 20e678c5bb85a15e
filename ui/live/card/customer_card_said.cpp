#include "ui/live/card/customer_card_said.h"

#include "ui/live/list/card_rows.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QToolButton* cardLink(const Look& look, const QString& name, const QString& words)
{
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setFont(look.theme.font(TextRole::Small));
    button->setForegroundRole(QPalette::Link);
    button->setText(words);
    return button;
}

}  // namespace

CustomerCardSaid::CustomerCardSaid(const CustomerDetails& details, Look look, const QSet<QString>& opened,
                                   QWidget* parent)
    : QWidget(parent), m_details(details), m_look(std::move(look)), m_opened(opened), m_rows(new QVBoxLayout(this))
{
    setObjectName(u"said"_s);
    m_rows->setContentsMargins({});
    m_rows->setSpacing(2);
    addCardTitle(*m_rows, tr("Said by the customer"));
    addField(tr("Name"), DetailField::Name);
    addField(tr("Phone"), DetailField::Phone);
    addField(tr("E-mail"), DetailField::Email);
    addField(tr("Address"), DetailField::Address);
    // An address has them in it already.
    if (m_details.value(DetailField::Address).isEmpty()) {
        addField(tr("Ward"), DetailField::Ward);
        addField(tr("District"), DetailField::District);
    }
    const QString now = m_details.value(DetailField::ProvinceNow);
    addField(tr("Province"), DetailField::Province, now.isEmpty() ? QString() : tr("now %1").arg(now));
}

void CustomerCardSaid::addField(const QString& label, DetailField field, const QString& more)
{
    const auto found = m_details.values.find(field);
    if (found == m_details.values.end() || found->second.empty()) return;
    const std::vector<DetailValue>& values = found->second;
    addValue(label, values.front(), more);
    if (values.size() == 1) return;
    const QString key = keyOf(field);
    const bool isOpen = m_opened.contains(key);
    QToolButton* button = cardLink(m_look, u"saidEarlier"_s,
                                   isOpen ? tr("Hide earlier") : tr("%Ln earlier", nullptr, int(values.size()) - 1));
    button->setAccessibleName(u"%1: %2"_s.arg(label, button->text()));
    connect(button, &QToolButton::clicked, this, [this, key] { emit earlierToggled(key); });
    m_rows->addWidget(button, 0, Qt::AlignRight);
    for (size_t i = 1; isOpen && i < values.size(); ++i)
        addValue(label, values[i], {});
}

void CustomerCardSaid::addValue(const QString& label, const DetailValue& value, const QString& more)
{
    const QString shown = more.isEmpty() ? value.value : u"%1 (%2)"_s.arg(value.value, more);
    QLabel* words = addCardRow(*m_rows, label, shown);
    if (!words) return;
    QToolButton* line = cardLink(m_look, u"saidLine"_s, m_look.formats().moment(value.from.at, m_look.now()));
    line->setToolTip(tr("Show the line it stands in"));
    line->setAccessibleName(tr("%1 %2: show the line it stands in").arg(label, value.value));
    connect(line, &QToolButton::clicked, this, [this, rev = value.from.rev] { emit lineWanted(rev); });
    m_rows->addWidget(line, 0, Qt::AlignRight);
}

}  // namespace tongdai
