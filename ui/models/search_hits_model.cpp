#include "ui/models/search_hits_model.h"

namespace tongdai {

namespace {
constexpr qsizetype kLead = 45;  // letters before the first word that was found: it stands in the second line at last
}

SearchHitsModel::SearchHitsModel(api::Desk& desk, QObject* parent) : QAbstractListModel(parent), m_desk(desk)
{
    // The engine is there only now, or the store is another one.
    connect(&desk, &api::Desk::ready, this, [this] {
        if (m_state == State::Failed || m_state == State::Loading) retry();
    });
}

void SearchHitsModel::ask(const SearchRequest& request)
{
    m_request = request;
    m_first.forget();
    m_more.forget();
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
    askFirst(request.query);
    setState(State::Loading);
}

void SearchHitsModel::askFirst(const MessageQuery& query)
{
    m_first.await<MessageHits>(this, m_desk.requestSearch(query),
                               [this](const api::Answer<MessageHits>& answer) { takeFirst(answer); });
}

void SearchHitsModel::fetchNext()
{
    if (m_state != State::Ready || !m_next || m_more.isWaiting()) return;
    MessageQuery query = m_answered.query;
    query.after = m_next;
    m_more.await<MessageHits>(this, m_desk.requestSearch(query),
                              [this](const api::Answer<MessageHits>& answer) { takeMore(answer); });
}

void SearchHitsModel::takeFirst(const api::Answer<MessageHits>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        fail(*failure);
        return;
    }
    const auto& found = std::get<MessageHits>(answer);
    if (found.hits.empty() && found.next) {
        // The engine looked at as many lines as it does at once, and all were left out by a filter.
        MessageQuery query = m_request.query;
        query.after = found.next;
        askFirst(query);
        return;
    }
    beginResetModel();
    m_rows.clear();
    m_hits = 0;
    m_answered = m_request;
    m_isTelex = found.isTelex;
    m_next = found.next;
    endResetModel();
    append(found.hits);
    setState(State::Ready);
}

/// A failure changes nothing: scrolling on asks again.
void SearchHitsModel::takeMore(const api::Answer<MessageHits>& answer)
{
    const auto* found = std::get_if<MessageHits>(&answer);
    if (!found) return;
    m_next = found->next;
    append(found->hits);
    if (found->hits.empty()) fetchNext();
    emit stateChanged();
}

void SearchHitsModel::append(const std::vector<MessageHit>& hits)
{
    std::vector<std::vector<const MessageHit*>> groups;
    QHash<ConversationId, size_t> groupOf;
    for (const MessageHit& hit : hits) {
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
    beginInsertRows({}, first, first + int(groups.size() + hits.size()) - 1);
    for (const auto& group : groups) {
        m_rows.push_back({*group.front(), {}, int(group.size())});
        for (const MessageHit* hit : group)
            m_rows.push_back({*hit, excerptOf(hit->message.body, words, kLead), 0});
    }
    m_hits += int(hits.size());
    endInsertRows();
}

void SearchHitsModel::fail(const api::DeskFailure& failure)
{
    m_failure = failure;
    beginResetModel();
    m_rows.clear();
    m_hits = 0;
    m_next.reset();
    endResetModel();
    setState(State::Failed);
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
