#include "ui/live/live_page.h"

#include "ui/common/look/screen_settings.h"
#include "ui/live/card/customer_card.h"
#include "ui/live/card/shop_pane.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/conversation_view.h"
#include "ui/live/letter_route.h"
#include "ui/live/limit_watch.h"
#include "ui/live/list/search_pane.h"
#include "ui/live/live_columns.h"
#include "ui/live/live_words.h"
#include "ui/live/thread/composer.h"
#include "ui/live/thread/thread_view.h"
#include "ui/models/undelivered_lines.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

constexpr int kLowPage = 460;  // at 100 %; below it everything but the thread makes itself small

}  // namespace

LivePage::LivePage(api::Desk& desk, Look look, QWidget* parent)
    : Page(parent),
      m_desk(desk),
      m_undelivered(new UndeliveredLines(desk, this)),
      m_left(new QStackedWidget),
      m_conversations(new ConversationPane(desk, *m_undelivered, look)),
      m_search(new SearchPane(desk, look)),
      m_view(new ConversationView(desk, look)),
      m_card(new CustomerCard(desk.me(), look)),
      m_side(new QWidget),
      m_columns(new LiveColumns(*m_left, *m_view, *m_side, look)),
      m_look(look)
{
    auto* side = new QVBoxLayout(m_side);
    side->setContentsMargins({});
    side->setSpacing(0);
    side->addWidget(m_card, 1);
    m_left->addWidget(m_conversations);
    m_left->addWidget(m_search);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_columns);
    fitHeight();

    connect(m_conversations, &ConversationPane::chosen, this, &LivePage::openChosen);
    connect(m_conversations, &ConversationPane::activated, this, &LivePage::enterBox);
    connect(m_conversations, &ConversationPane::needsMeChanged, this, &LivePage::badgeChanged);
    connect(m_conversations, &ConversationPane::sampleShopWanted, this, &LivePage::sampleShopWanted);
    connect(m_conversations, &ConversationPane::channelWanted, this, &LivePage::channelWanted);
    connect(m_conversations, &ConversationPane::searchWanted, this, &LivePage::openSearch);
    connect(m_undelivered, &UndeliveredLines::changed, this,
            [this] { emit undeliveredChanged(m_undelivered->count()); });
    connect(m_search, &SearchPane::lineChosen, this, &LivePage::openLine);
    connect(m_search, &SearchPane::activated, this, &LivePage::enterBox);
    connect(m_search, &SearchPane::closeWanted, this, &LivePage::closeSearch);
    m_card->follow(m_view->model());
    connect(&desk, &api::Desk::detailsChanged, m_card, &CustomerCard::setDetails);
    connect(m_card, &CustomerCard::lineWanted, m_view, &ConversationView::showLine);
    connect(m_view, &ConversationView::opened, m_card, &CustomerCard::setConversation);
    connect(m_view, &ConversationView::changed, m_card, &CustomerCard::setConversation);
    connect(m_view, &ConversationView::closed, this, [this] {
        m_card->setConversation({});
        m_side->hide();
        if (m_lookUp != 0) return;
        const ConversationId before = m_conversations->current();
        m_conversations->stayAt({});  // else it could not be chosen again, should it come back
        followDraft(before);
    });
    connect(m_view, &ConversationView::cardToggled, m_columns, &LiveColumns::toggleCard);
    connect(m_view, &ConversationView::escapePressed, this, &LivePage::goBack);
    connect(m_view, &ConversationView::firstWanted, this, [this] { stepBy([this] { m_conversations->step(1); }); });
    connect(&m_view->drafts(), &DraftBook::draftChanged, this, &LivePage::followDraft);
    connect(&desk, &api::Desk::conversationsListed, this, &LivePage::takeLookedUp);
    connect(&desk, &api::Desk::requestFailed, this, [this](api::RequestId request, const api::DeskFailure& failure) {
        if (request != 0 && request == m_lookUp) failLookUp(failure);
    });
    const auto offerChoice = [this] { m_view->setChoice(m_conversations->model().rowCount() > 0); };
    connect(&m_conversations->model(), &QAbstractItemModel::modelReset, this, offerChoice);
    connect(&m_conversations->model(), &QAbstractItemModel::rowsInserted, this, offerChoice);
    connect(&m_conversations->model(), &QAbstractItemModel::rowsRemoved, this, offerChoice);
    connect(&look.theme, &Theme::changed, this, &LivePage::fitHeight);
    new LetterRoute(*this, *m_view->composer()->box(), this);
    addKeys();
    retranslate();
}

LivePage::~LivePage() = default;

void LivePage::setShop(api::ShopSystem& shop)
{
    auto* pane = new ShopPane(shop, m_look);
    m_card->addBelow(*pane);
    connect(m_view, &ConversationView::opened, pane,
            [pane](const Conversation& conversation) { pane->setConversation(conversation.id); });
    connect(m_view, &ConversationView::closed, pane, [pane] { pane->setConversation({}); });
    connect(&m_desk, &api::Desk::detailsChanged, pane, &ShopPane::setDetails);
    connect(pane, &ShopPane::orderMade, this, &LivePage::takeOrder);
    QAction* const order = addKey("shopOrder", QT_TR_NOOP("Create an order at KiotViet"), {Qt::ALT | Qt::Key_O},
                                  [pane] { pane->openOrder(); });
    order->setEnabled(!pane->isHidden());
    connect(pane, &ShopPane::orderOffered, order, &QAction::setEnabled);
    retranslate();
}

/// Its code is the beginning of an answer; whoever answers sends it, or does not. What is told late changes nothing
/// that is being written: then the beginning can be copied.
void LivePage::takeOrder(const ConversationId& conversation, const QString& code, bool isAtHand)
{
    const QString words = tr("Your order %1 has been made.").arg(code);
    if (m_view->conversation() && m_view->conversation()->id == conversation) {
        const bool isIn = m_view->composer()->offer(words);
        if (isIn && isAtHand) m_view->composer()->focusBox();
        m_view->tell(Tone::Good, tr("Order %1 was made at KiotViet.").arg(code), isIn ? code : words);
        return;
    }
    const DraftBook::Draft begun = m_view->drafts().draft(conversation);
    if (!begun.isNote) {
        const QString text = begun.text.isEmpty() ? words : begun.text + u'\n' + words;
        m_view->drafts().write(conversation, {text, false});
    }
    m_view->tell(Tone::Good, tr("%1: order %2 was made at KiotViet.").arg(m_view->nameOf(conversation), code),
                 begun.isNote ? words : code);
}

void LivePage::setLimits(api::Limits& limits)
{
    auto* watch = new LimitWatch(limits, this);
    connect(m_view, &ConversationView::opened, watch,
            [watch](const Conversation& conversation) { watch->follow(conversation.customer); });
    connect(m_view, &ConversationView::closed, watch, [watch] { watch->follow({}); });
    connect(watch, &LimitWatch::changed, m_card, &CustomerCard::setLimit);
}

void LivePage::setStatistics(api::Statistics& statistics)
{
    m_view->setStatistics(statistics);
}

QString LivePage::title() const
{
    return tr("Live");
}

void LivePage::addKeys()
{
    const auto key = [this](const char* name, const char* words, const QList<QKeySequence>& keys, auto run) {
        addKey(name, words, keys, std::function<void()>(run));
    };
    key("nextConversation", QT_TR_NOOP("Next conversation"), {Qt::ALT | Qt::Key_Down, Qt::CTRL | Qt::Key_Tab},
        [this] { stepBy([this] { m_conversations->step(1); }); });
    key("previousConversation", QT_TR_NOOP("Previous conversation"),
        {Qt::ALT | Qt::Key_Up, Qt::CTRL | Qt::SHIFT | Qt::Key_Tab},
        [this] { stepBy([this] { m_conversations->step(-1); }); });
    key("nextWaiting", QT_TR_NOOP("Next conversation that needs me"), {Qt::Key_F8},
        [this] { stepBy([this] { m_conversations->stepToWaiting(1); }); });
    key("previousWaiting", QT_TR_NOOP("Previous conversation that needs me"), {Qt::SHIFT | Qt::Key_F8},
        [this] { stepBy([this] { m_conversations->stepToWaiting(-1); }); });
    for (int i = 0; i < kWorkQueueCount; ++i) {
        static constexpr const char* kWords[] = {
            QT_TR_NOOP("Queue: needs me"), QT_TR_NOOP("Queue: mine"),   QT_TR_NOOP("Queue: unassigned"),
            QT_TR_NOOP("Queue: with bot"), QT_TR_NOOP("Queue: closed"), QT_TR_NOOP("Queue: all"),
        };
        key("queueKey", kWords[i], {QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + i))}, [this, i] {
            m_columns->showList();
            m_conversations->setQueue(WorkQueue(i));
        });
    }
    key("take", QT_TR_NOOP("Take"), {Qt::Key_F2}, [this] { m_view->take(); });
    key("why", QT_TR_NOOP("Why did the bot not answer?"), {Qt::ALT | Qt::Key_W}, [this] { m_view->askForReasons(); });
    key("steps", QT_TR_NOOP("Where the time of an answer went"), {Qt::ALT | Qt::Key_M},
        [this] { m_view->askForSteps(); });
    key("proposal", QT_TR_NOOP("Insert what the bot proposes"), {Qt::ALT | Qt::Key_Return, Qt::ALT | Qt::Key_Enter},
        [this] { m_view->insertProposal(); });
    key("limits", QT_TR_NOOP("How long to answer before the bot does again"), {Qt::SHIFT | Qt::Key_F9},
        [this] { m_view->openLimits(); });
    key("flip", QT_TR_NOOP("Take over, or hand back to bot"), {Qt::Key_F9}, [this] { m_view->flipMode(); });
    key("close", QT_TR_NOOP("Close or reopen"), {Qt::CTRL | Qt::Key_D}, [this] { m_view->finish(); });
    key("note", QT_TR_NOOP("Reply or note"), {Qt::CTRL | Qt::Key_M}, [this] {
        m_view->composer()->toggleNote();
        m_view->composer()->focusBox();
    });
    key("card", QT_TR_NOOP("Customer card"), {Qt::CTRL | Qt::Key_I}, [this] { m_columns->toggleCard(); });
    key("filter", QT_TR_NOOP("Find in the conversation, or filter the list"), {Qt::CTRL | Qt::Key_F},
        [this] { findOrFilter(); });
    key("findNext", QT_TR_NOOP("Find in the conversation: older"), {Qt::Key_F3}, [this] { m_view->findNext(); });
    key("findPrevious", QT_TR_NOOP("Find in the conversation: newer"), {Qt::SHIFT | Qt::Key_F3},
        [this] { m_view->findPrevious(); });
    key("search", QT_TR_NOOP("Search all history"), {Qt::CTRL | Qt::Key_E, Qt::CTRL | Qt::SHIFT | Qt::Key_F},
        [this] { openSearch(); });
    key("newest", QT_TR_NOOP("Newest message"), {Qt::CTRL | Qt::Key_End}, [this] { m_view->thread()->scrollToEnd(); });
    key("nextPane", QT_TR_NOOP("Next pane"), {Qt::Key_F6}, [this] { nextPane(1); });
    key("previousPane", QT_TR_NOOP("Previous pane"), {Qt::SHIFT | Qt::Key_F6}, [this] { nextPane(-1); });
}

void LivePage::offerExport()
{
    QAction* const action = addKey("export", QT_TR_NOOP("Export as evidence…"), {Qt::CTRL | Qt::Key_S}, [this] {
        if (m_view->conversation()) emit exportWanted(*m_view->conversation());
    });
    m_view->thread()->addAction(action);
    retranslate();
}

void LivePage::offerErasure()
{
    QAction* const action =
        addKey("erase", QT_TR_NOOP("Erase this customer…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_Delete}, [this] {
            if (m_view->conversation()) emit erasureWanted(*m_view->conversation());
        });
    m_view->thread()->addAction(action);
    retranslate();
}

void LivePage::offerReveal()
{
    m_view->thread()->offerReveal();
    addKey("reveal", QT_TR_NOOP("Reveal the numbers of a message"), {Qt::ALT | Qt::Key_R},
           [this] { m_view->askForReveal(); });
    retranslate();
}

void LivePage::offerChannelBot()
{
    m_view->offerChannelBot();
}

void LivePage::offerCases()
{
    QAction* const action =
        addKey("openCase", QT_TR_NOOP("Open a case about the message"), {Qt::CTRL | Qt::Key_N}, [this] {
            const std::optional<Conversation>& open = m_view->conversation();
            if (open) emit caseWanted(open->id, m_view->thread()->chosenMessage());
        });
    action->setText(tr("Open a case about the message"));
}

/// Whoever goes on to a conversation writes next, but for who is going through the list or filters it.
void LivePage::stepBy(const std::function<void()>& step)
{
    const bool isInList = m_conversations->isListInUse();
    step();
    if (!isInList && !m_conversations->current().isEmpty()) enterBox();
}

QAction* LivePage::addKey(const char* objectName, const char* words, const QList<QKeySequence>& keys,
                          std::function<void()> run)
{
    auto* action = new QAction(this);
    action->setObjectName(QLatin1StringView(objectName));
    action->setShortcuts(keys);
    // Wherever the focus is while the page is shown, also in the rail or the top bar.
    action->setShortcutContext(Qt::WindowShortcut);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    addAction(action);
    m_keys.push_back({action, words});
    return action;
}

QList<KeyLine> LivePage::extraKeys() const
{
    return {{tr("Enter"), tr("Send, or go on to the box from the list")},
            {tr("Shift+Enter"), tr("New line")},
            {tr("Ctrl+Enter"), tr("Send and close")},
            {tr("↑ in an empty box"), tr("My last message as a new draft")},
            {tr("↑ ↓ in the thread"), tr("Choose a message; with Shift several; Ctrl+C copies")},
            {tr("Space in the thread"), tr("Details of a bot answer")},
            {tr("Esc"), tr("Clear the filter, back to the list")}};
}

void LivePage::saveLayout(ScreenSettings& settings) const
{
    settings.setLayout(m_columns->objectName(), m_columns->saveState());
    settings.setLayout(u"card"_s, m_columns->isCardWanted() ? "shown"_ba : "hidden"_ba);
    settings.setLayout(u"order"_s, m_conversations->order() == ListOrder::NewestActivity ? "newest"_ba : "waiting"_ba);
}

void LivePage::restoreLayout(const ScreenSettings& settings)
{
    const QByteArray state = settings.layout(m_columns->objectName());
    if (!state.isEmpty()) m_columns->restoreState(state);
    m_columns->setCardWanted(settings.layout(u"card"_s) != "hidden"_ba);
    if (settings.layout(u"order"_s) == "newest"_ba) m_conversations->setOrder(ListOrder::NewestActivity);
}

void LivePage::focusFirst()
{
    if (m_view->conversation())
        m_view->composer()->focusBox();
    else
        m_conversations->focusQueue();
}

void LivePage::open(const ConversationId& conversation)
{
    m_conversations->select(conversation);
}

void LivePage::setChannel(bool isConnected)
{
    m_conversations->setChannel(isConnected);
}

void LivePage::openLine(const ConversationId& conversation, qint64 rev)
{
    m_view->showLine(conversation, rev);
    m_conversations->select(conversation);
}

void LivePage::keepDrafts()
{
    m_view->drafts().flush();
}

void LivePage::showUndelivered()
{
    if (const auto line = m_undelivered->next()) openLine(line->conversation, line->rev);
}

void LivePage::searchFor(const QString& words)
{
    openSearch();
    m_search->search(words);
}

void LivePage::setHealth(const HealthSnapshot& snapshot)
{
    m_conversations->setHealth(snapshot);
}

void LivePage::openChosen(const ConversationId& conversation)
{
    const ConversationId before = m_view->conversation() ? m_view->conversation()->id : ConversationId();
    m_lookUp = 0;
    m_wantsBox = false;
    if (const Conversation* known = m_conversations->find(conversation)) {
        m_view->open(*known);
    } else {
        // Not in the queue on screen: its row is found by its id.
        m_lookedUp = conversation;
        ConversationQuery query;
        query.queue = WorkQueue::All;
        query.me = m_desk.me();
        query.filter = conversation.toString();
        query.limit = 50;
        m_lookUp = m_desk.requestConversations(query);
    }
    m_columns->offerCard(true);
    if (!before.isEmpty()) followDraft(before);
    followDraft(conversation);
}

void LivePage::takeLookedUp(api::RequestId request, const ConversationPage& page)
{
    if (request == 0 || request != m_lookUp) return;
    const auto found = std::find_if(page.rows.begin(), page.rows.end(),
                                    [this](const Conversation& row) { return row.id == m_lookedUp; });
    if (found == page.rows.end()) return failLookUp({api::DeskError::NotFound, {}});
    m_lookUp = 0;
    m_view->open(*found);
    if (std::exchange(m_wantsBox, false)) m_view->composer()->focusBox();
}

/// What is open stays so, and can be left for the other one again.
void LivePage::failLookUp(const api::DeskFailure& failure)
{
    m_lookUp = 0;
    m_wantsBox = false;
    const ConversationId open = m_view->conversation() ? m_view->conversation()->id : ConversationId();
    m_conversations->stayAt(open);
    if (!open.isEmpty()) followDraft(open);
    followDraft(m_lookedUp);
    m_columns->offerCard(!open.isEmpty());
    m_view->tell(Tone::Danger, tr("Could not open the conversation.") + u' ' + LiveWords::failure(failure));
}

/// On to the box of the conversation that was chosen, never of the one that is still open while it is looked up.
void LivePage::enterBox()
{
    if (m_lookUp != 0)
        m_wantsBox = true;
    else
        m_view->composer()->focusBox();
}

void LivePage::followDraft(const ConversationId& conversation)
{
    // The open conversation's draft is in the box already; its row says what was said last.
    const bool open = conversation == m_conversations->current();
    m_conversations->model().setDraft(conversation, open ? QString() : m_view->drafts().draft(conversation).text);
}

void LivePage::nextPane(int direction)
{
    QList<QWidget*> panes{m_conversations->list(), m_search->list(), m_view->thread(), m_view->composer(), m_card};
    panes.removeIf([](QWidget* pane) { return !pane->isVisible(); });
    if (panes.isEmpty()) return;
    const auto at = std::find_if(panes.begin(), panes.end(), [this](QWidget* pane) {
        const bool isOfIt = pane == m_view->thread() && m_view->isInFindBar();
        return isOfIt || pane->hasFocus() || pane->isAncestorOf(QApplication::focusWidget());
    });
    const qsizetype index = at == panes.end() ? -direction : at - panes.begin();
    QWidget* next = panes[(index + direction + panes.size()) % panes.size()];
    if (next == m_view->composer())
        m_view->composer()->focusBox();
    else
        next->setFocus(Qt::TabFocusReason);
}

/// In what one is reading or answering its words are meant, elsewhere the list.
void LivePage::findOrFilter()
{
    if (m_view->conversation() && m_view->isAncestorOf(QApplication::focusWidget())) return m_view->find();
    m_columns->showList();
    m_left->setCurrentWidget(m_conversations);
    m_conversations->focusFilter();
}

void LivePage::openSearch()
{
    m_columns->showList();
    m_left->setCurrentWidget(m_search);
    m_search->focusBox();
}

void LivePage::closeSearch()
{
    m_left->setCurrentWidget(m_conversations);
    m_conversations->list()->setFocus(Qt::OtherFocusReason);
}

bool LivePage::isSearching() const
{
    return m_left->currentWidget() == m_search;
}

void LivePage::goBack()
{
    m_columns->showList();
    if (isSearching()) {
        // From the thread back to what was found; from there, or where nothing was, back to the conversations.
        if (m_search->isAncestorOf(QApplication::focusWidget()) || !m_search->list()->isVisible())
            closeSearch();
        else
            m_search->list()->setFocus(Qt::OtherFocusReason);
        return;
    }
    QListView* list = m_conversations->list();
    if (list->hasFocus()) {
        if (!m_conversations->clearFilter()) emit leaveRequested();
        return;
    }
    if (m_conversations->isAncestorOf(QApplication::focusWidget())) m_conversations->clearFilter();
    list->setFocus(Qt::OtherFocusReason);
}

void LivePage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        goBack();
    else
        Page::keyPressEvent(event);
}

/// What a low window or large text leave room for.
void LivePage::fitHeight()
{
    const bool isLow = height() < LiveColumns::grown(kLowPage);
    m_view->setLow(isLow);
    m_conversations->setLow(isLow);
}

void LivePage::resizeEvent(QResizeEvent* event)
{
    fitHeight();
    Page::resizeEvent(event);
}

void LivePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

void LivePage::retranslate()
{
    for (const Key& key : m_keys)
        key.action->setText(tr(key.words));
}

}  // namespace tongdai
