#pragma once

#include "engine/domain/work/one_shot.h"
#include "engine/upstream/kiotviet/kiotviet_client.h"
#include "tests/support/kiotviet_stub.h"

#include <QRandomGenerator>
#include <QTimer>

#include <memory>
#include <utility>
#include <vector>

namespace tongdai::testing {

/// The machine's time, and as much more as a test adds.
class PushedClock final : public ports::Clock {
public:
    std::chrono::nanoseconds ahead{};

    TimePoint now() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    std::chrono::nanoseconds elapsed() const override
    {
        return std::chrono::steady_clock::now().time_since_epoch() + ahead;
    }
    QCoro::Task<void> sleep(std::chrono::milliseconds duration) override
    {
        const auto over = std::make_shared<OneShot<bool>>();
        QTimer::singleShot(duration, [over] { over->set(true); });
        std::erase_if(m_asleep, [](const auto& sleep) { return sleep.expired(); });
        m_asleep.push_back(over);
        auto waiting = over->wait();
        co_await waiting;
    }
    /// Whoever sleeps on when the program ends would never be freed.
    void endSleeps()
    {
        for (const auto& sleep : std::exchange(m_asleep, {})) {
            if (const auto over = sleep.lock()) over->set(true);
        }
    }
    qint64 ms() const { return std::chrono::duration_cast<std::chrono::milliseconds>(elapsed()).count(); }

private:
    std::vector<std::weak_ptr<OneShot<bool>>> m_asleep;
};

class SomeRandom final : public ports::Random {
public:
    QByteArray bytes(int count) override
    {
        QByteArray some(count, '\0');
        for (char& byte : some)
            byte = char(QRandomGenerator::global()->bounded(256));
        return some;
    }
    double unit() override { return QRandomGenerator::global()->generateDouble(); }
};

inline upstream::KiotVietAccount accountAt(const KiotVietStub& stub)
{
    upstream::KiotVietAccount account;
    account.tokenService = stub.tokenUrl();
    account.api = stub.url();
    account.retailer = "aoxinh";
    account.clientId = "shop-app";
    account.clientSecret = "secret";
    return account;
}

inline QJsonObject product(int id, const QString& size, int onHand)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("code"), QStringLiteral("SP%1").arg(id)},
            {QStringLiteral("name"), QStringLiteral("Áo thun cotton")},
            {QStringLiteral("fullName"), QStringLiteral("Áo thun cotton - %1").arg(size)},
            {QStringLiteral("basePrice"), 199000},
            {QStringLiteral("inventories"),
             QJsonArray{QJsonObject{{QStringLiteral("branchId"), 1},
                                    {QStringLiteral("branchName"), QStringLiteral("Chi nhánh trung tâm")},
                                    {QStringLiteral("onHand"), onHand},
                                    {QStringLiteral("reserved"), 0}}}}};
}

inline QJsonArray products(int count, int onHand = 3)
{
    QJsonArray all;
    for (int i = 0; i < count; ++i)
        all.append(product(i + 1, i % 2 ? QStringLiteral("M") : QStringLiteral("L"), onHand));
    return all;
}

inline upstream::KiotVietQuestion productList()
{
    return {"products", {}, {{"pageSize", "100"}, {"includeInventory", "true"}}};
}

inline qint64 totalOf(const upstream::KiotVietResult& result)
{
    const auto* answer = std::get_if<upstream::KiotVietAnswer>(&result);
    return answer ? qint64(answer->body.value(QStringLiteral("total")).toDouble()) : -1;
}

inline std::optional<ShopFault::Kind> faultOf(const upstream::KiotVietResult& result)
{
    const auto* fault = std::get_if<ShopFault>(&result);
    return fault ? std::optional(fault->kind) : std::nullopt;
}

/// Asks as many times at once, and waits for all answers.
inline std::vector<upstream::KiotVietResult> askAtOnce(
    const std::vector<std::shared_ptr<upstream::KiotVietClient>>& clients, const upstream::KiotVietQuestion& question)
{
    const auto results = std::make_shared<std::vector<upstream::KiotVietResult>>();
    const auto one = [](std::shared_ptr<upstream::KiotVietClient> client, upstream::KiotVietQuestion asked,
                        std::shared_ptr<std::vector<upstream::KiotVietResult>> into) -> QCoro::Task<void> {
        upstream::KiotVietResult result = co_await client->get(std::move(asked));
        into->push_back(std::move(result));
    };
    for (const auto& client : clients)
        one(client, question, results);
    const bool ended = QTest::qWaitFor([&] { return results->size() == clients.size(); }, 30'000);
    return ended ? *results : std::vector<upstream::KiotVietResult>();
}

}  // namespace tongdai::testing
