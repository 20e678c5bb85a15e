#include "ui/live/reveal_sheet.h"

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

constexpr int kRevealWidth = 440;
constexpr int kMostReason = 255;
constexpr int kMostQuoted = 300;  // letters of the line

RoleLabel* revealLabel(const QString& name, TextRole role, ColorRole color, const QString& text)
{
    auto* label = new RoleLabel(role, color);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    return label;
}

}  // namespace

RevealSheet::RevealSheet(const QString& line, Look look, QWidget* parent) : QDialog(parent), m_reason(new QLineEdit)
{
    setObjectName(u"revealSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*this);
    setWindowTitle(tr("Reveal the numbers"));
    m_reason->setObjectName(u"revealReason"_s);
    m_reason->setMaxLength(kMostReason);
    m_reason->setPlaceholderText(tr("Why you need to see them"));
    m_reason->setAccessibleName(tr("Why you need to see them"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* const reveal = buttons->addButton(tr("Reveal"), QDialogButtonBox::AcceptRole);
    reveal->setObjectName(u"reveal"_s);
    reveal->setEnabled(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 12);
    column->setSpacing(10);
    column->addWidget(revealLabel(u"revealLine"_s, TextRole::Thread, ColorRole::Text, line.left(kMostQuoted)));
    column->addWidget(revealLabel(u"revealWords"_s, TextRole::List, ColorRole::SecondaryText,
                                  tr("Phone, card and identity numbers are masked. That you revealed them, and why, "
                                     "stands in the audit log.")));
    column->addWidget(m_reason);
    column->addStretch(1);
    column->addWidget(buttons);
    resize(grownWith(look.theme.font(TextRole::Thread), kRevealWidth), sizeHint().height());
    connect(m_reason, &QLineEdit::textChanged, reveal,
            [reveal](const QString& text) { reveal->setEnabled(!text.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &RevealSheet::give);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_reason->setFocus();
}

void RevealSheet::give()
{
    const QString reason = m_reason->text().trimmed();
    if (reason.isEmpty()) return;
    emit reasonGiven(reason);
    accept();
}

}  // namespace tongdai
