#include "engine/state/redis/inspect/leftover_scan.h"

#include "engine/contract/key_families.h"
#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;

QCoro::Task<std::optional<LeftoverScan::Step>> LeftoverScan::step(QByteArray cursor)
{
    const int looked = m_pace.count();
    ScanPace::Step timed(m_pace);
    std::vector<QByteArrayList> opening{{"SCAN"_ba, cursor, "COUNT"_ba, QByteArray::number(looked)}, {"DBSIZE"_ba}};
    auto looking = askAll(&m_connection, std::move(opening));
    const auto found = co_await looking;
    timed.end();
    std::optional<Step> step;
    if (!found || !found->at(0).isArray()) co_return step;
    Step made;
    made.looked = looked;
    made.cursor = found->at(0).at(0).bytes();
    made.inAll = found->at(1).integer().value_or(0);
    std::vector<Key> mortal;
    std::vector<QByteArrayList> questions;
    for (const Reply& name : found->at(0).at(1).elements()) {
        const auto kind = contract::keys::leftoverKind(name.bytes());
        if (!kind) continue;
        mortal.push_back({name.bytes(), *kind, 0, {}});
        questions.push_back({"PTTL"_ba, name.bytes()});
        questions.push_back({"OBJECT"_ba, "IDLETIME"_ba, name.bytes()});
        questions.push_back({"MEMORY"_ba, "USAGE"_ba, name.bytes(), "SAMPLES"_ba, "1"_ba});
    }
    auto asking = askAll(&m_connection, std::move(questions));
    const auto answers = co_await asking;
    if (!answers) co_return step;
    for (size_t i = 0; i < mortal.size(); ++i) {
        Key& key = mortal[i];
        const bool hasNoLife = answers->at(3 * i).integer().value_or(-2) == -1;
        key.untouched = std::chrono::seconds(answers->at(3 * i + 1).integer().value_or(0));
        key.bytes = answers->at(3 * i + 2).integer().value_or(0);
        if (hasNoLife && key.untouched >= kUntouchedFor) made.found.push_back(std::move(key));
    }
    step = std::move(made);
    co_return step;
}

QCoro::Task<std::optional<int>> LeftoverScan::letLapse(QByteArrayList names)
{
    const std::chrono::seconds least = kUntouchedFor;
    const std::chrono::milliseconds life = kLifeGiven;
    const QByteArrayList args{QByteArray::number(qint64(least.count())), QByteArray::number(qint64(life.count()))};
    auto asked = orNothing(m_lapse.run(m_connection, names, args));
    const auto answer = co_await asked;
    std::optional<int> lapsing;
    if (answer && answer->isInteger()) lapsing = int(answer->integer().value_or(0));
    co_return lapsing;
}

}  // namespace tongdai::redis
