#include "ui/locks/queues/letter_sheet.h"

#include "ui/common/look/console_style.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/locks/queues/queue_words.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLetterWidth = 560;
constexpr int kLetterLines = 6;
constexpr int kMostQuotedOfLetter = 300;

RoleLabel* letterLabel(const QString& name, TextRole role, ColorRole color, const QString& text)
{
    auto* label = new RoleLabel(role, color);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    return label;
}

}  // namespace

LetterSheet::LetterSheet(const api::DeadLetter& letter, TimePoint now, Look look, QWidget* parent) : QDialog(parent)
{
    setObjectName(u"letterSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*this);
    setWindowTitle(tr("How this answer was tried"));
    auto* tries = new QPlainTextEdit;
    tries->setObjectName(u"letterTries"_s);
    tries->setAccessibleName(tr("Tries"));
    tries->setReadOnly(true);
    tries->setTabChangesFocus(true);
    tries->setFont(look.theme.font(TextRole::List));
    tries->setMinimumHeight(kLetterLines * tries->fontMetrics().lineSpacing());
    const QStringList lines = QueueWords::tries(letter.tries, now, look.formats());
    tries->setPlainText(lines.isEmpty() ? tr("Nothing was written down about its tries.") : lines.join(u'\n'));
    const QString next = letter.state == OutboxState::Unknown
                             ? tr("It is not tried again by itself: nobody knows whether it arrived.")
                             : tr("It is not tried again by itself. “Send again” begins a new try at once.");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 12);
    column->setSpacing(10);
    column->addWidget(
        letterLabel(u"letterText"_s, TextRole::Thread, ColorRole::Text, letter.text.left(kMostQuotedOfLetter)));
    column->addWidget(tries, 1);
    column->addWidget(letterLabel(u"letterNext"_s, TextRole::List, ColorRole::SecondaryText, next));
    column->addWidget(buttons);
    resize(grownWith(look.theme.font(TextRole::Thread), kLetterWidth), sizeHint().height());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    tries->setFocus();
}

}  // namespace tongdai
