#include "ui/shell/key_sheet.h"

#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"

#include <QAction>
#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>

#include <algorithm>
#include <memory>
#include <vector>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kLargest(1240, 720);
constexpr int kMostColumns = 3;
constexpr int kColumnGap = 36;
constexpr int kFrameWidth = 60;  // beside the columns: margins and a scroll bar
constexpr qsizetype kLinesInPiece = 18;
constexpr qsizetype kLinesAround = 2;  // the heading and the air behind the piece

QWidget* pieceOf(const KeyGroup& group)
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    auto* heading = new RoleLabel(TextRole::Title);
    heading->setText(group.heading);
    if (group.heading.isEmpty()) heading->hide();
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

/// Long groups go on in the next column, and say so; where there is one column only, they go on below.
QList<KeyGroup> inPieces(const QList<KeyGroup>& groups, bool isOneColumn)
{
    QList<KeyGroup> pieces;
    for (const KeyGroup& group : groups) {
        for (qsizetype from = 0; from < group.lines.size(); from += kLinesInPiece) {
            const QString heading = from == 0     ? group.heading
                                    : isOneColumn ? QString()
                                                  : KeySheet::tr("%1, continued").arg(group.heading);
            pieces << KeyGroup{heading, group.lines.mid(from, kLinesInPiece)};
        }
    }
    return pieces;
}

int widestOf(const QList<KeyGroup>& groups)
{
    int widest = 1;
    for (const KeyGroup& group : groups) {
        const std::unique_ptr<QWidget> box(pieceOf(group));
        widest = std::max(widest, box->sizeHint().width());
    }
    return widest;
}

}  // namespace

QList<KeyLine> keyLineOf(const QAction& action)
{
    if (action.shortcuts().isEmpty() || action.text().isEmpty()) return {};
    const QString keys = QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText);
    QString shown = QString(keys).replace(u"; "_s, u" · "_s);
    for (const auto& [word, sign] :
         {std::pair{u"Down"_s, u"↓"_s}, {u"Up"_s, u"↑"_s}, {u"Space"_s, KeySheet::tr("Space")}})
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
    const int widest = widestOf(inPieces(groups, false));
    // As many as there is room for: nobody reads a sheet sideways.
    const QSize most = mostSizeFor(*this).boundedTo(kLargest);
    const int fit = (most.width() - kFrameWidth + kColumnGap) / (widest + kColumnGap);
    const auto count = size_t(std::clamp(fit, 1, kMostColumns));
    const QList<KeyGroup> pieces = inPieces(groups, count == 1);
    qsizetype all = 0;
    for (const KeyGroup& piece : pieces)
        all += piece.lines.size() + kLinesAround;
    std::vector<QVBoxLayout*> column(count, nullptr);
    for (QVBoxLayout*& each : column) {
        each = new QVBoxLayout;
        each->setSpacing(20);
        columns->addLayout(each);
    }
    // Read down one column, then down the next, all of them about as long.
    size_t at = 0;
    qsizetype filled = 0;
    for (const KeyGroup& piece : pieces) {
        const qsizetype lines = piece.lines.size() + kLinesAround;
        if (at + 1 < count && filled > 0 && filled + lines / 2 > all / qsizetype(count)) {
            ++at;
            filled = 0;
        }
        column[at]->addWidget(pieceOf(piece));
        filled += lines;
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
