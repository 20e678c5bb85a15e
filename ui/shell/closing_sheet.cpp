#include "ui/shell/closing_sheet.h"

#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QPushButton>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSheetWidth = 460;

}  // namespace

ClosingSheet::ClosingSheet(const QString& heading, const QStringList& lines, QWidget* parent)
    : QDialog(parent), m_buttons(new QDialogButtonBox)
{
    setObjectName(u"closingSheet"_s);
    keepOnScreenWhenShown(*this);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(heading);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 20, 24, 16);
    rows->setSpacing(10);
    auto* title = new RoleLabel(TextRole::Title);
    title->setText(heading);
    rows->addWidget(title);
    for (const QString& line : lines) {
        auto* words = new RoleLabel(TextRole::List);
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        words->setText(line);
        rows->addWidget(words);
    }
    rows->addSpacing(6);
    rows->addStretch(1);  // no line takes more room than it has words
    rows->addWidget(m_buttons);
    setMinimumWidth(kSheetWidth);
}

/// As high as its words are when they have this width.
QSize ClosingSheet::sizeHint() const
{
    const int width = std::max(kSheetWidth, layout()->totalMinimumSize().width());
    return {width, layout()->totalHeightForWidth(width)};
}

void ClosingSheet::addAnswer(const QString& objectName, const QString& words, const std::function<void()>& run)
{
    QPushButton* button = m_buttons->addButton(words, QDialogButtonBox::ActionRole);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, run] {
        accept();
        run();
    });
    if (m_hasDefault) return;
    m_hasDefault = true;
    button->setDefault(true);
    button->setFocus();
}

void ClosingSheet::addStay(const QString& words)
{
    QPushButton* button = m_buttons->addButton(words, QDialogButtonBox::RejectRole);
    button->setObjectName(u"stay"_s);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (m_hasDefault) return;
    m_hasDefault = true;
    button->setDefault(true);
    button->setFocus();
}

}  // namespace tongdai
