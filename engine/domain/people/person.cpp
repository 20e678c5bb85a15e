#include "engine/domain/people/person.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

constexpr int kFreeFailures = 4;
constexpr std::chrono::seconds kFirstWait = 5s;
constexpr std::chrono::seconds kLongestWait = 15min;

}  // namespace

const Person* Roster::find(const OperatorId& id) const
{
    const auto found = std::ranges::find(people, id, &Person::id);
    return found == people.end() ? nullptr : &*found;
}

bool Roster::needsSignIn() const
{
    const auto enabled = std::ranges::count(people, false, &Person::isDisabled);
    switch (rule) {
        case SignInRule::WhenSeveral: return people.size() > 1 && enabled > 0;
        case SignInRule::Always: return enabled > 0;
        case SignInRule::Never: return false;
    }
    Q_UNREACHABLE();
}

InSight inSight(const Roster& roster, const Person& person)
{
    InSight seen;
    if (person.role != Role::Operator) return seen;
    seen.channels = person.sight.channels;
    const bool isEverything = person.sight.reach == Reach::Everything;
    if (isEverything && seen.channels.isEmpty()) return seen;
    seen.self = person.id;
    if (isEverything) return seen;
    seen.isEveryones = false;
    seen.holders.push_back(person.id);
    const QString team = person.sight.reach == Reach::Team ? person.sight.team : QString();
    for (const Person& each : roster.people) {
        const bool isOfTeam = !team.isEmpty() && each.sight.team.compare(team, Qt::CaseInsensitive) == 0;
        // What somebody has who comes in no more would wait for nobody.
        if (each.id != person.id && (isOfTeam || each.isDisabled)) seen.holders.push_back(each.id);
    }
    return seen;
}

std::optional<PasswordProblem> checkPassword(QStringView password)
{
    if (password.size() < kShortestPassword) return PasswordProblem::TooShort;
    if (password.size() > kLongestPassword) return PasswordProblem::TooLong;
    return std::nullopt;
}

std::chrono::seconds waitAfterFailures(int failures)
{
    if (failures <= kFreeFailures) return 0s;
    const int doublings = std::min(failures - kFreeFailures - 1, 10);
    return std::min(kLongestWait, kFirstWait * (1 << doublings));
}

}  // namespace tongdai
