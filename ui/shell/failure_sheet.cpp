#include "ui/shell/failure_sheet.h"

#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/common/words/cause_words.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextDocument>
#include <QUrl>
#include <QtMath>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFailureWidth = 620;
constexpr int kMostCauseLines = 8;
constexpr int kFailureSide = 24;
constexpr int kCauseMargin = 8;

/// As high as its lines; more of them scroll.
int heightOf(const QPlainTextEdit& words)
{
    QTextDocument paper;
    paper.setDefaultFont(words.font());
    paper.setDocumentMargin(kCauseMargin);
    paper.setDefaultTextOption(words.document()->defaultTextOption());
    paper.setPlainText(words.toPlainText());
    paper.setTextWidth(kFailureWidth - 2 * kFailureSide - 2 * words.frameWidth());
    const int most = kMostCauseLines * QFontMetrics(words.font()).lineSpacing() + 2 * kCauseMargin;
    // The last line is in sight only with its margin.
    return std::min(qCeil(paper.size().height()) + kCauseMargin, most) + 2 * words.frameWidth();
}

RoleLabel* failureLabel(TextRole role, const QString& text)
{
    auto* label = new RoleLabel(role);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    return label;
}

}  // namespace

FailureSheet::FailureSheet(StartFailure failure, const QString& cause, const QString& settingsFile, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(u"failureSheet"_s);
    keepOnScreenWhenShown(*this);
    setWindowTitle(u"Tongdai"_s);
    setWindowIcon(QIcon(u":/icons/tongdai.svg"_s));
    auto* words = new QPlainTextEdit;
    words->setObjectName(u"failureCause"_s);
    words->setReadOnly(true);  // to be copied for whoever helps
    words->setPlainText(CauseWords::of(cause.trimmed()));
    words->setTabChangesFocus(true);
    words->document()->setDocumentMargin(kCauseMargin);
    words->setAccessibleName(tr("Cause"));
    auto* buttons = new QDialogButtonBox;
    const bool helps = failure == StartFailure::BadSettings || failure == StartFailure::CannotListen;
    if (helps && QFileInfo(settingsFile).isReadable()) {
        QPushButton* open = buttons->addButton(tr("Open the settings file"), QDialogButtonBox::ActionRole);
        open->setObjectName(u"openSettings"_s);
        open->setAutoDefault(false);
        connect(open, &QPushButton::clicked, this,
                [settingsFile] { QDesktopServices::openUrl(QUrl::fromLocalFile(settingsFile)); });
    }
    QPushButton* close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(kFailureSide, 20, kFailureSide, 16);
    rows->setSpacing(12);
    rows->addWidget(failureLabel(TextRole::Title, headingOf(failure)));
    rows->addWidget(words, 1);
    rows->addWidget(failureLabel(TextRole::List, adviceOf(failure)));
    rows->addWidget(buttons);
    words->setMinimumHeight(QFontMetrics(words->font()).lineSpacing() + 2 * kCauseMargin);
    resize(kFailureWidth, std::max(heightForWidth(kFailureWidth), 0) - words->sizeHint().height() + heightOf(*words));
    close->setFocus();
}

QString FailureSheet::headingOf(StartFailure failure)
{
    switch (failure) {
        case StartFailure::BadSettings: return tr("Tongdai does not start: a setting cannot be used");
        case StartFailure::AlreadyRunning: return tr("Tongdai is running already, without a window that answers");
        case StartFailure::NoData: return tr("Tongdai does not start: its data folder cannot be used");
        case StartFailure::CannotListen: return tr("Customers cannot reach this shop: its address is taken");
        case StartFailure::NoHistory: return tr("The message history cannot be opened");
        case StartFailure::NoSecrets: return tr("Tongdai does not start: its passwords and tokens are locked away");
    }
    return {};
}

QString FailureSheet::adviceOf(StartFailure failure)
{
    switch (failure) {
        case StartFailure::BadSettings:
            return tr(
                "Correct what is named above, in the file and line that stand before it, and start Tongdai again.");
        case StartFailure::AlreadyRunning:
            return tr(
                "It may be the engine without a window, or a window that hangs. Stop the process named above, or "
                "give this one a folder of its own with --data-dir.");
        case StartFailure::NoData:
            return tr(
                "Make room on the disk, or make the folder writable for you, and start Tongdai again. Another "
                "folder can be named with --data-dir.");
        case StartFailure::CannotListen:
            return tr(
                "Close the program that uses this address, or set another API_PORT in the settings file, and start "
                "Tongdai again. Until then you see what there is, and nothing new comes in.");
        case StartFailure::NoHistory:
            return tr(
                "Nothing in it was changed. Tongdai goes on trying; the Setup page tests the connection and brings "
                "backups back.");
        case StartFailure::NoSecrets:
            return tr(
                "Nothing was changed, and no new ones were made. Unlock the key store of this desktop (it opens with "
                "your password when you sign in to the computer) and start Tongdai again.");
    }
    return {};
}

}  // namespace tongdai
