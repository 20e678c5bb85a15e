#include "ui/imports/import_sample.h"

#include "ui/common/widgets/role_label.h"
#include "ui/imports/import_words.h"

#include <QGridLayout>

#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestSampleText = 300;
constexpr int kSampleAir = 10;

}  // namespace

ImportSample::ImportSample(Look look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_grid(new QGridLayout(this)),
      m_storedHead(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_fileHead(new RoleLabel(TextRole::Small, ColorRole::SecondaryText))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
    for (RoleLabel* head : {m_storedHead, m_fileHead})
        head->setWordWrap(true);
    m_grid->addWidget(m_storedHead, 0, 0);
    m_grid->addWidget(m_fileHead, 0, 1);
}

void ImportSample::setLines(const std::vector<ImportedLine>& lines)
{
    m_lines = lines;
    fill();
}

RoleLabel* ImportSample::addLabel(int row, int column, int columns, const QString& words, ColorRole color)
{
    auto* label = new RoleLabel(column == 0 && columns == 2 ? TextRole::Small : TextRole::List, color);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(words);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_grid->addWidget(label, row, column, 1, columns);
    m_labels.push_back(label);
    return label;
}

void ImportSample::fill()
{
    for (RoleLabel* label : std::exchange(m_labels, {}))
        delete label;
    int row = 1;
    for (const ImportedLine& line : m_lines) {
        RoleLabel* about = addLabel(row, 0, 2, ImportWords::about(line, m_look.formats()), ColorRole::SecondaryText);
        about->setContentsMargins(0, kSampleAir, 0, 0);
        addLabel(row + 1, 0, 1, line.text.simplified().left(kLongestSampleText), ColorRole::Text)
            ->setObjectName(u"stored%1"_s.arg(row / 2));
        const bool isSame = line.original.isEmpty();
        addLabel(row + 1, 1, 1, isSame ? tr("the same") : ImportWords::inFile(line), ColorRole::SecondaryText)
            ->setObjectName(u"inFile%1"_s.arg(row / 2));
        row += 2;
    }
}

void ImportSample::retranslate()
{
    m_storedHead->setText(tr("As it will stand here"));
    m_fileHead->setText(tr("As the file has it"));
    fill();
}

}  // namespace tongdai
