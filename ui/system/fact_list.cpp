#include "ui/system/fact_list.h"

#include "ui/common/widgets/elided_label.h"

#include <QGridLayout>
#include <QPushButton>

namespace tongdai {

namespace {

constexpr int kUsualRows = 6;
constexpr int kFactLines = 3;

}  // namespace

FactList::FactList(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    // Made with the page, whatever is known by then: the order of the Tab key is the order of making.
    for (int i = 0; i < kUsualRows; ++i)
        addRow();
}

void FactList::setFacts(const QList<Fact>& facts)
{
    while (m_rows.size() < size_t(facts.size()))
        addRow();
    for (size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows.at(i);
        const Fact fact = facts.value(qsizetype(i));
        const bool present = !fact.value.isEmpty();
        row.name->setText(fact.name);
        row.name->setVisible(present);
        row.value->setTextRole(fact.isLiteral ? TextRole::Mono : TextRole::List);
        row.value->setElideMode(fact.isLiteral ? Qt::ElideMiddle : Qt::ElideRight);
        row.value->setFullText(fact.value);
        row.value->setVisible(present);
        row.press = fact.press;
        place(row, int(i), bool(fact.press));
        row.button->setText(fact.buttonWords);
        row.button->setAccessibleName(fact.buttonWords + u' ' + fact.name);
        row.button->setVisible(present && fact.press);
    }
}

void FactList::place(const Row& row, int line, bool hasButton)
{
    // A value without a button has the button's room too.
    m_grid->removeWidget(row.value);
    m_grid->addWidget(row.value, line, 1, 1, hasButton ? 1 : 2);
}

void FactList::addRow()
{
    const int line = int(m_rows.size());
    Row row{.name = new RoleLabel(TextRole::List, ColorRole::SecondaryText),
            .value = new ElidedLabel(TextRole::Mono, ColorRole::Text, Qt::ElideMiddle),
            .button = new QPushButton,
            .press = {}};
    row.value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    row.value->setMostLines(kFactLines);
    m_grid->addWidget(row.name, line, 0);
    m_grid->addWidget(row.value, line, 1);
    m_grid->addWidget(row.button, line, 2);
    for (QWidget* part : std::initializer_list<QWidget*>{row.name, row.value, row.button})
        part->hide();
    connect(row.button, &QPushButton::clicked, this, [this, line] {
        if (const auto press = m_rows.at(size_t(line)).press) press();
    });
    m_rows.push_back(std::move(row));
}

}  // namespace tongdai
