#include "engine/contract/redis_keys.h"
#include "engine/host/connection_test/trial_wire.h"
#include "engine/state/redis/connection/reply_reader.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QVersionNumber>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::StepOutcome;
using api::TestStep;
using api::TestTrouble;
using Failure = ConnectionTrial::Failure;
using Finding = ConnectionTrial::Finding;
using Step = ConnectionTrial::Step;

namespace {

constexpr double kRedisSlowMs = 10;
constexpr double kRedisClockSeconds = 5;
constexpr int kRedisLatencyTries = 5;
const QVersionNumber kOldest(6, 2);  // LMOVE and BLMOVE

QByteArray commandOf(const QByteArrayList& words)
{
    QByteArray bytes = '*' + QByteArray::number(words.size()) + "\r\n";
    for (const QByteArray& word : words)
        bytes += '$' + QByteArray::number(word.size()) + "\r\n" + word + "\r\n";
    return bytes;
}

class RedisTrial {
public:
    RedisTrial(api::ConnectionForm form, const ConnectionTrial::Cancelled& cancelled)
        : m_form(std::move(form)),
          m_wire(m_form.host, m_form.port != 0 ? m_form.port : 6379,
                 m_form.host.startsWith(u'/') ? m_form.host : QString(), cancelled),
          m_reader(redis::ReplyReader::Limits{})
    {
    }

    Finding findHost() { return m_wire.findHost(); }
    Finding openPort() { return m_wire.openPort(); }
    Finding secure() { return m_form.tls ? m_wire.startTls(m_form.caFile) : m_wire.withoutTls(); }

    Finding greet()
    {
        const redis::Reply reply = ask({"PING"});
        // It may want a login first, which is an answer only a Redis gives.
        if (reply.isStatus("PONG") || reply.isError()) return {StepOutcome::Ok, TestTrouble::None, u"Redis"_s};
        throw Failure{TestTrouble::OtherProtocol, firstWords(reply.bytes())};
    }

    Finding logIn()
    {
        if (!m_form.password.isEmpty()) {
            QByteArrayList words{"AUTH"};
            if (!m_form.user.isEmpty()) words << m_form.user.toUtf8();
            words << m_form.password.toUtf8();
            const redis::Reply reply = ask(words);
            if (reply.isError()) throw Failure{TestTrouble::WrongLogin, QString::fromUtf8(reply.errorText())};
        }
        const redis::Reply reply = ask({"PING"});
        if (reply.errorCode() == "NOAUTH") throw Failure{TestTrouble::LoginMissing};
        if (reply.errorCode() == "DENIED") throw Failure{TestTrouble::ClientNotAllowed, u"protected-mode"_s};
        if (reply.isError() && reply.errorCode() != "NOPERM")
            throw Failure{TestTrouble::Other, QString::fromUtf8(reply.errorText())};
        const redis::Reply selected = ask({"SELECT", QByteArray::number(m_form.redisDatabase)});
        if (selected.isError()) throw Failure{TestTrouble::DatabaseMissing, QString::number(m_form.redisDatabase)};
        return {StepOutcome::Ok, TestTrouble::None, m_form.user.isEmpty() ? u"default"_s : m_form.user};
    }

    Finding lookAtVersion()
    {
        const redis::Reply reply = ask({"INFO"});
        if (reply.isError()) throw Failure{TestTrouble::NoRight, u"INFO"_s};
        for (const QByteArray& line : reply.bytes().split('\n')) {
            const qsizetype colon = line.indexOf(':');
            if (colon > 0) m_facts.insert(line.first(colon), line.mid(colon + 1).trimmed());
        }
        const QString version = QString::fromUtf8(m_facts.value("redis_version"));
        if (QVersionNumber::fromString(version) < kOldest)
            throw Failure{TestTrouble::TooOld, u"%1 < 6.2"_s.arg(version)};
        if (m_facts.value("cluster_enabled") == "1") throw Failure{TestTrouble::IsCluster};
        return {StepOutcome::Ok, TestTrouble::None, u"Redis "_s + version};
    }

    /// What the engine sends, on keys that are gone afterwards. Each must be allowed by the account.
    Finding tryRights()
    {
        const QByteArray test = "setup-test-" + QByteArray::number(QRandomGenerator::system()->generate64(), 16);
        const QByteArray key = contract::keys::conversationLock(ConversationId(test));
        const std::vector<QByteArrayList> commands{
            {"SET", key, "1", "PX", "5000"},
            {"EVAL", "return redis.call('GET',KEYS[1])", "1", key},
            {"DEL", key},
            {"HSET", key, "a", "1"},
            {"PEXPIRE", key, "5000"},
            {"DEL", key},
            {"ZADD", key, "1", "a"},
            {"DEL", key},
            {"RPUSH", key, "a"},
            {"LMOVE", key, key, "LEFT", "RIGHT"},
            {"DEL", key},
            {"XADD", key, "MAXLEN", "~", "10", "*", "a", "1"},
            {"DEL", key},
            {"PUBLISH", key, "1"},
        };
        for (const QByteArrayList& command : commands) {
            const redis::Reply reply = ask(command);
            if (!reply.isError()) continue;
            ask({"DEL", key});
            throw Failure{TestTrouble::NoRight,
                          u"%1 (%2)"_s.arg(QString::fromLatin1(command.first()), QString::fromUtf8(reply.errorText()))};
        }
        return {};
    }

    Finding measureLatency()
    {
        std::vector<double> times;
        for (int i = 0; i < kRedisLatencyTries; ++i) {
            QElapsedTimer timer;
            timer.start();
            ask({"PING"});
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        std::ranges::sort(times);
        const double median = times[times.size() / 2];
        return latencyFinding(median, kRedisSlowMs);
    }

    Finding compareClocks()
    {
        const double before = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
        const redis::Reply reply = ask({"TIME"});
        if (reply.isError()) return {StepOutcome::Skipped, TestTrouble::NoRight, u"TIME"_s};
        const double after = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
        const double theirs =
            double(reply.at(0).integer().value_or(0)) + double(reply.at(1).integer().value_or(0)) / 1e6;
        const double ahead = theirs - (before + after) / 2;
        return clockFinding(ahead, kRedisClockSeconds);
    }

    /// Redis is never the record; but keys thrown away under pressure are work that waits for the slower path.
    Finding checkDurability()
    {
        const QString policy = QString::fromUtf8(m_facts.value("maxmemory_policy"));
        const bool isBounded = m_facts.value("maxmemory", "0") != "0";
        if (!policy.isEmpty() && policy != "noeviction"_L1 && isBounded)
            return {StepOutcome::Attention, TestTrouble::EvictsKeys, policy};
        return {StepOutcome::Ok, TestTrouble::None, policy};
    }

private:
    redis::Reply ask(const QByteArrayList& words)
    {
        m_wire.send(commandOf(words));
        std::vector<redis::Reply> replies;
        while (replies.empty()) {
            const QByteArray bytes = m_wire.receive();
            if (!m_reader.feed(bytes, replies)) throw Failure{TestTrouble::OtherProtocol, firstWords(bytes)};
        }
        return std::move(replies.front());
    }

    api::ConnectionForm m_form;
    TrialWire m_wire;
    redis::ReplyReader m_reader;
    QHash<QByteArray, QByteArray> m_facts;
};

}  // namespace

std::vector<Step> redisSteps(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
{
    const auto trial = std::make_shared<RedisTrial>(form, cancelled);
    return stepsOf<RedisTrial>(trial, {{TestStep::Host, &RedisTrial::findHost},
                                       {TestStep::Port, &RedisTrial::openPort},
                                       {TestStep::Tls, &RedisTrial::secure},
                                       {TestStep::Greeting, &RedisTrial::greet},
                                       {TestStep::Login, &RedisTrial::logIn},
                                       {TestStep::Version, &RedisTrial::lookAtVersion},
                                       {TestStep::Rights, &RedisTrial::tryRights},
                                       {TestStep::Latency, &RedisTrial::measureLatency},
                                       {TestStep::Clock, &RedisTrial::compareClocks},
                                       {TestStep::Durability, &RedisTrial::checkDurability}});
}

}  // namespace tongdai
