#include "ui/live/list/card_rows.h"

#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/common/widgets/role_label.h"

#include <QVBoxLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

void addCardTitle(QVBoxLayout& rows, const QString& words)
{
    auto* title = new RoleLabel(TextRole::Small, ColorRole::Text);
    title->setText(words);
    title->setContentsMargins(0, 12, 0, 2);
    rows.addWidget(title);
}

QLabel* addCardRow(QVBoxLayout& rows, const QString& label, const QString& value)
{
    if (value.isEmpty()) return nullptr;
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* key = new RoleLabel(TextRole::Small, ColorRole::SecondaryText);
    key->setTextFormat(Qt::PlainText);
    key->setText(label);
    key->setFixedWidth(key->fontMetrics().averageCharWidth() * 13);
    key->setWordWrap(true);
    auto* words = new RoleLabel(TextRole::List);
    words->setTextFormat(Qt::PlainText);
    const bool isLong = value.size() > kCardShown;
    words->setText(isLong ? value.left(kCardShown).trimmed() + u'…' : value);
    if (isLong) words->setToolTip(plainToolTip(value.left(kCardValue)));
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->setAccessibleName(u"%1: %2"_s.arg(label, value.left(kCardValue)));
    row->addWidget(key, 0, Qt::AlignTop);
    row->addWidget(words, 1, Qt::AlignTop);
    rows.addLayout(row);
    return words;
}

}  // namespace tongdai
