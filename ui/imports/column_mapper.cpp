#include "ui/imports/column_mapper.h"

#include "ui/common/widgets/elided_label.h"
#include "ui/imports/calm_box.h"
#include "ui/imports/import_words.h"

#include <QGridLayout>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUnmapped = -1;
constexpr int kFewestFieldLetters = 12;

bool isNeededField(ImportField field)
{
    return std::ranges::find(kNeededFields, field) != kNeededFields.end();
}

}  // namespace

ColumnMapper::ColumnMapper(Look look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_grid(new QGridLayout(this)),
      m_columnHead(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_exampleHead(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_choiceHead(new RoleLabel(TextRole::Small, ColorRole::SecondaryText))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(0, 2);
    m_grid->setColumnStretch(1, 3);
    m_grid->setColumnStretch(2, 2);
    m_grid->addWidget(m_columnHead, 0, 0);
    m_grid->addWidget(m_exampleHead, 0, 1);
    m_grid->addWidget(m_choiceHead, 0, 2);
}

void ColumnMapper::setTable(const api::ImportTableLook& table, const ColumnMap& map)
{
    for (const Row& row : std::exchange(m_rows, {})) {
        delete row.name;
        delete row.example;
        delete row.choice;
    }
    m_map = map;
    for (const api::ImportColumn& column : table.columns)
        addRow(column);
    retranslate();
}

void ColumnMapper::addRow(const api::ImportColumn& column)
{
    const int number = int(m_rows.size());
    Row row{new ElidedLabel(TextRole::List), new ElidedLabel(TextRole::List, ColorRole::SecondaryText),
            new CalmBox(kFewestFieldLetters)};
    row.name->setFullText(column.name);
    row.example->setFullText(column.example);
    row.choice->setObjectName(u"column%1"_s.arg(number));
    row.name->setBuddy(row.choice);
    m_grid->addWidget(row.name, number + 1, 0);
    m_grid->addWidget(row.example, number + 1, 1);
    m_grid->addWidget(row.choice, number + 1, 2);
    if (!m_rows.empty()) setTabOrder(m_rows.back().choice, row.choice);
    connect(row.choice, &QComboBox::activated, this,
            [this, number, choice = row.choice] { choose(number, choice->currentData().toInt()); });
    m_rows.push_back(row);
}

int ColumnMapper::fieldOf(int column) const
{
    const auto found = std::ranges::find(m_map.columns, column);
    return found == m_map.columns.end() ? kUnmapped : int(found - m_map.columns.begin());
}

void ColumnMapper::choose(int column, int field)
{
    const ColumnMap before = m_map;
    if (const int had = fieldOf(column); had != kUnmapped) m_map.columns.at(size_t(had)) = kUnmapped;
    if (field != kUnmapped) m_map.columns.at(size_t(field)) = column;
    showMap();
    if (m_map != before) emit changed();
}

void ColumnMapper::showMap()
{
    for (int column = 0; column < int(m_rows.size()); ++column) {
        QComboBox& choice = *m_rows[size_t(column)].choice;
        choice.setCurrentIndex(choice.findData(fieldOf(column)));
    }
}

void ColumnMapper::retranslate()
{
    m_columnHead->setText(tr("Column of the file"));
    m_exampleHead->setText(tr("What stands in it"));
    m_choiceHead->setText(tr("Becomes (* needed)"));
    for (const Row& row : m_rows) {
        row.choice->clear();
        row.choice->addItem(tr("nothing"), kUnmapped);
        for (int i = 0; i < kImportFields; ++i) {
            const auto field = ImportField(i);
            const QString words = ImportWords::field(field);
            row.choice->addItem(isNeededField(field) ? tr("%1 *").arg(words) : words, i);
        }
        row.choice->setAccessibleName(tr("What %1 becomes").arg(row.name->fullText()));
    }
    showMap();
}

}  // namespace tongdai
