#pragma once

#include "engine/domain/ports/random.h"
#include "engine/upstream/kiotviet/kiotviet_question.h"
#include "engine/upstream/kiotviet/kiotviet_token.h"

#include <QHash>
#include <QJsonObject>

namespace tongdai::upstream {

/// An answer of KiotViet's, or a copy of one.
struct KiotVietAnswer {
    QJsonObject body;
    std::chrono::milliseconds age{0};
    bool isRefreshing = false;  ///< a newer one is being asked for
};
using KiotVietResult = std::variant<KiotVietAnswer, ShopFault>;

/// Asks KiotViet's public API for one shop (contracts/kiotviet): copies shared by all engines, one request for one
/// question at a time, fewer requests an hour than the service allows. Engine loop. Held by shared pointers, because
/// whoever waits keeps it alive; close() ends the waiting.
class KiotVietClient final : public std::enable_shared_from_this<KiotVietClient> {
public:
    KiotVietClient(KiotVietAccount account, ports::SharedShelf& shelf, ports::Clock& clock, ports::Random& random);

    /// From a copy where there is one young enough.
    QCoro::Task<KiotVietResult> get(KiotVietQuestion question);
    /// POST, PUT, DELETE: never repeated by itself. What was known of the endpoint is forgotten, whatever came of it.
    QCoro::Task<KiotVietResult> change(QByteArray method, KiotVietQuestion question, QJsonObject body);
    /// Something about it changed: a webhook said so, or a change of ours.
    QCoro::Task<void> forget(QByteArray endpoint);

    const KiotVietAccount& account() const { return m_account; }
    const KiotVietFigures& figures() const { return m_figures; }
    QCoro::Task<int> budgetUsed();
    void close();

private:
    struct Flight {
        qint64 generation = 0;
        std::vector<std::shared_ptr<OneShot<KiotVietResult>>> waiters;
    };
    struct Parsed {
        QByteArray stamp;
        QJsonObject body;
    };
    QCoro::Task<KiotVietResult> ask(KiotVietQuestion question, QByteArray hash, ports::CopyLook look, QByteArray asker);
    QCoro::Task<KiotVietResult> join(std::shared_ptr<Flight> flight);
    QCoro::Task<std::variant<QJsonObject, ShopFault>> request(QByteArray method, QByteArray target, QByteArray body);
    QCoro::Task<HttpResult> send(QByteArray method, QByteArray target, QByteArray body, QByteArray token);
    std::optional<QJsonObject> bodyOf(const QByteArray& hash, const ports::CopyLook::Copy& copy);
    void remember(const QByteArray& hash, const QByteArray& stamp, const QJsonObject& body);
    void noteThrottled(ShopFault& fault);
    QByteArray unguessable() { return m_random.bytes(12).toHex(); }

    KiotVietAccount m_account;
    ports::SharedShelf& m_shelf;
    ports::Clock& m_clock;
    ports::Random& m_random;
    KiotVietFigures m_figures;
    std::shared_ptr<KiotVietToken> m_token;
    std::unique_ptr<HttpClient> m_http;
    QHash<QByteArray, std::shared_ptr<Flight>> m_flights;
    QHash<QByteArray, Parsed> m_parsed;  ///< bodies that need not be read again while their stamp stays the same
    std::chrono::nanoseconds m_pausedUntil{};
    std::chrono::milliseconds m_pause{0};
};

}  // namespace tongdai::upstream
