#include "ui/locks/queues/queues_pane.h"

#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/reword_sheet.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/live_words.h"
#include "ui/locks/keys/peek_sheet.h"
#include "ui/locks/locks_table.h"
#include "ui/locks/look/offline_sheet.h"
#include "ui/locks/look/stream_sheet.h"
#include "ui/locks/queues/letter_sheet.h"
#include "ui/locks/queues/queue_models.h"
#include "ui/locks/safety_card.h"
#include "ui/locks/table_look.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QTableView>
#include <QUuid>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kQueuesSide = 16;
constexpr int kSafetyWidth = 340;  // at 100 %, where there is room
constexpr int kLeastSafety = 250;
constexpr int kAroundSafety = 40;  // margins and scroll bar
constexpr int kTwoColumns = 720;   // at 100 %

}  // namespace

QueuesPane::QueuesPane(api::Queues& queues, Look look, Doors doors, QWidget* parent)
    : QWidget(parent),
      m_queues(queues),
      m_doors(doors),
      m_look(look),
      m_model(new QueuesModel(look, this)),
      m_letters(new LettersModel(look, this)),
      m_table(new LocksTable),
      m_letterTable(new LocksTable),
      m_lettersHeading(new RoleLabel(TextRole::Title)),
      m_noLetters(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_again(new QPushButton),
      m_reword(new QPushButton),
      m_tries(new QPushButton),
      m_againAlike(new QPushButton),
      m_againAll(new QPushButton),
      m_drop(new QPushButton),
      m_outcome(new NoticeBar),
      m_safety(new SafetyCard(look, doors.setup))
{
    setObjectName(u"queues"_s);
    m_table->setObjectName(u"queuesTable"_s);
    m_letterTable->setObjectName(u"lettersTable"_s);
    m_again->setObjectName(u"sendAgain"_s);
    m_reword->setObjectName(u"rewordLetter"_s);
    m_tries->setObjectName(u"showTries"_s);
    m_againAlike->setObjectName(u"sendAlikeAgain"_s);
    m_againAll->setObjectName(u"sendAllAgain"_s);
    m_drop->setObjectName(u"dropLetter"_s);
    m_outcome->setObjectName(u"queuesOutcome"_s);
    build();
    connect(&queues, &api::Queues::pictureChanged, this, &QueuesPane::take);
    connect(&queues, &api::Queues::decided, this, [this](api::RequestId request, int changed) {
        if (request != m_waitingFor) return;
        m_isBusy = false;
        m_outcome->setNotice(changed > 0 ? Tone::Good : Tone::Attention,
                             changed > 0 ? tr("Decided: %Ln answer(s). It is in the audit log.", nullptr, changed)
                                         : tr("Nothing to do any more: somebody was faster."));
        m_outcome->show();
        writeButtons();
    });
    connect(&queues, &api::Queues::refused, this, [this](api::RequestId request, const QString& cause) {
        if (request != m_waitingFor) return;
        m_isBusy = false;
        m_outcome->setNotice(Tone::Danger, tr("Nothing was changed: %1").arg(CauseWords::of(cause)));
        m_outcome->show();
        writeButtons();
    });
    retranslate();
}

void QueuesPane::build()
{
    for (QTableView* table : {m_table, m_letterTable})
        dressTable(*table, m_look);
    m_table->setModel(m_model);
    m_letterTable->setModel(m_letters);
    m_table->horizontalHeader()->setSectionResizeMode(QueuesModel::Meaning, QHeaderView::Stretch);
    m_letterTable->horizontalHeader()->setSectionResizeMode(LettersModel::Text, QHeaderView::Stretch);
    m_letterTable->installEventFilter(this);
    m_table->installEventFilter(this);
    connect(m_table, &QTableView::doubleClicked, this, &QueuesPane::peek);
    m_noLetters->setWordWrap(true);
    m_outcome->hide();
    connect(m_letterTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &QueuesPane::choose);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_chosen > 0) decide({m_chosen}, OutboxDecision::SendAgain, nullptr);
    });
    connect(m_reword, &QPushButton::clicked, this, [this] { askLetter(&QueuesPane::askNewWords); });
    connect(m_tries, &QPushButton::clicked, this, [this] { askLetter(&QueuesPane::showTries); });
    connect(m_letterTable, &QTableView::doubleClicked, m_tries, &QPushButton::click);
    connect(m_againAlike, &QPushButton::clicked, this, [this] {
        const api::DeadLetter* letter = m_letters->letterAt(m_letters->find(m_chosen));
        if (letter) decide(m_letters->alike(*letter), OutboxDecision::SendAgain, m_againAlike);
    });
    connect(m_againAll, &QPushButton::clicked, this,
            [this] { decide(m_letters->all(), OutboxDecision::SendAgain, m_againAll); });
    connect(m_drop, &QPushButton::clicked, this, [this] {
        if (m_chosen > 0) decide({m_chosen}, OutboxDecision::Drop, m_drop);
    });

    auto* letters = new QWidget;
    auto* letterRows = new QVBoxLayout(letters);
    letterRows->setContentsMargins(0, 10, 0, 8);
    letterRows->setSpacing(8);
    m_lettersHead = new QBoxLayout(QBoxLayout::LeftToRight);
    m_lettersHead->setContentsMargins(kQueuesSide, 0, kQueuesSide, 0);
    m_lettersHead->setSpacing(8);
    m_lettersHead->addWidget(m_lettersHeading);
    const auto row = [](std::initializer_list<QPushButton*> buttons) {
        auto* acts = new QHBoxLayout;
        acts->setSpacing(8);
        acts->addStretch(1);
        for (QPushButton* button : buttons)
            acts->addWidget(button);
        return acts;
    };
    m_acts = new QBoxLayout(QBoxLayout::LeftToRight);
    m_acts->setSpacing(8);
    m_acts->addLayout(row({m_tries, m_again, m_reword, m_drop}), 1);
    m_acts->addLayout(row({m_againAlike, m_againAll}));
    m_lettersHead->addLayout(m_acts, 1);
    auto* none = new QHBoxLayout;
    none->setContentsMargins(kQueuesSide, 0, kQueuesSide, 0);
    none->addWidget(m_noLetters);
    letterRows->addLayout(m_lettersHead);
    letterRows->addWidget(m_outcome);
    letterRows->addWidget(m_letterTable, 1);
    letterRows->addLayout(none);
    letterRows->addStretch(0);

    auto* left = new QVBoxLayout;
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(0);
    left->addWidget(m_table, 3);
    left->addWidget(letters, 2);

    auto* sheet = new QWidget;
    auto* sheetRows = new QVBoxLayout(sheet);
    sheetRows->setContentsMargins(12, 12, 12, 12);
    sheetRows->addWidget(m_safety);
    sheetRows->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"safetyScroll"_s);
    scroll->setWidget(sheet);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_aside = scroll;
    new FocusRing(*scroll);

    // Side by side; on a small screen one under the other, and all of it scrolls.
    auto* all = new QWidget;
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, all);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(0);
    m_columns->addLayout(left, 1);
    m_columns->addWidget(scroll, 0);
    auto* whole = new QScrollArea;
    whole->setObjectName(u"queuesScroll"_s);
    whole->setWidget(all);
    whole->setWidgetResizable(true);
    whole->setFrameShape(QFrame::NoFrame);
    whole->setFocusPolicy(Qt::NoFocus);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(whole);
}

void QueuesPane::focusFirst()
{
    m_table->setFocus();
}

void QueuesPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_queues.watch(true);
}

void QueuesPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_queues.watch(false);
}

bool QueuesPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_letterTable && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const api::DeadLetter* letter = m_letters->letterAt(m_letterTable->currentIndex().row());
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && letter) {
            emit conversationWanted(letter->conversation);
            return true;
        }
    }
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            peek();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

/// Only what lies in Redis under a name can be looked into.
void QueuesPane::peek()
{
    const api::QueueRow* row = m_model->rowAt(m_table->currentIndex().row());
    if (!row || row->name.isEmpty()) return;
    const QByteArray name = row->name.toUtf8();
    const bool isStream = row->kind == api::QueueRow::Kind::Stream;
    const bool isOffline = row->kind == api::QueueRow::Kind::Offline;
    if (isStream && m_doors.look) {
        openOnScreen(*new StreamSheet(*m_doors.look, name, m_look, this));
    } else if (isOffline && m_doors.look) {
        auto* sheet = new OfflineSheet(*m_doors.look, name, m_look, this);
        connect(sheet, &OfflineSheet::conversationWanted, this, &QueuesPane::conversationWanted);
        openOnScreen(*sheet);
    } else if (m_doors.keys && !isStream) {
        openOnScreen(*new PeekSheet(*m_doors.keys, *row, m_look, this));
    }
}

void QueuesPane::take(const api::QueuesPicture& picture)
{
    const bool isChanged = picture.rows != m_newest.rows || picture.letters != m_newest.letters;
    m_newest = picture;
    if (m_isHeld) {
        if (isChanged) ++m_changesWhileHeld;
        emit heldChanged();
        return;
    }
    showPicture();
}

void QueuesPane::setHeld(bool isHeld)
{
    if (m_isHeld == isHeld) return;
    m_isHeld = isHeld;
    m_changesWhileHeld = 0;
    if (!isHeld) showPicture();
}

void QueuesPane::setFilter(const QString& words)
{
    m_letters->setFilter(words);
    chooseALetter();
}

void QueuesPane::showPicture()
{
    m_picture = m_newest;
    m_model->setRows(m_picture.rows, m_picture.at);
    m_letters->setLetters(m_picture.letters, m_picture.at);
    m_safety->show(m_picture);
    chooseALetter();
    emit lettersChanged(int(m_picture.letters.size()));
}

void QueuesPane::chooseALetter()
{
    const int row = std::max(m_letters->find(m_chosen), m_letters->rowCount() > 0 ? 0 : -1);
    if (row >= 0 && m_letterTable->currentIndex().row() != row)
        m_letterTable->setCurrentIndex(m_letters->index(row, 0));
    fitColumns();
    choose();
}

void QueuesPane::choose()
{
    const api::DeadLetter* letter = m_letters->letterAt(m_letterTable->currentIndex().row());
    const qint64 chosen = letter ? letter->id : 0;
    if (chosen != m_chosen) m_armed = nullptr;
    m_chosen = chosen;
    writeButtons();
}

void QueuesPane::writeButtons()
{
    const int letters = m_letters->rowCount();
    const api::DeadLetter* letter = m_letters->letterAt(m_letters->find(m_chosen));
    const int alike = letter ? int(m_letters->alike(*letter).size()) : 0;
    const auto armed = [this](QPushButton* button, const QString& words) {
        button->setText(m_armed == button ? tr("Press again: %1").arg(words) : words);
    };
    m_again->setText(tr("Send again"));
    m_reword->setText(tr("Edit"));
    m_tries->setText(tr("Tries"));
    armed(m_againAlike, tr("The %Ln with this error", nullptr, alike));
    armed(m_againAll, tr("All %Ln", nullptr, letters));
    armed(m_drop, tr("Do not send"));
    m_again->setEnabled(letter && !m_isBusy);
    // What may have arrived stays what it is.
    m_reword->setEnabled(letter && letter->state == OutboxState::Dead && !m_isBusy);
    m_drop->setEnabled(letter && !m_isBusy);
    m_againAlike->setVisible(alike > 1 && alike < letters);
    m_againAll->setVisible(letters > 1);
    m_againAlike->setEnabled(!m_isBusy);
    m_againAll->setEnabled(!m_isBusy);
    m_again->setVisible(letters > 0);
    m_reword->setVisible(letters > 0);
    m_tries->setVisible(letters > 0);
    m_tries->setEnabled(letter);
    m_drop->setVisible(letters > 0);
    m_letterTable->setVisible(letters > 0);
    m_noLetters->setVisible(letters == 0);
    m_lettersHeading->setText(letters > 0 ? tr("Not sent: %1").arg(m_look.formats().number(letters)) : tr("Not sent"));
    const auto hidden = int(m_picture.letters.size()) - letters;
    m_noLetters->setText(hidden > 0              ? tr("The filter hides %Ln answer(s).", nullptr, hidden)
                         : m_picture.isStoreHere ? tr("Every answer has reached the platform, or is on its way.")
                                                 : tr("The store is away: what was not sent cannot be seen."));
}

/// What cannot be taken back asks for a second press; `button` null: it can.
void QueuesPane::decide(std::vector<qint64> ids, OutboxDecision decision, QPushButton* button)
{
    if (button && m_armed != button) {
        m_armed = button;
        writeButtons();
        return;
    }
    m_armed = nullptr;
    m_isBusy = true;
    m_outcome->hide();
    m_waitingFor = m_queues.requestDecisions(ids, decision);
    writeButtons();
}

/// The list has only the beginning of its words, and none of its tries.
void QueuesPane::askLetter(void (QueuesPane::*open)(const api::DeadLetter&))
{
    if (m_chosen <= 0) return;
    m_outcome->hide();
    m_letterAsked.await<api::DeadLetter>(
        this, m_queues.letter(m_chosen), [this, open](const api::Answer<api::DeadLetter>& answer) {
            if (const auto* letter = std::get_if<api::DeadLetter>(&answer)) return (this->*open)(*letter);
            m_outcome->setNotice(Tone::Attention, LiveWords::failure(std::get<api::DeskFailure>(answer)));
            m_outcome->show();
        });
}

void QueuesPane::showTries(const api::DeadLetter& letter)
{
    openOnScreen(*new LetterSheet(letter, m_picture.at, m_look, this));
}

/// One id for all tries of a sheet: what was sent although its answer was lost is not sent twice.
void QueuesPane::askNewWords(const api::DeadLetter& letter)
{
    if (!letter.whyNotReworded.isEmpty()) {
        m_outcome->setNotice(Tone::Attention, tr("It cannot be edited: %1").arg(CauseWords::of(letter.whyNotReworded)));
        return m_outcome->show();
    }
    const MessageId message(QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    auto* sheet = new RewordSheet(letter.text, m_look, this);
    const auto send = [this, sheet, message, of = letter.conversation, id = letter.id](const QString& words) {
        api::whenAnswered<qint64>(
            sheet, m_queues.sendReworded(of, id, message, words), [this, sheet](const api::Answer<qint64>& answer) {
                if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
                    return sheet->fail(LiveWords::failure(*failure));
                sheet->accept();
                m_outcome->setNotice(Tone::Good, tr("Sent with your words. It is in the audit log."));
                m_outcome->show();
            });
    };
    connect(sheet, &RewordSheet::wordsGiven, this, send);
    sheet->open();
}

void QueuesPane::fitColumns()
{
    const QFont font = m_look.theme.font(TextRole::List);
    for (QTableView* table : {m_table, m_letterTable})
        fitTableRows(*table, m_look);
    const int row = m_table->verticalHeader()->defaultSectionSize();
    const auto wide = [&font](int pixels) { return grownWith(font, pixels); };
    const int usual = std::min(wide(kSafetyWidth), std::max(kLeastSafety, width() * 3 / 10));
    const int needed = m_safety->minimumSizeHint().width() + kAroundSafety;
    const int asideWidth = std::min(std::max(usual, needed), std::max(kLeastSafety, width() * 2 / 5));
    int acts = 2 * kQueuesSide;  // the buttons in one row
    for (const QPushButton* button : {m_tries, m_again, m_reword, m_againAlike, m_againAll, m_drop})
        acts += button->sizeHint().width() + m_lettersHead->spacing();
    const bool isNarrow = width() < wide(kTwoColumns) || width() - asideWidth < acts;
    // One under the other they are high, and a bar to scroll stands beside them.
    const int scrolled = width() - style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
    const int beside = isNarrow ? scrolled : width() - asideWidth;
    const bool isHeadNarrow = beside < acts + m_lettersHeading->sizeHint().width();
    m_acts->setDirection(beside < acts ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_lettersHead->setDirection(isHeadNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_columns->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_aside->setMinimumSize(isNarrow ? QSize(0, m_safety->heightForWidth(width() - kAroundSafety) + kAroundSafety)
                                     : QSize(asideWidth, 0));
    m_aside->setMaximumWidth(isNarrow ? QWIDGETSIZE_MAX : asideWidth);
    m_table->setMinimumHeight(isNarrow ? row * 6 : 0);
    m_letterTable->setMinimumHeight(isNarrow ? row * 4 : 0);
    const int room = isNarrow ? width() : width() - asideWidth;
    // Where there is no room for all, those go first that are least needed to see what is wrong.
    m_table->setColumnHidden(QueuesModel::Oldest, room < wide(640));
    m_table->setColumnHidden(QueuesModel::Attempts, room < wide(720));
    m_needs.fit(*m_table, room, QueuesModel::Meaning);
    m_letterTable->setColumnHidden(LettersModel::Attempts, room < wide(680));
    m_letterTable->setColumnHidden(LettersModel::Age, room < wide(760));
    // The reason is read here, what was to be said in its conversation as well.
    m_letterNeeds.fit(*m_letterTable, room, LettersModel::Text, LettersModel::Text);
}

void QueuesPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void QueuesPane::retranslate()
{
    m_table->setAccessibleName(tr("Queues"));
    m_letterTable->setAccessibleName(tr("Not sent"));
    m_model->retranslate();
    m_letters->retranslate();
    m_safety->retranslate();
    fitColumns();
    writeButtons();
}

}  // namespace tongdai
