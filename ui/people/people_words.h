#pragma once

#include "engine/api/people.h"

#include <QCoreApplication>

namespace tongdai {

/// What is said about people, roles and signing in. Pure.
class PeopleWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::PeopleWords)
public:
    static QString role(Role role);
    /// What somebody of this role is for, in a sentence.
    static QString roleMeaning(Role role);
    static QString reach(Reach reach);
    /// Whose conversations they see, the name of their team, and by which channels.
    static QString sight(const Sight& sight);
    static QString signIn(const api::SignInAnswer& answer);
    static QString sessionEnd(api::SessionEnd end);
    static QString result(const api::PersonAnswer& answer);
    static QString failure(const api::DeskFailure& failure);
    static QString waitWords(std::chrono::milliseconds wait);
};

}  // namespace tongdai
