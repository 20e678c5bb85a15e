#include "ui/shell/key_sheet.h"

#include "ui/common/focus_ring.h"
#include "ui/common/role_label.h"
#include "ui/common/window_place.h"

#include <QAction>
#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>

#include <algorithm>
#include <vector>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kLargest(1240, 720);
constexpr int kMostColumns = 3;
constexpr int kColumnGap = 36;
constexpr int kFrameWidth = 60;  // beside the columns: margins and a scroll bar
constexpr qsizetype kLinesInPiece = 18;

/// Long groups go on in the next column, under the same heading.
QList<KeyGroup> inPieces(const QList<KeyGroup>& groups)
{
    QList<KeyGroup> pieces;
    for (const KeyGroup& group : groups)
        for (qsizetype from = 0; from < group.lines.size(); from += kLinesInPiece)
            pieces << KeyGroup{group.heading, group.lines.mid(from, kLinesInPiece)};
    return pieces;
}

QWidget* pieceOf(const KeyGroup& group)
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    auto* heading = new RoleLabel(TextRole::Title);
    heading->setText(group.heading);
    grid->addWidget(heading, 0, 0, 1, 2);
    for (int i = 0; i < group.lines.size(); ++i) {
        auto* keys = new RoleLabel(TextRole::List, ColorRole::Accent);
        keys->setText(group.lines.at(i).keys);
        auto* words = new RoleLabel(TextRole::List);
        words->setText(group.lines.at(i).words);
        grid->addWidget(keys, i + 1, 0);
        grid->addWidget(words, i + 1, 1);
    }
    grid->setColumnStretch(1, 1);
    return box;
}

}  // namespace

QList<KeyLine> keyLineOf(const QAction& action)
{
    if (action.shortcuts().isEmpty() || action.text().isEmpty()) return {};
    const QString keys = QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText);
    QString shown = QString(keys).replace(u"; "_s, u" · "_s);
    for (const auto& [word, sign] : {std::pair{u"Down"_s, u"↓"_s}, {u"Up"_s, u"↑"_s}})
        shown.replace(QRegularExpression(u"\\b%1\\b(?!\\S)"_s.arg(word)), sign);
    return {{shown, QString(action.text()).remove(u'&')}};
}

QList<KeyLine> keysOf(const QObject& root)
{
    QList<KeyLine> lines;
    const QList<QAction*> actions = root.findChildren<QAction*>();
    for (const QAction* action : actions)
        lines << keyLineOf(*action);
    return lines;
}

KeySheet::KeySheet(const QList<KeyGroup>& groups, QWidget* parent) : QDialog(parent)
{
    setObjectName(u"keySheet"_s);
    keepOnScreenWhenShown(*this);
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* sheet = new QWidget;
    auto* columns = new QHBoxLayout(sheet);
    columns->setContentsMargins(20, 20, 20, 8);
    columns->setSpacing(kColumnGap);
    std::vector<QWidget*> boxes;
    std::vector<qsizetype> lines;
    int widest = 1;
    for (const KeyGroup& piece : inPieces(groups)) {
        boxes.push_back(pieceOf(piece));
        lines.push_back(piece.lines.size() + 2);
        widest = std::max(widest, boxes.back()->sizeHint().width());
    }
    // As many as there is room for: nobody reads a sheet sideways.
    const QSize most = mostSizeFor(*this).boundedTo(kLargest);
    const int fit = (most.width() - kFrameWidth + kColumnGap) / (widest + kColumnGap);
    const auto count = size_t(std::clamp(fit, 1, kMostColumns));
    std::vector<qsizetype> filled(count, 0);
    std::vector<QVBoxLayout*> column(count, nullptr);
    for (QVBoxLayout*& each : column) {
        each = new QVBoxLayout;
        each->setSpacing(20);
        columns->addLayout(each);
    }
    for (size_t i = 0; i < boxes.size(); ++i) {
        const auto shortest = size_t(std::ranges::min_element(filled) - filled.begin());
        column[shortest]->addWidget(boxes[i]);
        filled[shortest] += lines[i];
    }
    for (QVBoxLayout* each : column)
        each->addStretch(1);
    columns->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(sheet);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    new FocusRing(*scroll);
    auto* buttons = new QDialogButtonBox;
    QPushButton* close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setShortcut(QKeySequence(Qt::Key_Escape));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 12, 12);
    rows->addWidget(scroll, 1);
    rows->addWidget(buttons);
    resize(QSize(720, 400).expandedTo(sheet->sizeHint() + QSize(kFrameWidth, 84)).boundedTo(most));
}

}  // namespace tongdai
