#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/passwords.h"
#include "engine/domain/ports/store/people_store.h"

#include <QHash>

namespace tongdai {

/// A person's try to sign in, at a desk or over REST: written down before the password is looked at, slower and slower
/// after failures, and the same for a name nobody has (security S14). Engine loop. @throws StoreError
class SignIn {
public:
    static constexpr int kMostUnknownNames = 1000;

    SignIn(ports::PeopleStore& store, ports::Passwords& passwords, const ports::Clock& clock)
        : m_store(store), m_passwords(passwords), m_clock(clock)
    {
    }

    enum class Outcome : quint8 { Done, Wrong, TooSoon, Disabled };
    struct Answer {
        Outcome outcome = Outcome::Wrong;
        Person person = {};                ///< of Done
        std::chrono::milliseconds wait{};  ///< until the next try
    };
    QCoro::Task<Answer> tryPassword(OperatorId id, QString password);

private:
    /// Tries with a name nobody has: remembered as long as this engine runs.
    struct Unknown {
        int failures = 0;
        std::chrono::nanoseconds mayTryAt{};
    };
    Answer tryUnknown(const OperatorId& id);

    ports::PeopleStore& m_store;
    ports::Passwords& m_passwords;
    const ports::Clock& m_clock;
    QHash<OperatorId, Unknown> m_unknown;
};

}  // namespace tongdai
