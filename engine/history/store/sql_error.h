#pragma once

#include "engine/domain/store_error.h"

namespace tongdai {

/// A StoreError that also says what the writer may do about it (guarantees 2.3, 2.17).
class SqlError : public StoreError {
public:
    enum class Trouble {
        ConnectionLost,  ///< the outcome is unknown; the connection must be closed, never reused
        Retry,           ///< deadlock, serialisation, lock wait: roll back, run the whole transaction again
        UniqueTaken,     ///< somebody else stored the same key meanwhile: roll back, run again and read it
        Full,            ///< disk or memory full
        Refused,         ///< rights
        ReadOnly,        ///< it takes nothing now, as a server does that another one took over from: it is away
        Corrupt,         ///< damaged file, or an answer that makes no sense
        Exists,          ///< a DDL statement made what is there, or dropped what is gone (MySQL only): done before
        Interrupted,     ///< our own interrupt(), or the server's statement time limit
        Statement,       ///< anything else: this statement with these values does not work
    };
    SqlError(Trouble trouble, const QString& operation, const QString& target, const QString& cause)
        : StoreError(kindOf(trouble), operation, target, cause), m_trouble(trouble)
    {
    }
    Trouble trouble() const { return m_trouble; }

private:
    static Kind kindOf(Trouble trouble)
    {
        switch (trouble) {
            case Trouble::ConnectionLost:
            case Trouble::ReadOnly: return Kind::Unreachable;
            case Trouble::Retry:
            case Trouble::UniqueTaken: return Kind::Busy;
            case Trouble::Full: return Kind::Full;
            case Trouble::Refused:
            case Trouble::Exists:
            case Trouble::Statement: return Kind::Refused;
            case Trouble::Corrupt: return Kind::Corrupt;
            case Trouble::Interrupted: return Kind::TimedOut;
        }
        Q_UNREACHABLE();
    }
    Trouble m_trouble;
};

}  // namespace tongdai
