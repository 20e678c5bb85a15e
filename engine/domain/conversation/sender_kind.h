#pragma once

#include <QLatin1StringView>
#include <QStringView>

namespace tongdai {

/// Who a platform says has written a message, told from the word in "sender_type".
enum class SenderKind {
    Customer,  ///< asks, and is answered
    Person,    ///< somebody of the shop wrote in the platform's own window: the customer is answered, outside
    Machine,   ///< another bot of the shop, or what the platform sends by itself: shown, and decides nothing
    Removal,   ///< nobody: an earlier message was taken back there; noted, and what it said stays
    Unknown,   ///< a word nobody has told us: stored, and a person looks
};

/// A closed list; case, marks, "_" and "-" do not matter. Empty: a door of our own, where only customers write.
SenderKind senderKind(QStringView senderType);

/// Reason of the system note under a message of an unknown kind, followed by a blank and the word.
inline constexpr QLatin1StringView kUnknownSenderType{"unknown_sender_type"};

}  // namespace tongdai
