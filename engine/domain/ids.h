#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <compare>
#include <optional>

namespace tongdai {

/// The UTF-8 of an id given as a text. Half of a surrogate pair makes bytes that checkId() refuses: replaced, two ids
/// could become one.
QByteArray idBytes(QStringView text);

/// A name given by somebody else (a platform, a browser, an operator), kept byte for byte as it was received:
/// two ids are the same exactly when their UTF-8 bytes are (guarantees 2.17). The tag keeps a message id from
/// being passed where a conversation id belongs.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(QByteArray utf8) : m_bytes(std::move(utf8)) {}
    static Id fromString(QStringView text) { return Id(idBytes(text)); }

    const QByteArray& bytes() const { return m_bytes; }
    QString toString() const { return QString::fromUtf8(m_bytes); }
    bool isEmpty() const { return m_bytes.isEmpty(); }

    friend bool operator==(const Id& a, const Id& b) { return a.m_bytes == b.m_bytes; }
    friend std::strong_ordering operator<=>(const Id& a, const Id& b) { return a.m_bytes.compare(b.m_bytes) <=> 0; }
    friend size_t qHash(const Id& id, size_t seed = 0) { return qHash(id.m_bytes, seed); }

private:
    QByteArray m_bytes;
};

using ConversationId = Id<struct ConversationTag>;
using MessageId = Id<struct MessageTag>;
/// Who wrote a message: a customer, an operator, the bot.
using SenderId = Id<struct SenderTag>;
using OperatorId = Id<struct OperatorTag>;
/// One running engine, new at every start, plus a nonce for each piece of work: the holder of a lease.
using OwnerId = Id<struct OwnerTag>;

/// Order of acceptance inside a conversation, 1, 2, 3 …; given under the conversation's row lock.
using Seq = qint64;
/// Growing number of a claim; a writer with an older one is refused (guarantees 2.4).
using Fence = qint64;

enum class IdProblem { Empty, TooLong, NotUtf8, NotPrintable };

inline constexpr qsizetype kMaxIdBytes = 128;

/// What is wrong with an id from outside, or nothing. Ids are 1–128 bytes of valid UTF-8 without spaces and
/// control characters (security S26). Never changes the id: normalising would merge different ones.
std::optional<IdProblem> checkId(QByteArrayView utf8);

}  // namespace tongdai

template <class Tag>
struct std::hash<tongdai::Id<Tag>> {
    size_t operator()(const tongdai::Id<Tag>& id) const noexcept { return qHash(id); }
};
