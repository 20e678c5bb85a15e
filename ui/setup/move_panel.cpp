#include "ui/setup/move_panel.h"

#include "ui/common/look/console_style.h"
#include "ui/common/widgets/card.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/state_word.h"
#include "ui/setup/setup_words.h"
#include "ui/setup/work_progress.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QPushButton>
#include <QResizeEvent>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTablesAcross = 2;  // pairs of columns: a long list stays on one screen
constexpr int kRoomForTwo = 640;  // at 100 %

}  // namespace

MovePanel::MovePanel(api::ShopWorks& works, Look look, QWidget* parent)
    : QWidget(parent),
      m_works(works),
      m_look(look),
      m_card(new Card),
      m_words(new RoleLabel(TextRole::List)),
      m_failure(new RoleLabel(TextRole::List, ColorRole::Danger)),
      m_progress(new WorkProgress(works, look)),
      m_table(new QWidget),
      m_grid(new QGridLayout(m_table)),
      m_go(new QPushButton),
      m_no(new QPushButton)
{
    setObjectName(u"movePanel"_s);
    m_go->setObjectName(u"moveGo"_s);
    m_failure->setObjectName(u"moveFailure"_s);
    for (RoleLabel* label : {m_words, m_failure}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(4);
    m_card->content().addWidget(m_words);
    m_card->content().addWidget(m_failure);
    m_card->content().addWidget(m_progress);
    m_card->content().addWidget(m_table);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_go);
    buttons->addWidget(m_no);
    buttons->addStretch(1);
    m_card->content().addLayout(buttons);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_card);
    markPrimary(*m_go);
    connect(m_go, &QPushButton::clicked, this, &MovePanel::begin);
    connect(m_no, &QPushButton::clicked, this, [this] { become(State::Hidden); });
    connect(&works, &api::ShopWorks::progressed, this, [this](const api::ShopProgress& progress) {
        if (m_state == State::Running) m_progress->show(progress);
    });
    connect(&works, &api::ShopWorks::ended, this, &MovePanel::end);
    retranslate();
}

void MovePanel::offer(const api::ConnectionForm& form)
{
    m_form = form;
    become(State::Asking);
}

void MovePanel::begin()
{
    become(State::Running);
    m_progress->start();
    m_works.move(m_form);
}

void MovePanel::end(const api::ShopOutcome& outcome)
{
    if (outcome.work != api::ShopWork::Move || m_state != State::Running) return;
    m_outcome = outcome;
    const bool isDone = outcome.trouble == api::ShopTrouble::None;
    become(isDone ? State::Done : State::Failed);
    if (isDone) emit moved();
}

void MovePanel::become(State state)
{
    m_state = state;
    retranslate();
    emit changed();
}

void MovePanel::retranslate()
{
    setVisible(m_state != State::Hidden);
    const QString server = SetupWords::kind(m_form.kind);
    m_progress->setVisible(m_state == State::Running);
    m_progress->retranslate();
    m_table->setVisible(m_state == State::Done);
    m_go->setVisible(m_state == State::Asking || m_state == State::Failed);
    m_no->setVisible(m_state == State::Asking || m_state == State::Failed || m_state == State::Done);
    m_failure->setVisible(m_state == State::Failed);
    m_words->setVisible(m_state == State::Asking || m_state == State::Done);
    m_go->setText(m_state == State::Failed ? tr("Try again") : tr("Move now"));
    m_no->setText(m_state == State::Asking ? tr("Not now") : tr("Close"));
    switch (m_state) {
        case State::Hidden: break;
        case State::Asking:
            m_card->setHeading(tr("Move the shop to %1?").arg(server));
            m_words->setText(tr(
                "The shop is closed meanwhile: platforms are told to try again, and nothing they send is lost. Every "
                "conversation is copied, read back and compared. Only then the settings change; until then you "
                "can cancel, and the server stays empty. The file on this computer stays as it is."));
            break;
        case State::Running: m_card->setHeading(tr("Moving the shop to %1").arg(server)); break;
        case State::Failed:
            m_card->setHeading(tr("The shop was not moved"));
            m_failure->setText(SetupWords::trouble(m_outcome));
            break;
        case State::Done:
            m_card->setHeading(tr("The shop has moved to %1").arg(server));
            m_words->setText(
                (m_outcome.wasThereAlready
                     ? tr("Everything was there already, and every row is the same: %1. The old file stays, unused: %2")
                     : tr("%1 arrived, every row read back and compared. The shop is open again and works on the "
                          "server. The old file stays, unused: %2"))
                    .arg(SetupWords::size(m_outcome, m_look.formats()), m_outcome.oldPlace));
            writeTables();
            break;
    }
}

void MovePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_state == State::Done && event->size().width() != event->oldSize().width()) writeTables();
}

void MovePanel::writeTables()
{
    while (QLayoutItem* const item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const int across = width() < grownWith(font(), kRoomForTwo) ? 1 : kTablesAcross;
    int place = 0;
    for (const api::ShopTable& table : m_outcome.tables) {
        auto* name = new RoleLabel(TextRole::Mono);
        name->setText(table.name);
        auto* rows = new RoleLabel(TextRole::List, ColorRole::SecondaryText);
        rows->setText(tr("%1 rows").arg(m_look.formats().number(table.rows)));
        auto* same = new StateWord;
        same->setState({}, tr("same"), Tone::Good);
        same->setToolTip(tr("Checksum of all rows, here and there: %1").arg(QString::fromLatin1(table.checksum)));
        const int column = place % across * 4;
        const int line = place / across;
        m_grid->addWidget(name, line, column);
        m_grid->addWidget(rows, line, column + 1, Qt::AlignRight);
        m_grid->addWidget(same, line, column + 2);
        m_grid->setColumnStretch(column + 3, 1);
        ++place;
    }
}

}  // namespace tongdai
