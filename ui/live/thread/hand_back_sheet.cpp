#include "ui/live/thread/hand_back_sheet.h"

#include "engine/domain/conversation/system_note.h"
#include "ui/common/look/console_style.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHandBackWidth = 440;

}  // namespace

HandBackSheet::HandBackSheet(Look look, QWidget* parent) : QDialog(parent), m_words(new QLineEdit)
{
    setObjectName(u"handBackSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*this);
    setWindowTitle(tr("Hand back to the bot"));
    auto* about = new RoleLabel(TextRole::List, ColorRole::SecondaryText);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    about->setText(
        tr("One line on what was agreed, so that the bot neither asks again nor says otherwise. It stands in "
           "the conversation for your colleagues; the customer does not see it."));
    m_words->setObjectName(u"handBackWords"_s);
    m_words->setMaxLength(kMostHandBackWords);
    m_words->setPlaceholderText(tr("For example: the red one is put aside until Friday"));
    m_words->setAccessibleName(tr("What the bot is to know"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* const give = buttons->addButton(tr("Hand back"), QDialogButtonBox::AcceptRole);
    give->setObjectName(u"handBack"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 12);
    column->setSpacing(10);
    column->addWidget(about);
    column->addWidget(m_words);
    column->addStretch(1);
    column->addWidget(buttons);
    resize(grownWith(look.theme.font(TextRole::Thread), kHandBackWidth), sizeHint().height());
    for (QAbstractButton* button : buttons->buttons())
        qobject_cast<QPushButton*>(button)->setAutoDefault(false);
    connect(m_words, &QLineEdit::returnPressed, this, &HandBackSheet::give);
    connect(buttons, &QDialogButtonBox::accepted, this, &HandBackSheet::give);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_words->setFocus();
}

void HandBackSheet::give()
{
    emit wordsGiven(m_words->text().simplified());
    accept();
}

}  // namespace tongdai
