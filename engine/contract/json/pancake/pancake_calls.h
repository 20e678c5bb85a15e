#pragma once

#include "engine/contract/json/pancake/pancake_event.h"
#include "engine/domain/shop/page_line.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

/// What is asked of Pancake's public API and what it says (contracts/pancake §3 and §4). Every target carries the
/// page's token: it is for the wire alone, never for a log, an error or a screen.
namespace tongdai::contract {

/// Below the API's base address: path and query, encoded. `token` stands in the query.
QByteArray pancakeMessagesTarget(const QByteArray& page, const QByteArray& conversation, const QByteArray& token,
                                 int before = 0);
/// Marks the conversation as read for everybody there.
QByteArray pancakeReadTarget(const QByteArray& page, const QByteArray& conversation, const QByteArray& token);
/// `since`: seconds since 1970. `after`: the last conversation of the page before; empty: the first page.
QByteArray pancakeConversationsTarget(const QByteArray& page, const QByteArray& token, qint64 since,
                                      const QByteArray& after);
/// The page's tags: also asked for to see whether the token is good, and whether it is Pancake that answers.
bool isPancakeTags(const QJsonObject& body);
QByteArray pancakeTagsTarget(const QByteArray& page, const QByteArray& token);
struct PancakeTag {
    QByteArray id;
    QByteArray name;  ///< UTF-8, as people of the shop wrote it there
};
/// Those with a name that the store takes.
std::vector<PancakeTag> listedTags(const QJsonObject& body);
/// The people who may answer the page, those who may no more among them.
QByteArray pancakeUsersTarget(const QByteArray& page, const QByteArray& token);
bool isPancakeUsers(const QJsonObject& body);
PancakePeople listedUsers(const QJsonObject& body);
/// The ids of the tags a conversation has, of an event or of the list. Nothing: it says nothing of them.
std::optional<QByteArrayList> tagIdsIn(const QJsonObject& conversation);
/// Its id, as both say it.
QByteArray conversationIdIn(const QJsonObject& conversation);

/// reply_inbox, or reply_comment to the comment of the address.
QJsonObject pancakeReply(const PageAddress& to, const QString& text);

/// What the words of an answer come to, whatever its HTTP status is.
struct PancakeSaid {
    enum class Kind {
        Yes,
        Refused,       ///< success:false, by the platform's own words
        TokenRefused,  ///< codes 4001, 4003
        TooOften,      ///< code 4029
        Unreadable,    ///< no JSON object
    };
    Kind kind = Kind::Unreadable;
    QString words;  ///< the platform's own; empty: none
    QJsonObject body;
};
PancakeSaid readPancakeSaid(const QByteArray& body);
/// The id of the message that was sent; empty: it was not told.
QByteArray sentMessageId(const QJsonObject& body);

/// A conversation of the list.
struct PancakeListed {
    QByteArray id;
    double updatedAt = 0;  ///< seconds since 1970
    QJsonObject conversation;
};
/// Without its list an answer says nothing, not even that there is none.
bool isPancakeConversations(const QJsonObject& body);
bool isPancakeMessages(const QJsonObject& body);
std::vector<PancakeListed> listedConversations(const QJsonObject& body);
std::vector<QJsonObject> listedMessages(const QJsonObject& body);

/// One message of the list, as far as it is looked for before a text is sent again.
struct PancakeSeen {
    QByteArray id;
    QString text;
    double at = 0;
    bool isShops = false;
};
PancakeSeen seenIn(const QJsonObject& message, const QByteArray& page);

/// The answer of a row whose messages went out, as pancake_result shows it, and the ids in it.
QJsonObject sentToPage(int actions, const QByteArrayList& ids);
QByteArrayList idsSentToPage(const QJsonObject& answer);

}  // namespace tongdai::contract
