#pragma once

#include <QByteArray>

#include <optional>
#include <variant>
#include <vector>

namespace tongdai::redis {

/// One answer of a Redis server (RESP 2), owning everything it holds. A value: any thread.
/// The queries never fail: what is not there reads as empty, zero or nullptr, so that an unexpected answer
/// of a hostile or misconfigured server is a wrong value and never a crash.
class Reply {
public:
    struct Nil {};
    struct Status {
        QByteArray text;
    };
    struct Error {
        QByteArray text;  ///< "CODE rest of the sentence"
    };
    using Array = std::vector<Reply>;

    Reply() = default;
    explicit Reply(qint64 value) : m_value(value) {}
    explicit Reply(Status value) : m_value(std::move(value)) {}
    explicit Reply(Error value) : m_value(std::move(value)) {}
    explicit Reply(QByteArray value) : m_value(std::move(value)) {}
    explicit Reply(Array value) : m_value(std::move(value)) {}

    bool isNil() const { return std::holds_alternative<Nil>(m_value); }
    bool isInteger() const { return std::holds_alternative<qint64>(m_value); }
    bool isString() const { return std::holds_alternative<QByteArray>(m_value); }
    bool isArray() const { return std::holds_alternative<Array>(m_value); }
    bool isError() const { return std::holds_alternative<Error>(m_value); }
    bool isStatus(QByteArrayView text) const;

    /// The number, or a string that is one.
    std::optional<qint64> integer() const;
    /// Text of a string or status; empty for everything else.
    QByteArray bytes() const;
    const Array& elements() const;
    /// The element, or a nil reply when there is none.
    const Reply& at(std::size_t index) const;

    QByteArray errorText() const;
    /// First word of an error: "READONLY", "WRONGTYPE"; empty when this is no error.
    QByteArray errorCode() const;

private:
    friend class ReplyReader;
    std::variant<Nil, qint64, Status, QByteArray, Array, Error> m_value;
};

}  // namespace tongdai::redis
