#pragma once

#include "tests/support/http_client.h"
#include "tests/support/stub_http_server.h"

#include <QHash>
#include <QJsonArray>
#include <QMap>
#include <QUrlQuery>

#include <deque>
#include <memory>

namespace tongdai::testing {

/// Pancake as contracts/pancake describes it: pages with tokens, conversations and messages with their lists, sending
/// with its faults, and webhooks that are stopped when most of them fail. Thread: as StubHttpServer.
class PancakeStub final : public StubHttpServer {
    Q_OBJECT
public:
    /// A message as somebody writes it there.
    struct Said {
        QString page;
        QString conversation;
        QString id;
        QString text;
        QString from;  ///< the page's id: the shop
        QString name = {};
        QString admin = {};  ///< a person of the shop, by name
        bool isComment = false;
        bool isHtml = false;  ///< only as HTML, without its original text
        double at = 0;        ///< seconds since 1970; 0: now
    };
    /// A message that came by the API.
    struct Sent {
        QString page;
        QString conversation;
        QString action;
        QString text;
        QString comment;
        QString id;
        qint64 at = 0;  ///< ms since the epoch
    };

    PancakeStub();

    void addPage(const QString& page, const QByteArray& token) { m_tokens.insert(page, token); }
    /// Where events of the page go, secret and all.
    void setHook(const QString& page, const QUrl& hook);

    /// Written there; the event it makes, which nobody hears yet.
    QJsonObject say(const Said& said);
    QJsonObject edit(const QString& conversation, const QString& id, const QString& text);
    QJsonObject takeBack(const QString& conversation, const QString& id);
    /// The page's tags: number and name.
    void setTags(const QString& page, const QMap<int, QString>& tags) { m_tags.insert(page, tags); }
    /// What a conversation of it has from now on; nobody is told before the next event of it, or the list.
    void tag(const QString& conversation, const QJsonArray& tags);
    int tagsAsked() const { return m_tagsAsked; }
    /// The people of every page: id and name; and to whom a conversation is given from now on.
    void setPeople(const QMap<QString, QString>& people) { m_people = people; }
    void assign(const QString& conversation, const QStringList& people);
    int peopleAsked() const { return m_peopleAsked; }
    /// Conversations that were marked as read, in this order.
    const QStringList& read() const { return m_read; }
    void refuseReads(const QString& words) { m_readRefusal = words; }  ///< 200, success:false
    /// Posts the event to the page's hook. Stopped hooks hear nothing.
    void deliver(const QJsonObject& event);
    int eventsOnTheWay() const { return m_onTheWay; }

    // Faults of what is sent.
    void refuseWith(const QString& words) { m_refusal = words; }          ///< 200, success:false
    void throttle(int requests, int code, const QByteArray& retryAfter);  ///< the next so many; code 429 or 4029
    void setEchoes(bool isOn) { m_hasEchoes = isOn; }                     ///< an event of it before the answer
    /// 502 to the next so many, which are not carried out. One that is carried out and cut: enqueue a script.
    void breakDown(int requests) { m_broken = requests; }

    /// 502 to whoever wants this one's messages; empty: to nobody.
    void spoil(const QString& conversation) { m_spoiled = conversation; }

    const std::deque<Sent>& sent() const { return m_sent; }
    int throttled() const { return m_throttled; }
    int refusedTokens() const { return m_refusedTokens; }
    /// Most calls of the API for one page within any second.
    int mostCallsInASecond() const { return m_mostInASecond; }

    // The hook, as Pancake judges it.
    int delivered() const { return m_delivered; }
    int failed() const { return m_failed; }
    bool isSuspended() const { return m_isSuspended; }

protected:
    Answer answerTo(const StubRequest& request) override;

private:
    struct Thread {
        QString page;
        QJsonObject conversation;
        QMap<QString, QJsonObject> messages;  ///< by id
        QStringList order;                    ///< as they were written
        double updatedAt = 0;
    };
    struct Call {
        QString page;
        QString conversation;
        QString what;
        QUrlQuery query;
    };
    static std::optional<Call> callOf(const StubRequest& request);
    Answer carryOut(const StubRequest& request);
    Answer send(const Call& call, const QJsonObject& body);
    Answer conversations(const Call& call) const;
    Answer messages(const Call& call) const;
    Answer tags(const Call& call);
    Answer markRead(const Call& call);
    Answer people();
    QJsonObject eventOf(const QString& conversation, const QString& id) const;
    void judge(bool isFine);
    void countCall(const QString& page);

    QHash<QString, QByteArray> m_tokens;
    QHash<QString, QUrl> m_hooks;
    QHash<QString, Thread> m_threads;
    QHash<QString, QMap<int, QString>> m_tags;
    int m_tagsAsked = 0;
    QMap<QString, QString> m_people;
    int m_peopleAsked = 0;
    QStringList m_read;
    QString m_readRefusal;
    QHash<QString, std::deque<qint64>> m_calls;
    QHash<int, Answer> m_answers;
    std::deque<Sent> m_sent;
    std::deque<std::pair<qint64, bool>> m_judged;
    QString m_refusal;
    QByteArray m_retryAfter;
    int m_throttle = 0;
    int m_throttleCode = 429;
    int m_broken = 0;
    QString m_spoiled;
    bool m_hasEchoes = false;
    int m_throttled = 0;
    int m_refusedTokens = 0;
    int m_mostInASecond = 0;
    int m_onTheWay = 0;
    int m_delivered = 0;
    int m_failed = 0;
    bool m_isSuspended = false;
    QHash<QString, std::shared_ptr<JsonClient>> m_callers;  ///< last: their end answers
};

}  // namespace tongdai::testing
