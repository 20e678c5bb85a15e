#include "engine/history/sessions/own_sessions.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;

QJsonObject ownSessionMetadata()
{
    return {{u"source"_s, u"chathistory"_s}, {u"by"_s, u"user"_s}};
}

bool isOwnSession(const ConversationRow& row)
{
    const QJsonObject& metadata = row.shown.metadata;
    return metadata["source"_L1] == "chathistory"_L1 && metadata["by"_L1] == "user"_L1;
}

void makeWay(UnitOfWork& work, std::vector<HistoryEvent>* events, ConversationRow& row)
{
    const ConversationId before = row.shown.id;
    const ConversationId after("own-" + row.uuid.toByteArray(QUuid::WithoutBraces));
    const Fence fence = row.shown.fence;
    work.addEvent(events, {0, u"session_moved"_s, before, row.shown.customer, {}, 0, {{u"to"_s, after.toString()}}});
    work.moveTo(row, after);
    work.lockOrCreate({&before, 1});
    ConversationRow& fresh = *work.find(before);
    fresh.shown.fence = fence + 1;
    work.changed(fresh);
}

}  // namespace tongdai
