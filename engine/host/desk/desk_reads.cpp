#include "engine/domain/conversation/mask_lines.h"
#include "engine/domain/text/fold_text.h"
#include "engine/domain/text/mask_text.h"
#include "engine/domain/text/search_words.h"
#include "engine/domain/work/work_queue.h"
#include "engine/host/desk/desk_service.h"

/// What a window reads: lists, threads, search, and a masked line that somebody reveals with a reason.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostRevealReason = 255;

api::DeskFailure readFailureOf(const StoreError& error)
{
    switch (error.kind()) {
        case StoreError::Kind::TimedOut: return {api::DeskError::TookTooLong, error.cause()};
        case StoreError::Kind::Refused: return {api::DeskError::Refused, error.cause()};
        default: return {api::DeskError::StoreDown, error.cause()};
    }
}

/// As it is shown. An id that is somebody's number is found by all of it alone: who asks for that has it already.
bool isListedBy(const Conversation& row, const QString& foldedFilter)
{
    const Conversation shown = masked(row);
    const QString id = row.id.toString();
    return foldText(shown.customerName).contains(foldedFilter) || foldText(shown.lastText).contains(foldedFilter) ||
           foldText(maskText(id)).contains(foldedFilter) || foldText(id) == foldedFilter;
}

}  // namespace

void DeskService::listConversations(api::RequestId request, ConversationQuery query)
{
    if (isRefused(request, Permission::SeeConversations)) return;
    query.me = m_gate.me();
    query.sight = m_gate.sight();
    loadConversations(request, std::move(query));
}

QCoro::Task<void> DeskService::loadConversations(api::RequestId request, ConversationQuery query)
{
    ++m_listing;
    try {
        ConversationPage page = co_await m_ports.reader.conversations(query);
        const bool isWhole = query.offset == 0 && !page.hasMore;
        dropHidden(page.rows, query.filter);
        if (!query.filter.isEmpty() && isWhole) page = co_await withWhereItWasSaid(std::move(page), query);
        dropUnseen(page.rows);
        noteShown(page.rows);
        page.rows = shown(std::move(page.rows));
        emit conversationsListed(request, page);
    } catch (const StoreError& error) {
        emit requestFailed(request, readFailureOf(error));
    }
    endListing();
    m_counts.ask();
}

/// The store looks at names, ids and last lines as they are: nobody guesses by it what the dots in them stand for.
void DeskService::dropHidden(std::vector<Conversation>& listed, const QString& filter) const
{
    if (!masksNumbers() || filter.isEmpty()) return;
    const QString folded = foldText(filter);
    std::erase_if(listed, [&folded](const Conversation& row) { return !isListedBy(row, folded); });
}

void DeskService::endListing()
{
    if (--m_listing == 0) m_leftMeanwhile.clear();
}

/// What the filter finds in names and last lines, and the conversations where it was said at any time (features A14).
QCoro::Task<ConversationPage> DeskService::withWhereItWasSaid(ConversationPage page, ConversationQuery query)
{
    constexpr int kMaxHits = 200;
    MessageQuery said;
    said.text = query.filter;
    said.limit = kMaxHits;
    said.sight = query.sight;
    MessageHits found = co_await m_ports.search.search(std::move(said));
    mask(found, query.filter);
    QSet<ConversationId> there;
    for (const Conversation& conversation : page.rows)
        there.insert(conversation.id);
    std::vector<ConversationId> others;
    for (const MessageHit& hit : found.hits) {
        if (there.contains(hit.message.conversation)) continue;
        there.insert(hit.message.conversation);
        others.push_back(hit.message.conversation);
    }
    if (others.empty()) co_return page;
    std::vector<Conversation> rows = co_await m_ports.reader.conversationsById(std::move(others));
    for (Conversation& conversation : rows) {
        if (belongsTo(conversation, query.queue, query.me) && query.sight.sees(conversation))
            page.rows.push_back(std::move(conversation));
    }
    co_return page;
}

void DeskService::listThread(api::RequestId request, ThreadQuery query)
{
    if (isRefused(request, Permission::SeeConversations)) return;
    loadThread(request, std::move(query));
}

QCoro::Task<void> DeskService::loadThread(api::RequestId request, ThreadQuery query)
{
    try {
        auto looking = m_sight.sees(m_gate.sight(), query.conversation);
        const bool isSeen = co_await looking;
        if (!isSeen) {
            emit requestFailed(request, {api::DeskError::NotFound, {}});
            co_return;
        }
        ThreadPage page = co_await m_ports.reader.thread(std::move(query));
        if (!page.lines.empty()) noteLook(page.lines.front().conversation);
        page.lines = shown(std::move(page.lines));
        emit threadListed(request, page);
    } catch (const StoreError& error) {
        emit requestFailed(request, readFailureOf(error));
    }
}

void DeskService::search(api::RequestId request, MessageQuery query)
{
    if (isRefused(request, Permission::SeeConversations)) return;
    query.sight = m_gate.sight();
    find(request, std::move(query));
}

QCoro::Task<void> DeskService::find(api::RequestId request, MessageQuery query)
{
    const QString typed = query.text;
    ++m_listing;
    try {
        MessageHits hits = co_await m_ports.search.search(std::move(query));
        mask(hits, typed);
        noteFound(hits.hits);
        emit found(request, hits);
    } catch (const StoreError& error) {
        emit requestFailed(request, readFailureOf(error));
    }
    endListing();
}

/// Whoever is shown dots does not find out by searching what they stand for.
void DeskService::mask(MessageHits& found, const QString& typed) const
{
    if (!masksNumbers()) return;
    for (MessageHit& hit : found.hits) {
        hit.message = shown(std::move(hit.message));
        hit.customerName = maskText(hit.customerName);
    }
    const SearchWords words = found.isTelex ? searchWordsOfTelex(typed) : searchWordsTyped(typed);
    if (words.isEmpty()) return;
    std::erase_if(found.hits, [&words](const MessageHit& hit) {
        return hit.message.isMasked && !holdsWords(hit.message.body, words);
    });
}

/// Of whoever is named: a shop of one person, where nobody signs in, has nobody to be told of.
void DeskService::noteLook(const ConversationId& conversation)
{
    const auto& me = m_gate.state().me;
    if (m_looks && me && !me->isImplicit && !conversation.isEmpty()) m_looks->saw(me->id, conversation);
}

QCoro::Task<api::Answer<StoredMessage>> DeskService::reveal(ConversationId conversation, qint64 rev, QString reason)
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    if (const auto refused = m_gate.refusal(Permission::RevealMasked)) co_return *refused;
    const QString why = reason.simplified().left(kMostRevealReason);
    if (why.isEmpty()) co_return api::DeskFailure{api::DeskError::Refused, {}};
    if (!m_audit) co_return api::DeskFailure{api::DeskError::NotReady, {}};
    const OperatorId by = m_gate.me();  // whoever sits here now
    auto looking = m_sight.sees(m_gate.sight(), conversation);
    const bool isSeen = co_await looking;
    if (!isSeen) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    ThreadQuery query;
    query.conversation = conversation;
    query.afterRev = rev - 1;
    query.limit = 1;
    auto reading = m_ports.reader.thread(query);
    const ThreadPage page = co_await reading;
    if (page.lines.empty() || page.lines.front().rev != rev) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    const StoredMessage line = page.lines.front();
    auto auditing = m_audit->audit(
        {by.bytes(), u"conversation.revealed"_s, conversation.bytes(), {{u"rev"_s, rev}, {u"reason"_s, why}}});
    co_await auditing;
    // They may have left while it was written down.
    if (by != m_gate.me()) co_return api::DeskFailure{api::DeskError::NotSignedIn, {}};
    m_revealedTo = by;
    m_revealed.insert({conversation, rev});
    co_return line;
}

}  // namespace tongdai
