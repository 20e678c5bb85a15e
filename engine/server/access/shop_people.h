#pragma once

#include "engine/domain/people/person.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <vector>

namespace tongdai {

/// The people of the shop as this engine's doors know them: whose token is worth what, and who may not come in any
/// more, whatever token they bring (security S15, S16). What a person's token says of a role counts only when this shop
/// signed it for that purpose, with a key of its own, and while the person has that role. Engine loop.
class ShopPeople {
public:
    static constexpr std::chrono::hours kTokenLives{12};

    void setKey(const QByteArray& key) { m_key = key; }
    /// Tells those who asked to be told.
    void setRoster(const Roster& roster);
    void onChanged(std::function<void()> listener) { m_listeners.push_back(std::move(listener)); }

    /// Disabled: refused with any token.
    bool isBarred(const QByteArray& id) const;

    struct Caller {
        OperatorId id;
        QString name;
        Role role = Role::Operator;
        InSight sight = {};
    };
    /// Whose token this is; nothing: nobody's who may come in.
    std::optional<Caller> callerOf(const QByteArray& token, TimePoint now) const;
    /// Empty until the key is known.
    QByteArray tokenFor(const Person& person, TimePoint now) const;

private:
    QByteArray m_key;
    Roster m_roster;
    std::vector<std::function<void()>> m_listeners;
};

}  // namespace tongdai
