#pragma once

#include "engine/domain/conversation/message.h"

#include <QHash>
#include <QJsonObject>

#include <memory>
#include <optional>
#include <vector>

/// What Pancake says of its pages, by webhook and in its lists (contracts/pancake §2). The input is untrusted; nothing
/// here throws, and odd things become less, not an error.
namespace tongdai::contract {

/// Names of the people of the shop at Pancake, by their ids there.
using PancakePeople = QHash<QByteArray, QString>;

/// A page as the settings have it.
struct PancakePage {
    QByteArray id;
    QString platform;                                  ///< "facebook", "zalo", …
    QString name;                                      ///< as people of the shop call it
    std::shared_ptr<const PancakePeople> people = {};  ///< of the page, as known by now; null: nobody is
};

struct PancakeEvent {
    enum class Kind {
        Messaging,  ///< a message that is new, changed or removed
        Other,      ///< known or not, nothing to do about it
        Odd,        ///< no JSON, or no event
    };
    Kind kind = Kind::Odd;
    QByteArray page;
    QString type;
    QJsonObject data;
};
PancakeEvent readPancakeEvent(QByteArrayView body);

/// What one message of Pancake's becomes: lines for the engine's one way in, in this order. A removal comes behind what
/// was removed, where its text is still there.
struct PancakeLines {
    std::vector<IncomingMessage> lines;
    QString oddity;  ///< not empty: nothing can be made of it, and why
};
/// `conversation` and `post` as beside the message in an event, or the conversation of a list and nothing.
PancakeLines linesOf(const PancakePage& page, const QJsonObject& conversation, const QJsonObject& message,
                     const QJsonObject& post = {});
/// The same of an event's data.
PancakeLines linesOf(const PancakePage& page, const QJsonObject& data);
/// The conversation, and the message, in an event's data.
QJsonObject conversationOf(const QJsonObject& data);
QJsonObject messageOf(const QJsonObject& data);

/// In the metadata of a customer's line: to whom the conversation is given at Pancake, by name; empty: to nobody. It
/// is shown and decides nothing here.
inline constexpr QLatin1StringView kAssignedThere{"assigned_at_pancake"};
QByteArrayList assigneeIdsIn(const QJsonObject& conversation);

/// A line whose id is known with other words: it was changed there. It gets an id of its own, which is the same for the
/// same words, and says of which line it is.
IncomingMessage asChanged(IncomingMessage line);
bool isChange(const IncomingMessage& line);

/// Whether the shop wrote it: as the page itself, or by name (contracts/pancake §2).
bool isOfShop(const QJsonObject& message, const QByteArray& page);
/// "2025-06-07T08:09:10.000000", without a zone, is UTC; seconds since 1970, 0: none.
double pancakeTime(const QString& text);
/// The plain words of a message: its original text, else its HTML without tags.
QString pancakeText(const QJsonObject& message);

}  // namespace tongdai::contract
