#include "ui/dispute/compare_dialog.h"

#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/dispute/dispute_words.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableWidget>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kCompareSize(1100, 640);
constexpr int kCompareColumns = 3;

constexpr int kAroundLine = 6;  // above and below the words of a row, together

/// Lines of several rows stay apart.
class ComparedRow final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, kAroundLine);
    }
};

}  // namespace

CompareDialog::CompareDialog(Side first, Side second, Look look, QWidget* parent)
    : QDialog(parent),
      m_first(std::move(first)),
      m_second(std::move(second)),
      m_look(std::move(look)),
      m_rows(compareThreads(m_first.thread, m_second.thread)),
      m_heading(new RoleLabel(TextRole::Title)),
      m_count(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_table(new QTableWidget(0, kCompareColumns)),
      m_next(new QPushButton),
      m_close(new QPushButton)
{
    setObjectName(u"compareDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*this);
    m_count->setObjectName(u"compareCount"_s);
    m_count->setWordWrap(true);
    m_table->setObjectName(u"compareTable"_s);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setItemDelegate(new ComparedRow(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_next->setObjectName(u"nextDifference"_s);
    m_next->setAutoDefault(false);
    m_close->setObjectName(u"closeCompare"_s);
    m_close->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_next);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 20, 24, 16);
    rows->setSpacing(8);
    rows->addWidget(m_heading);
    rows->addWidget(m_count);
    rows->addWidget(m_table, 1);
    rows->addLayout(buttons);
    for (const auto& [keys, direction] :
         {std::pair(QKeySequence(u"F3"_s), 1), std::pair(QKeySequence(u"Shift+F3"_s), -1)}) {
        auto* action = new QAction(this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, [this, by = direction] { step(by); });
        addAction(action);
    }
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    resize(kCompareSize);
    fill();
    m_table->setFocus();
}

QString CompareDialog::lineWords(const DisputeLine& line) const
{
    QString text = line.body.simplified();
    for (const DisputeAttachment& file : line.attachments)
        text += u" ["_s + file.name + u']';
    if (line.deletedAt) text = tr("deleted");
    const QString head = DisputeWords::clockMs(line.at, m_look.formats());
    return line.name.isEmpty() ? head + u"  "_s + text : head + u"  "_s + line.name + u": "_s + text;
}

QString CompareDialog::differenceWords(LineDifference difference)
{
    switch (difference) {
        case LineDifference::Same: return u"="_s;
        case LineDifference::Text: return tr("other words");
        case LineDifference::Time: return tr("another time");
        case LineDifference::Deleted: return tr("deleted on one side");
        case LineDifference::OnlyFirst: return tr("only left");
        case LineDifference::OnlySecond: return tr("only right");
    }
    Q_UNREACHABLE();
}

void CompareDialog::fill()
{
    const int chosen = m_table->currentRow();
    m_table->setRowCount(int(m_rows.size()));
    for (int at = 0; at < int(m_rows.size()); ++at) {
        const ComparedLine& row = m_rows[size_t(at)];
        const bool isSame = row.difference == LineDifference::Same;
        const QString cells[]{
            row.first < 0 ? QString() : lineWords(m_first.thread.lines[size_t(row.first)]),
            differenceWords(row.difference),
            row.second < 0 ? QString() : lineWords(m_second.thread.lines[size_t(row.second)]),
        };
        for (int column = 0; column < kCompareColumns; ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setToolTip(cells[column]);
            item->setForeground(m_look.theme.color(isSame ? (column == 1 ? ColorRole::SecondaryText : ColorRole::Text)
                                                          : (column == 1 ? ColorRole::Danger : ColorRole::Text)));
            if (!isSame) item->setBackground(m_look.theme.color(ColorRole::NoteBlock));
            if (column == 1) item->setTextAlignment(Qt::AlignCenter);
            m_table->setItem(at, column, item);
        }
    }
    if (chosen >= 0) m_table->selectRow(chosen);
    retranslate();
}

void CompareDialog::step(int direction)
{
    const int rows = int(m_rows.size());
    int at = m_table->currentRow();
    for (int i = 0; i < rows; ++i) {
        at = (at + direction + rows) % rows;
        if (m_rows[size_t(at)].difference == LineDifference::Same) continue;
        m_table->selectRow(at);
        m_table->scrollTo(m_table->model()->index(at, 0));
        return;
    }
}

void CompareDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) fill();
    QDialog::changeEvent(event);
}

void CompareDialog::retranslate()
{
    setWindowTitle(tr("Compare two sources"));
    m_heading->setText(tr("The same conversation in two places"));
    const auto differences =
        std::ranges::count_if(m_rows, [](const ComparedLine& row) { return row.difference != LineDifference::Same; });
    QString words = differences == 0 ? tr("No difference in the lines that were read.")
                                     : tr("%Ln differences", nullptr, int(differences));
    if (m_first.thread.earlier || m_second.thread.earlier) words += u' ' + tr("Older lines were not read.");
    m_count->setText(words);
    m_table->setHorizontalHeaderLabels({m_first.name, QString(), m_second.name});
    m_table->setAccessibleName(tr("The same conversation in two places"));
    m_next->setText(tr("Next difference (F3)"));
    m_next->setEnabled(differences > 0);
    m_close->setText(tr("Close"));
}

}  // namespace tongdai
