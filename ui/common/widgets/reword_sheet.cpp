#include "ui/common/widgets/reword_sheet.h"

#include "ui/common/look/console_style.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>

#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRewordWidth = 480;
constexpr int kRewordLines = 6;

}  // namespace

RewordSheet::RewordSheet(const QString& text, Look look, QWidget* parent)
    : QDialog(parent), m_refused(text.trimmed()), m_words(new QPlainTextEdit), m_notice(new NoticeBar)
{
    setObjectName(u"rewordSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*this);
    setWindowTitle(tr("Edit and send again"));
    auto* about = new RoleLabel(TextRole::List, ColorRole::SecondaryText);
    about->setObjectName(u"rewordAbout"_s);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    about->setText(
        tr("It goes to the customer as a message of yours. The refused one stays in the conversation as it was, and "
           "is not sent any more."));
    m_words->setObjectName(u"rewordWords"_s);
    m_words->setTabChangesFocus(true);
    m_words->setAccessibleName(tr("What is to be said instead"));
    m_words->setFont(look.theme.font(TextRole::Thread));
    m_words->setMinimumHeight(kRewordLines * m_words->fontMetrics().lineSpacing());
    m_words->setPlainText(text);
    m_notice->setObjectName(u"rewordNotice"_s);
    m_notice->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    m_cancel->setObjectName(u"rewordCancel"_s);
    m_send = buttons->addButton(tr("Send"), QDialogButtonBox::ActionRole);
    m_send->setObjectName(u"rewordSend"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 12);
    column->setSpacing(10);
    column->addWidget(about);
    column->addWidget(m_words, 1);
    column->addWidget(m_notice);
    column->addWidget(buttons);
    resize(grownWith(look.theme.font(TextRole::Thread), kRewordWidth), sizeHint().height());
    connect(m_words, &QPlainTextEdit::textChanged, this, &RewordSheet::changeWords);
    connect(m_send, &QPushButton::clicked, this, &RewordSheet::give);
    connect(buttons, &QDialogButtonBox::rejected, this, &RewordSheet::reject);
    writeButton();
    m_words->setFocus();
}

void RewordSheet::fail(const QString& words)
{
    m_isOnItsWay = false;
    m_notice->setNotice(Tone::Danger, words);
    m_notice->show();
    writeButton();
}

/// A locked screen and the end of the program ask nobody; the answer that comes later goes with the sheet.
void RewordSheet::closeEvent(QCloseEvent* event)
{
    if (!event->spontaneous()) {
        m_isOnItsWay = false;
        m_hasAsked = true;
    }
    QDialog::closeEvent(event);
}

/// What becomes of words on their way is said here and nowhere else.
void RewordSheet::reject()
{
    if (m_isOnItsWay) return;
    const QString words = m_words->toPlainText().trimmed();
    const bool isLost = !words.isEmpty() && words != m_refused;
    if (!isLost || m_hasAsked) return QDialog::reject();
    m_hasAsked = true;
    m_notice->setNotice(Tone::Attention, tr("You have changed the words. Close once more to throw them away."));
    m_notice->show();
}

void RewordSheet::changeWords()
{
    if (std::exchange(m_hasAsked, false)) m_notice->hide();
    writeButton();
}

void RewordSheet::give()
{
    m_isOnItsWay = true;
    m_hasAsked = false;
    m_notice->hide();
    writeButton();
    emit wordsGiven(m_words->toPlainText().trimmed());
}

/// The same words are tried again without this sheet.
void RewordSheet::writeButton()
{
    const QString words = m_words->toPlainText().trimmed();
    m_send->setEnabled(!m_isOnItsWay && !words.isEmpty() && words != m_refused);
    m_cancel->setEnabled(!m_isOnItsWay);
    m_words->setReadOnly(m_isOnItsWay);
}

}  // namespace tongdai
