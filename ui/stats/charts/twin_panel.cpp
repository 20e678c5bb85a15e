#include "ui/stats/charts/twin_panel.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/role_label.h"
#include "ui/stats/charts/series_legend.h"
#include "ui/stats/stats_table_view.h"

#include <QBoxLayout>
#include <QStackedWidget>
#include <QToolButton>

namespace tongdai {

using namespace Qt::StringLiterals;

TwinPanel::TwinPanel(QWidget* chart, QWidget* parent)
    : QWidget(parent),
      m_chart(chart),
      m_card(new Card),
      m_legend(new SeriesLegend),
      m_readout(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_how(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_ask(new QToolButton),
      m_nothing(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_table(new StatsTableView),
      m_stack(new QStackedWidget)
{
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_card);
    m_readout->setTextFormat(Qt::PlainText);
    m_how->setObjectName(u"panelHow"_s);
    m_how->setTextFormat(Qt::PlainText);
    m_how->setWordWrap(true);
    m_how->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_how->hide();
    m_ask->setObjectName(u"howButton"_s);
    m_ask->setText(u"?"_s);
    m_ask->setCheckable(true);
    m_ask->setAutoRaise(true);
    m_ask->setFocusPolicy(Qt::StrongFocus);
    connect(m_ask, &QToolButton::toggled, this, &TwinPanel::showHow);
    m_card->setCorner(m_ask);
    m_card->content().addWidget(m_how);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_legend->hide();
    if (m_chart) {
        auto* line = new QHBoxLayout;
        line->addWidget(m_legend);
        line->addWidget(m_readout);
        line->addStretch(1);
        m_card->content().addLayout(line);
        m_stack->addWidget(m_chart);
    }
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothing);
    m_card->content().addWidget(m_stack, 1);
    choose();
}

void TwinPanel::setTable(const StatsTable& table)
{
    m_card->setHeading(table.title);
    m_how->setText(table.how);
    m_ask->setAccessibleName(tr("How is this computed? %1").arg(table.title));
    m_ask->setToolTip(tr("How is this computed?"));
    m_ask->setVisible(!table.how.isEmpty());
    m_isEmpty = table.rows.isEmpty();
    m_table->setTable(table);
    if (m_chart) m_chart->setAccessibleName(table.title);
    choose();
}

void TwinPanel::setLegend(const QStringList& names)
{
    m_legend->setNames(names);
    choose();
}

void TwinPanel::setReadout(const QString& words)
{
    m_pointed = words;
    writeReadout();
}

void TwinPanel::setHint(const QString& words)
{
    m_hint = words;
    writeReadout();
}

void TwinPanel::writeReadout()
{
    const QString words = m_pointed.isEmpty() ? m_hint : m_pointed;
    m_readout->setText(words);
    if (m_chart) m_chart->setAccessibleDescription(words);
}

void TwinPanel::setNothing(const QString& words)
{
    m_nothing->setText(words);
}

void TwinPanel::showHow(bool shown)
{
    m_how->setVisible(shown);
    m_ask->setAccessibleDescription(shown ? m_how->text() : QString());
}

void TwinPanel::showTable(bool table)
{
    m_isTable = table;
    choose();
}

void TwinPanel::choose()
{
    m_legend->setVisible(!m_isTable && !m_legend->accessibleName().isEmpty());
    m_readout->setVisible(m_chart && !m_isTable);
    if (m_isEmpty)
        m_stack->setCurrentWidget(m_nothing);
    else
        m_stack->setCurrentWidget(m_chart && !m_isTable ? m_chart : m_table);
}

}  // namespace tongdai
