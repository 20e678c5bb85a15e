#pragma once

#include <QString>

#include <stdexcept>

namespace tongdai {

/// Trouble outside: names the operation, the target and the cause. Thrown by adapters, turned into one
/// EngineError by use cases.
class StoreError : public std::runtime_error {
public:
    enum class Kind {
        Unreachable,  ///< not there, gone in the middle, or only to be read: repeating is safe
        TimedOut,     ///< deadline passed: unknown as well
        Busy,         ///< deadlock, lock wait, queue full: repeat later
        Full,         ///< disk or memory full
        Refused,      ///< the server said no: rights, wrong schema
        Corrupt,      ///< what came back makes no sense
    };
    StoreError(Kind kind, const QString& operation, const QString& target, const QString& cause)
        : std::runtime_error(
              (operation + QLatin1StringView(" on ") + target + QLatin1StringView(": ") + cause).toStdString()),
          m_kind(kind),
          m_operation(operation),
          m_target(target),
          m_cause(cause)
    {
    }
    Kind kind() const { return m_kind; }
    const QString& operation() const { return m_operation; }
    const QString& target() const { return m_target; }
    const QString& cause() const { return m_cause; }

private:
    Kind m_kind;
    QString m_operation;
    QString m_target;
    QString m_cause;
};

}  // namespace tongdai
