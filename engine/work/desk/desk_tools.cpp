#include "engine/work/desk/desk_tools.h"

#include "engine/contract/json/mcp_desk.h"
#include "engine/domain/conversation/mask_lines.h"
#include "engine/domain/log.h"
#include "engine/domain/store_error.h"
#include "engine/domain/text/mask_text.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::mcpToolTrouble;

namespace {

const Log deskToolsLog("desk.tools");

}  // namespace

QString DeskTools::refusal(Permission permission) const
{
    const auto role = m_owner.role();
    if (const auto* why = std::get_if<QString>(&role)) return *why;
    if (may(std::get<Role>(role), permission)) return {};
    return u"The role of whose token this is does not include: "_s + permissionName(permission);
}

QCoro::Task<std::optional<QJsonObject>> DeskTools::call(QString tool, QJsonObject arguments)
{
    const auto known = contract::deskToolOf(tool);
    std::optional<QJsonObject> answer;
    if (!known) co_return answer;
    const bool isDraft = *known == contract::DeskTool::DraftReply;
    const QString refused = refusal(isDraft ? Permission::Answer : Permission::SeeConversations);
    if (!refused.isEmpty()) {
        answer = mcpToolTrouble(refused);
        co_return answer;
    }
    try {
        auto going = isDraft                                       ? draftReply(arguments)
                     : *known == contract::DeskTool::SearchHistory ? searchHistory(arguments)
                                                                   : readConversation(arguments);
        answer = co_await going;
    } catch (const StoreError& error) {
        deskToolsLog.warn("a tool found no store", {{u"tool"_s, tool}, {u"cause"_s, error.cause()}});
        answer = mcpToolTrouble(u"The history cannot be reached now; try again later."_s);
    }
    co_return answer;
}

QCoro::Task<QJsonObject> DeskTools::searchHistory(QJsonObject arguments)
{
    const auto read = contract::readDeskSearch(arguments);
    if (const auto* problem = std::get_if<QString>(&read)) co_return mcpToolTrouble(*problem);
    MessageQuery query = std::get<MessageQuery>(read);
    query.sight = m_owner.sight();
    auto searching = m_ports.search.search(query);
    MessageHits hits = co_await searching;
    if (masksNumbers()) {
        for (MessageHit& hit : hits.hits) {
            hit.message = masked(std::move(hit.message));
            hit.customerName = maskText(hit.customerName);
        }
    }
    m_ports.note({m_owner.id.bytes(), contract::kAssistantSearched, {}, {{u"lines"_s, int(hits.hits.size())}}});
    co_return contract::mcpToolAnswer(contract::deskHitsAnswer(hits));
}

QCoro::Task<QJsonObject> DeskTools::readConversation(QJsonObject arguments)
{
    const auto read = contract::readDeskThread(arguments);
    if (const auto* problem = std::get_if<QString>(&read)) co_return mcpToolTrouble(*problem);
    const ThreadQuery query = std::get<ThreadQuery>(read);
    auto finding = m_ports.reader.conversation(query.conversation);
    std::optional<Conversation> conversation = co_await finding;
    if (!conversation || !m_owner.sight().sees(*conversation))
        co_return mcpToolTrouble(u"There is no such conversation."_s);
    auto reading = m_ports.reader.thread(query);
    ThreadPage page = co_await reading;
    if (masksNumbers()) {
        conversation = masked(*std::move(conversation));
        for (StoredMessage& line : page.lines)
            line = masked(std::move(line));
    }
    m_ports.note({m_owner.id.bytes(),
                  contract::kAssistantRead,
                  query.conversation.bytes(),
                  {{u"lines"_s, int(page.lines.size())}}});
    co_return contract::mcpToolAnswer(contract::deskThreadAnswer(*conversation, page));
}

/// Into an empty box alone: what a person has begun to write is theirs.
QCoro::Task<QJsonObject> DeskTools::draftReply(QJsonObject arguments)
{
    const auto read = contract::readDeskDraft(arguments);
    if (const auto* problem = std::get_if<QString>(&read)) co_return mcpToolTrouble(*problem);
    const auto wanted = std::get<contract::WantedDraft>(read);
    auto finding = m_ports.reader.conversation(wanted.conversation);
    const std::optional<Conversation> conversation = co_await finding;
    if (!conversation || !m_owner.sight().sees(*conversation))
        co_return mcpToolTrouble(u"There is no such conversation."_s);
    const ports::DraftStore::Draft draft{wanted.conversation, wanted.text, false};
    auto saving = m_ports.drafts.saveDraftIfNone(m_owner.id, draft);
    const bool isSaved = co_await saving;
    if (!isSaved) co_return mcpToolTrouble(u"A draft stands there already; it is not overwritten."_s);
    m_ports.note({m_owner.id.bytes(), contract::kAssistantDrafted, wanted.conversation.bytes(), {}});
    m_owner.drafted(draft);
    co_return contract::mcpToolAnswer(contract::deskDraftAnswer(wanted.conversation));
}

}  // namespace tongdai
