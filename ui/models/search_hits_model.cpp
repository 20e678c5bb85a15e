#include "ui/models/search_hits_model.h"

namespace tongdai {

namespace {
constexpr qsizetype kLead = 45;  // letters before the first word that was found: it stands in the second line at last
}

SearchHitsModel::SearchHitsModel(api::Desk& desk, QObject* parent) : QAbstractListModel(parent), m_desk(desk)
{
    connect(&desk, &api::Desk::found, this, &SearchHitsModel::take);
    connect(&desk, &api::Desk::requestFailed, this, &SearchHitsModel::takeFailure);
    connect(&desk, &api::Desk::conversationsHidden, this, &SearchHitsModel::takeHidden);
    // The engine is there only now, the store is another one, or whoever sits here sees more or less than before.
    connect(&desk, &api::Desk::ready, this, [this] {
        if (m_state != State::Idle) retry();
    });
}

void SearchHitsModel::ask(const SearchRequest& request)
{
    m_request = request;
    m_first = m_more = 0;
    m_hiddenMeanwhile.clear();
    if (request.asksNothing() || !request.notADate.isEmpty()) {
        beginResetModel();
        m_rows.clear();
        m_hits = 0;
        m_next.reset();
        m_answered = request;
        endResetModel();
        setState(State::Idle);
        return;
    }
    m_first = m_desk.requestSearch(request.query);
    setState(State::Loading);
}

void SearchHitsModel::fetchNext()
{
    if (m_state != State::Ready || !m_next || m_more != 0) return;
    MessageQuery query = m_answered.query;
    query.after = m_next;
    m_hiddenMeanwhile.clear();
    m_more = m_desk.requestSearch(query);
}

void SearchHitsModel::take(api::RequestId request, const MessageHits& found)
{
    if (request == 0) return;
    if (request == m_first && found.hits.empty() && found.next) {
        // The engine looked at as many lines as it does at once, and all were left out by a filter.
        MessageQuery query = m_request.query;
        query.after = found.next;
        m_first = m_desk.requestSearch(query);
    } else if (request == m_first) {
        m_first = 0;
        beginResetModel();
        m_rows.clear();
        m_hits = 0;
        m_answered = m_request;
        m_isTelex = found.isTelex;
        m_next = found.next;
        endResetModel();
        append(found.hits);
        setState(State::Ready);
        if (m_rows.empty()) fetchNext();  // all of them have left the sight meanwhile
    } else if (request == m_more) {
        m_more = 0;
        m_next = found.next;
        append(found.hits);
        if (found.hits.empty()) fetchNext();
        emit stateChanged();
    }
}

/// What was found before somebody took the conversation may arrive after it.
void SearchHitsModel::takeHidden(const std::vector<ConversationId>& ids)
{
    const bool isAwaited = m_first != 0 || m_more != 0;
    const int before = m_hits;
    for (const ConversationId& id : ids) {
        if (isAwaited) m_hiddenMeanwhile.insert(id);
        drop(id);
    }
    if (m_hits == before) return;
    if (m_rows.empty()) fetchNext();
    emit stateChanged();
}

void SearchHitsModel::drop(const ConversationId& conversation)
{
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        const Row& heading = rowAt(row);
        if (!heading.isHeading() || heading.hit.message.conversation != conversation) continue;
        const int last = row + heading.hitsBelow;
        beginRemoveRows({}, row, last);
        m_hits -= heading.hitsBelow;
        m_rows.erase(m_rows.begin() + row, m_rows.begin() + last + 1);
        endRemoveRows();
    }
}

void SearchHitsModel::append(const std::vector<MessageHit>& hits)
{
    std::vector<std::vector<const MessageHit*>> groups;
    QHash<ConversationId, size_t> groupOf;
    size_t shown = 0;
    for (const MessageHit& hit : hits) {
        if (m_hiddenMeanwhile.contains(hit.message.conversation)) continue;
        ++shown;
        const auto known = groupOf.constFind(hit.message.conversation);
        if (known != groupOf.constEnd()) {
            groups[*known].push_back(&hit);
            continue;
        }
        groupOf.insert(hit.message.conversation, groups.size());
        groups.push_back({&hit});
    }
    if (groups.empty()) return;
    const QString& typed = m_answered.query.text;
    const SearchWords words = m_isTelex ? searchWordsOfTelex(typed) : searchWordsTyped(typed);
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(groups.size() + shown) - 1);
    for (const auto& group : groups) {
        m_rows.push_back({*group.front(), {}, int(group.size())});
        for (const MessageHit* hit : group)
            m_rows.push_back({*hit, excerptOf(hit->message.body, words, kLead), 0});
    }
    m_hits += int(shown);
    endInsertRows();
}

void SearchHitsModel::takeFailure(api::RequestId request, const api::DeskFailure& failure)
{
    if (request == 0) return;
    if (request == m_more) {
        m_more = 0;  // scrolling on asks again
    } else if (request == m_first) {
        m_first = 0;
        m_failure = failure;
        beginResetModel();
        m_rows.clear();
        m_hits = 0;
        m_next.reset();
        endResetModel();
        setState(State::Failed);
    }
}

void SearchHitsModel::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

int SearchHitsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SearchHitsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || role != Qt::DisplayRole) return {};
    const Row& row = rowAt(index.row());
    return row.isHeading() ? row.hit.customerName : row.hit.message.body;
}

Qt::ItemFlags SearchHitsModel::flags(const QModelIndex& index) const
{
    if (!index.isValid() || rowAt(index.row()).isHeading()) return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

}  // namespace tongdai
