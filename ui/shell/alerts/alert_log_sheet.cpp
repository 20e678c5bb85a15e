#include "ui/shell/alerts/alert_log_sheet.h"

#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/shell/alerts/alert_bell.h"
#include "ui/shell/alerts/alert_words.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kAlertLogSize(820, 480);

RoleLabel* alertLogLabel(const QString& text, ColorRole color = ColorRole::Text)
{
    auto* label = new RoleLabel(TextRole::List, color);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setText(text);
    return label;
}

}  // namespace

AlertLogSheet::AlertLogSheet(AlertBell& bell, Look look, QWidget* parent)
    : QDialog(parent), m_bell(bell), m_look(look), m_state(new NoticeBar), m_scroll(new QScrollArea)
{
    setObjectName(u"alertLogSheet"_s);
    keepOnScreenWhenShown(*this);
    setWindowTitle(tr("What sounded, and why"));
    m_state->setObjectName(u"soundState"_s);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    new FocusRing(*m_scroll);
    auto* buttons = new QDialogButtonBox;
    QPushButton* test = buttons->addButton(tr("Test the sound"), QDialogButtonBox::ActionRole);
    test->setObjectName(u"testSoundButton"_s);
    QPushButton* close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setShortcut(QKeySequence(Qt::Key_Escape));
    connect(test, &QPushButton::clicked, this, [this] { say(m_bell.test()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&bell, &AlertBell::logChanged, this, &AlertLogSheet::write);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 12);
    rows->addWidget(m_state);
    rows->addWidget(m_scroll, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(12, 0, 12, 0);
    foot->addWidget(buttons);
    rows->addLayout(foot);
    m_state->setVisible(!bell.hasOutput());
    if (!bell.hasOutput()) say(false);
    write();
    const QSize room = parent ? parent->size() - QSize(40, 40) : kAlertLogSize;
    resize(kAlertLogSize.boundedTo(room));
}

void AlertLogSheet::say(bool wasHeard)
{
    if (wasHeard)
        m_state->setNotice(Tone::Good, tr("This is how a hand-over sounds. Heard nothing? Check the volume of this "
                                          "computer."));
    else
        m_state->setNotice(Tone::Attention, tr("This computer has no sound output now, so nobody hears a customer. "
                                               "Connect loudspeakers or headphones; notices are shown meanwhile."));
    m_state->show();
}

void AlertLogSheet::write()
{
    auto* sheet = new QWidget;
    auto* grid = new QGridLayout(sheet);
    grid->setContentsMargins(20, 16, 20, 8);
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(2, 2);
    grid->setColumnStretch(3, 4);
    int row = 0;
    for (const Alert& alert : m_bell.log()) {
        const bool sounded = alert.reason == AlertReason::Sounded;
        grid->addWidget(alertLogLabel(m_look.formats().clock(alert.at), ColorRole::SecondaryText), row, 0);
        grid->addWidget(alertLogLabel(AlertWords::customer(alert)), row, 1);
        grid->addWidget(alertLogLabel(AlertWords::what(alert)), row, 2);
        grid->addWidget(alertLogLabel(AlertWords::reason(alert), sounded ? ColorRole::Good : ColorRole::SecondaryText),
                        row++, 3);
    }
    if (row == 0)
        grid->addWidget(alertLogLabel(tr("Nobody has waited yet."), ColorRole::SecondaryText), row++, 0, 1, 4);
    grid->setRowStretch(row, 1);
    const int reading = m_scroll->verticalScrollBar()->value();
    m_scroll->setWidget(sheet);
    m_scroll->verticalScrollBar()->setValue(reading);
}

}  // namespace tongdai
