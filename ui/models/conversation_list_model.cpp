#include "ui/models/conversation_list_model.h"

#include "engine/domain/text/fold_text.h"

#include <algorithm>
#include <tuple>

namespace tongdai {
namespace {

/// The next page is asked for a little early: a row that left the loaded part while the question travelled would
/// otherwise pull an unseen one over the edge.
constexpr int kPageOverlap = 20;

}  // namespace

ConversationListModel::ConversationListModel(api::Desk& desk, QObject* parent)
    : QAbstractListModel(parent), m_desk(desk)
{
    m_query.queue = WorkQueue::NeedsMe;
    m_query.limit = kPageRows;
    connect(&desk, &api::Desk::conversationsListed, this, &ConversationListModel::takePage);
    connect(&desk, &api::Desk::conversationsChanged, this, &ConversationListModel::takeChanges);
    connect(&desk, &api::Desk::conversationsHidden, this, &ConversationListModel::takeHidden);
    connect(&desk, &api::Desk::activityChanged, this, &ConversationListModel::takeActivity);
    connect(&desk, &api::Desk::nobodyCameChanged, this, &ConversationListModel::takeForgotten);
    connect(&desk, &api::Desk::requestFailed, this, &ConversationListModel::takeFailure);
    connect(&desk, &api::Desk::ready, this, &ConversationListModel::reload);
}

void ConversationListModel::show(WorkQueue queue, ListOrder order, const QString& filter)
{
    m_query.queue = queue;
    m_query.order = order;
    m_query.filter = filter;
    m_foldedFilter = foldText(filter);
    reload();
}

void ConversationListModel::reload()
{
    m_sinceAsked.clear();
    m_moreRequest = 0;
    m_query.me = m_desk.me();
    m_query.offset = 0;
    m_state = State::Loading;
    m_request = m_desk.requestConversations(m_query);
    emit stateChanged();
}

void ConversationListModel::takePage(api::RequestId request, const ConversationPage& page)
{
    if (request == 0 || (request != m_request && request != m_moreRequest)) return;  // nobody waits for it any more
    if (request == m_moreRequest) {
        m_moreRequest = 0;
        appendPage(page);
        return;
    }
    m_request = 0;
    m_failure.reset();
    replaceAll(page);
    m_state = State::Ready;
    catchUp();
    emit stateChanged();
}

/// What was reported while the page was under way, which may be newer.
void ConversationListModel::catchUp()
{
    for (const Conversation& conversation : std::exchange(m_sinceAsked, {}))
        change(conversation);
    tellHeldBack();
}

void ConversationListModel::takeFailure(api::RequestId request, const api::DeskFailure& failure)
{
    if (request == 0 || (request != m_request && request != m_moreRequest)) return;
    const bool wasMore = request == m_moreRequest;
    m_request = 0;
    m_moreRequest = 0;
    m_failure = failure;
    if (!wasMore) {
        keepWhatBelongs();
        catchUp();
    }
    m_state = State::Failed;
    emit stateChanged();
}

void ConversationListModel::takeChanges(const std::vector<Conversation>& rows)
{
    if (m_request != 0) m_sinceAsked.insert(m_sinceAsked.end(), rows.begin(), rows.end());
    for (const Conversation& conversation : rows)
        change(conversation);
    tellHeldBack();
}

/// While the list is in use nothing leaves it under somebody's hand: what was seen stays as it was, and goes with the
/// rest.
void ConversationListModel::takeHidden(const std::vector<ConversationId>& ids)
{
    for (const ConversationId& id : ids) {
        std::erase_if(m_sinceAsked, [&id](const Conversation& conversation) { return conversation.id == id; });
        m_found.remove(id);
        Row* const row = m_byId.value(id);
        if (!row) continue;
        if (!m_held || m_request != 0) {
            removeAt(placeFor(row->place));
            continue;
        }
        row->leaving = true;
        m_displaced.insert(id);
        repaintRow(id);
    }
    tellHeldBack();
}

void ConversationListModel::takeActivity(const api::Activity& activity)
{
    if (activity.isAny())
        m_activities.insert(activity.conversation, activity);
    else
        m_activities.remove(activity.conversation);
    repaintRow(activity.conversation);
}

void ConversationListModel::takeForgotten(const api::NobodyCame& news)
{
    const auto before = std::exchange(m_forgotten, {});
    for (const LongWait& wait : news.waits)
        m_forgotten.insert(wait.conversation, wait.waitingSince);
    for (auto known = before.cbegin(); known != before.cend(); ++known)
        repaintRow(known.key());
    for (const LongWait& wait : news.waits)
        repaintRow(wait.conversation);
}

bool ConversationListModel::isForgotten(const Conversation& conversation) const
{
    const auto since = m_forgotten.constFind(conversation.id);
    return since != m_forgotten.cend() && conversation.waitingSince == *since && conversation.assignee.isEmpty();
}

void ConversationListModel::replaceAll(const ConversationPage& page)
{
    beginResetModel();
    m_rows.clear();
    m_byId.clear();
    m_newcomers.clear();
    m_displaced.clear();
    m_found.clear();
    m_rows.reserve(page.rows.size());
    for (const Conversation& conversation : page.rows) {
        if (m_byId.contains(conversation.id)) continue;
        if (!m_foldedFilter.isEmpty()) m_found.insert(conversation.id);
        m_rows.push_back(std::make_unique<Row>(Row{conversation, {listKey(conversation, m_query.order)}}));
        m_byId.insert(conversation.id, m_rows.back().get());
    }
    std::sort(m_rows.begin(), m_rows.end(), [](const auto& a, const auto& b) { return a->place < b->place; });
    m_answered = m_query;
    m_hasMore = page.hasMore;
    m_lastLoaded = m_rows.empty() ? std::nullopt : std::optional(m_rows.back()->place.key);
    endResetModel();
    tellHeldBack();
}

/// Rows of one queue must not stand under the name of another.
void ConversationListModel::keepWhatBelongs()
{
    const auto key = [](const ConversationQuery& query) { return std::tie(query.queue, query.order, query.filter); };
    if (key(m_answered) == key(m_query)) return;
    beginResetModel();
    m_newcomers.clear();
    m_displaced.clear();
    m_found.clear();
    m_hasMore = false;
    m_lastLoaded.reset();
    std::erase_if(m_rows, [this](const auto& row) {
        const bool goes = !isListed(row->conversation);
        if (goes) m_byId.remove(row->conversation.id);
        return goes;
    });
    for (const auto& row : m_rows) {
        row->place = {listKey(row->conversation, m_query.order)};
        row->leaving = false;
    }
    std::sort(m_rows.begin(), m_rows.end(), [](const auto& a, const auto& b) { return a->place < b->place; });
    m_answered = m_query;
    endResetModel();
    tellHeldBack();
}

void ConversationListModel::appendPage(const ConversationPage& page)
{
    std::vector<std::unique_ptr<Row>> fresh;
    for (const Conversation& conversation : page.rows) {
        if (m_byId.contains(conversation.id)) continue;
        fresh.push_back(std::make_unique<Row>(Row{conversation, {listKey(conversation, m_query.order)}}));
    }
    std::sort(fresh.begin(), fresh.end(), [](const auto& a, const auto& b) { return a->place < b->place; });
    m_hasMore = page.hasMore;
    if (fresh.empty()) return;
    if (!m_rows.empty() && fresh.front()->place < m_rows.back()->place) {
        // The overlap brought a row that belongs further up: place those one by one.
        for (const auto& row : fresh)
            insert(row->conversation);
        m_lastLoaded = m_rows.back()->place.key;
        return;
    }
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fresh.size()) - 1);
    for (auto& row : fresh) {
        m_byId.insert(row->conversation.id, row.get());
        m_rows.push_back(std::move(row));
    }
    endInsertRows();
    m_lastLoaded = m_rows.back()->place.key;
}

bool ConversationListModel::isListed(const Conversation& conversation) const
{
    const bool matches = m_found.contains(conversation.id) || matchesFilter(conversation, m_foldedFilter);
    if (!matches || !belongsTo(conversation, m_query.queue, m_query.me)) return false;
    // Below the loaded pages it will be met by fetchMore; showing it now would leave a gap above it.
    return !m_hasMore || !m_lastLoaded || listKey(conversation, m_query.order) <= *m_lastLoaded;
}

void ConversationListModel::change(const Conversation& conversation)
{
    if (Row* row = m_byId.value(conversation.id)) {
        if (conversation.lastRev >= row->conversation.lastRev)  // a batch may be older than the page it follows
            changeKnown(*row, conversation);
        return;
    }
    // While a page is under way the rows are another question's; the page or catchUp() brings this one.
    if (m_request != 0 || !isListed(conversation)) return;
    if (m_held)
        insertBelowTheFold(conversation);
    else
        insert(conversation);
}

void ConversationListModel::changeKnown(Row& row, const Conversation& conversation)
{
    const int at = placeFor(row.place);
    row.conversation = conversation;
    const bool listed = isListed(conversation);
    const Place own{listKey(conversation, m_query.order)};
    if (!listed && !movesAreHeld()) {
        removeAt(at);
        return;
    }
    row.leaving = !listed;
    if (listed && staysInPlace(at, own))
        row.place = own;
    else if (listed && !movesAreHeld())
        moveToPlace(at, own.key);
    if (row.leaving || row.place != own)
        m_displaced.insert(conversation.id);
    else
        m_displaced.remove(conversation.id);
    const QModelIndex changed = index(rowOf(conversation.id));
    emit dataChanged(changed, changed);
}

bool ConversationListModel::staysInPlace(int row, const Place& place) const
{
    const bool afterPrevious = row == 0 || m_rows[size_t(row) - 1]->place < place;
    const bool beforeNext = size_t(row) + 1 >= m_rows.size() || place < m_rows[size_t(row) + 1]->place;
    return afterPrevious && beforeNext;
}

int ConversationListModel::placeFor(const Place& place) const
{
    const auto it = std::lower_bound(m_rows.begin(), m_rows.end(), place,
                                     [](const auto& row, const Place& p) { return row->place < p; });
    return int(it - m_rows.begin());
}

void ConversationListModel::insert(const Conversation& conversation)
{
    insertAt(conversation, {listKey(conversation, m_query.order)});
}

/// Where it belongs, if that is out of sight further down; else behind the last row that is seen.
void ConversationListModel::insertBelowTheFold(const Conversation& conversation)
{
    Place place{listKey(conversation, m_query.order)};
    const int rows = int(m_rows.size());
    const int fold = m_fold ? std::clamp(m_fold(), 0, rows) : rows;
    if (placeFor(place) < fold) {
        place = {m_rows[size_t(fold) - 1]->place.key, ++m_lastBehind};
        m_displaced.insert(conversation.id);
    }
    m_newcomers.insert(conversation.id);
    insertAt(conversation, place);
}

void ConversationListModel::insertAt(const Conversation& conversation, const Place& place)
{
    auto row = std::make_unique<Row>(Row{conversation, place});
    const int at = placeFor(row->place);
    beginInsertRows({}, at, at);
    m_byId.insert(conversation.id, row.get());
    m_rows.insert(m_rows.begin() + at, std::move(row));
    endInsertRows();
}

void ConversationListModel::removeAt(int row)
{
    beginRemoveRows({}, row, row);
    m_byId.remove(m_rows[size_t(row)]->conversation.id);
    m_displaced.remove(m_rows[size_t(row)]->conversation.id);
    m_newcomers.remove(m_rows[size_t(row)]->conversation.id);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

void ConversationListModel::moveToPlace(int row, const ListKey& key)
{
    const int target = placeFor({key});  // counted with the row still in its old place
    const int to = target > row ? target - 1 : target;
    m_rows[size_t(row)]->place = {key};
    if (to == row) return;
    const auto at = m_rows.begin();
    if (to > row)
        std::rotate(at + row, at + row + 1, at + to + 1);
    else
        std::rotate(at + to, at + row, at + row + 1);
    followRow(row, to);
    emit dataChanged(index(std::min(row, to)), index(std::max(row, to)));
}

// A move as Qt announces it makes a view lay out every row again, for each of them. All rows have one height: to a view
// it is enough that others show in this stretch, once selection and current row have gone along.
void ConversationListModel::followRow(int from, int to)
{
    const QModelIndexList held = persistentIndexList();
    QModelIndexList moved;
    for (const QModelIndex& one : held) {
        const int row = one.row();
        if (row == from)
            moved << index(to);
        else if (from < row && row <= to)
            moved << index(row - 1);
        else if (to <= row && row < from)
            moved << index(row + 1);
        else
            moved << one;
    }
    changePersistentIndexList(held, moved);
}

void ConversationListModel::setHeld(bool held)
{
    if (m_held == held) return;
    m_held = held;
    if (!held) applyMoves();
}

void ConversationListModel::applyMoves()
{
    if (m_request != 0) return;  // the page under way replaces everything anyway
    const bool held = std::exchange(m_held, false);
    for (const ConversationId& id : std::exchange(m_displaced, {})) {
        const Row& row = *m_byId.value(id);
        const int at = placeFor(row.place);
        if (row.leaving)
            removeAt(at);
        else
            moveToPlace(at, listKey(row.conversation, m_query.order));
    }
    m_newcomers.clear();
    m_held = held;
    tellHeldBack();
}

int ConversationListModel::movesWaiting() const
{
    return int(std::count_if(m_displaced.begin(), m_displaced.end(),
                             [this](const ConversationId& id) { return !m_newcomers.contains(id); }));
}

void ConversationListModel::tellHeldBack()
{
    const std::pair now(movesWaiting(), int(m_newcomers.size()));
    if (std::exchange(m_heldBackTold, now) != now) emit heldBackChanged();
}

void ConversationListModel::setDraft(const ConversationId& id, const QString& text)
{
    if (text.isEmpty())
        m_drafts.remove(id);
    else
        m_drafts.insert(id, text);
    repaintRow(id);
}

void ConversationListModel::repaintRow(const ConversationId& id)
{
    if (const int row = rowOf(id); row >= 0) emit dataChanged(index(row), index(row));
}

const ConversationListModel::Row* ConversationListModel::rowAt(int row) const
{
    return row >= 0 && size_t(row) < m_rows.size() ? m_rows[size_t(row)].get() : nullptr;
}

const Conversation* ConversationListModel::find(const ConversationId& id) const
{
    const Row* row = m_byId.value(id);
    return row ? &row->conversation : nullptr;
}

int ConversationListModel::rowOf(const ConversationId& id) const
{
    const Row* row = m_byId.value(id);
    return row ? placeFor(row->place) : -1;
}

const api::Activity* ConversationListModel::activity(const ConversationId& id) const
{
    const auto it = m_activities.constFind(id);
    return it == m_activities.constEnd() ? nullptr : &*it;
}

int ConversationListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ConversationListModel::data(const QModelIndex& index, int role) const
{
    const Row* row = checkIndex(index, CheckIndexOption::IndexIsValid) ? rowAt(index.row()) : nullptr;
    if (!row) return {};
    const Conversation& conversation = row->conversation;
    switch (role) {
        case Qt::DisplayRole:
            return conversation.customerName.isEmpty() ? conversation.id.toString() : conversation.customerName;
        case IdRole: return conversation.id.bytes();
        case ConversationRole: return QVariant::fromValue(conversation);
        case DraftRole: return draft(conversation.id);
        case LeavingRole: return row->leaving;
        default: return {};
    }
}

bool ConversationListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_hasMore && m_state == State::Ready && m_request == 0 && m_moreRequest == 0;
}

void ConversationListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent)) return;
    ConversationQuery next = m_query;
    next.offset = std::max(0, int(m_rows.size()) - kPageOverlap);
    next.limit = kPageRows + kPageOverlap;
    m_moreRequest = m_desk.requestConversations(next);
}

}  // namespace tongdai
