#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/passwords.h"
#include "engine/domain/ports/store/people_store.h"

#include <QHash>
#include <QSet>

#include <functional>

namespace tongdai {

/// A person's try to sign in, at a desk or over REST: written down before the password is looked at, slower and slower
/// after failures, and the same for a name nobody has (security S14). Whose password is right comes in, and is no
/// failure, also where the store cannot write that down. Engine loop. @throws StoreError
class SignIn {
public:
    static constexpr int kMostUnknownNames = 1000;

    /// For the audit log, once the store takes it: what it did not take as it happened.
    using Note = std::function<void(AuditEntry)>;

    SignIn(ports::PeopleStore& store, ports::Passwords& passwords, const ports::Clock& clock, Note note)
        : m_store(store), m_passwords(passwords), m_clock(clock), m_note(std::move(note))
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
    QCoro::Task<void> noteRight(OperatorId id);
    QCoro::Task<void> noteRefused(OperatorId id, int failures);
    QCoro::Task<void> forgetFailures(OperatorId id);

    ports::PeopleStore& m_store;
    ports::Passwords& m_passwords;
    const ports::Clock& m_clock;
    Note m_note;
    QHash<OperatorId, Unknown> m_unknown;
    QSet<OperatorId> m_owed;  ///< whose right password still counts as a failure in the store
};

}  // namespace tongdai
