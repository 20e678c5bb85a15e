#pragma once

#include "engine/contract/json/pancake/pancake_calls.h"
#include "engine/domain/ports/clock.h"
#include "engine/upstream/http_client.h"

namespace tongdai::upstream {

/// One page of the shop at Pancake, as its API is asked for it (contracts/pancake §4).
struct PageAccount {
    QByteArray page;
    QByteArray token;  ///< goes into the query of requests, which nothing shows or logs
    QString platform;
    QString name;
    std::chrono::milliseconds timeout{10'000};
};

/// What came of one call.
struct PageAnswer {
    enum class Kind {
        Done,
        Refused,       ///< by the platform, in its own words
        TokenRefused,  ///< of the page: nothing is sent for it until it is tried again
        TooOften,
        NotAsked,   ///< surely not received
        MayBeDone,  ///< cut, timed out, or no answer of its API: it may have been carried out
        HeldBack,   ///< not asked, because an answer before said not to, or too many calls wait already
    };
    Kind kind = Kind::NotAsked;
    QString words;     ///< why not
    QJsonObject body;  ///< of Done
    std::optional<std::chrono::seconds> retryAfter = {};
    bool isForToken = false;  ///< HeldBack: because of a TokenRefused, whose words are here
    int status = 0;           ///< of HTTP; 0: there was none
};

/// What became of the texts that were posted to a page, since the start; of one answer there may be several. What is
/// tried again, or may have arrived, is not counted before that is known.
struct PagePosts {
    TimePoint lastDone{};  ///< zero: none was
    qint64 done = 0;
    qint64 refused = 0;  ///< by the platform, for good
};

/// Calls for one page: no more than five a second, none while Pancake asks to wait, none but one in five minutes while
/// it does not accept the token. Engine loop. Held by shared pointers, because whoever waits keeps it alive; close()
/// ends the waiting.
class PageCalls final : public std::enable_shared_from_this<PageCalls> {
public:
    static constexpr std::chrono::milliseconds kBetweenCalls{200};
    static constexpr std::chrono::minutes kTokenTriedEvery{5};

    PageCalls(PageAccount account, QUrl api, ports::Clock& clock, HttpLimits limits = {});

    const PageAccount& account() const { return m_account; }
    /// The target stands below the API's base address.
    QCoro::Task<PageAnswer> get(QByteArray target);
    /// Of a target that lists something: an answer without its list is none.
    using IsList = bool (*)(const QJsonObject& body);
    QCoro::Task<PageAnswer> list(QByteArray target, IsList isList);
    /// A text. Never repeated by itself.
    QCoro::Task<PageAnswer> post(QByteArray target, QJsonObject body);
    /// The same two for what nobody waits for, and what may be done twice. A token that is refused here may be refused
    /// for this alone: nothing is concluded from it, and texts go on.
    QCoro::Task<PageAnswer> listBeside(QByteArray target, IsList isList);
    QCoro::Task<PageAnswer> actBeside(QByteArray target);
    void close();

    /// Pancake's words when it does not accept the page's token, and nothing is sent for it. Empty: it does, as far as
    /// is known.
    const QString& tokenTrouble() const { return m_tokenTrouble; }
    const PagePosts& posts() const { return m_posts; }
    /// The last call that came to an answer; zero: none since the start.
    TimePoint lastAnswer() const { return m_lastAnswer; }

    /// The table of outcomes; pure.
    static PageAnswer answerOf(const HttpResult& result);

private:
    enum class Concern : quint8 { Page, ItselfAlone };
    void noteBeside(const PageAnswer& answer);
    QCoro::Task<PageAnswer> call(HttpRequest request, Concern tokenTrouble = Concern::Page);
    QCoro::Task<PageAnswer> get(QByteArray target, Concern tokenTrouble);
    std::optional<PageAnswer> heldBack() const;
    void note(const PageAnswer& answer);
    void notePost(const PageAnswer& answer);

    PageAccount m_account;
    QByteArray m_base;
    ports::Clock& m_clock;
    std::unique_ptr<HttpClient> m_http;
    std::chrono::nanoseconds m_nextCall{};
    std::chrono::nanoseconds m_waitsUntil{};
    std::chrono::nanoseconds m_tokenUntil{};
    std::chrono::milliseconds m_pause{0};
    QString m_tokenTrouble;
    TimePoint m_lastAnswer{};
    PagePosts m_posts;
};

}  // namespace tongdai::upstream
