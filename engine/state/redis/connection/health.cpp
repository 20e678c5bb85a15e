#include "engine/state/redis/connection/health.h"

#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;
using std::chrono::steady_clock;

namespace {

const Log healthLog("redis");

/// "redis_version:7.0.15" of INFO's text.
QByteArray fieldOf(const QByteArray& info, const QByteArray& name)
{
    for (const QByteArray& line : info.split('\n')) {
        if (line.startsWith(name + ':')) return line.mid(name.size() + 1).trimmed().left(64);
    }
    return {};
}

}  // namespace

Health::Health(Connection& connection, Identity identity, HealthOptions options, QObject* parent)
    : QObject(parent), m_connection(&connection), m_identity(std::move(identity)), m_options(options)
{
    connect(&connection, &Connection::ready, this, [this] { probe(); });
    connect(&connection, &Connection::failed, this, &Health::noteFailure);
    connect(&connection, &Connection::serverRefused, this, &Health::noteRefusal);
    connect(&m_timer, &QTimer::timeout, this, [this] { probe(); });
    m_timer.start(m_options.probeEvery);
    if (connection.isReady())
        QMetaObject::invokeMethod(
            this, [this] { probe(); }, Qt::QueuedConnection);
}

bool Health::canRead() const
{
    return (m_state == HealthState::Up || m_state == HealthState::Suspect) && m_connection && m_connection->isReady();
}

PartHealth Health::report() const
{
    PartHealth health;
    health.part = Part::Redis;
    if (m_connection) health.endpoint = m_connection->endpoint().describe();
    health.version = m_version;
    health.cause = m_cause.isEmpty() ? m_warning : m_cause;
    health.latency = m_latency.median();
    switch (m_state) {
        case HealthState::Up: health.state = PartState::Ok; break;
        case HealthState::Suspect: health.state = PartState::Slow; break;
        case HealthState::Down: health.state = PartState::Down; break;
        case HealthState::Probing: health.state = m_probes == 0 ? PartState::Starting : PartState::Down; break;
    }
    if (health.state == PartState::Ok && (m_full || m_latency.isSlow(m_options.slowAfter)))
        health.state = PartState::Slow;
    return health;
}

void Health::setInstall(const QByteArray& install)
{
    m_identity.install = install;
    probe();
}

/// Reads first: a Redis of somebody else is recognised before anything is written to it.
QCoro::Task<void> Health::probe()
{
    if (m_identity.install.isEmpty()) co_return;
    if (m_probeUnderWay || !m_connection || !m_connection->isReady()) co_return;
    m_probeUnderWay = true;
    ++m_probes;
    const QPointer<Health> self(this);
    const QPointer<Connection> connection = m_connection;
    if (m_state == HealthState::Down) setState(HealthState::Probing, m_cause);

    std::vector<QByteArrayList> reads{{"PING"_ba},
                                      {"GET"_ba, QByteArray(keys::kEngineInstall)},
                                      {"GET"_ba, QByteArray(keys::kEngineEpoch)},
                                      {"ROLE"_ba}};
    if (m_version.isEmpty()) {
        reads.push_back({"INFO"_ba, "server"_ba});
        reads.push_back({"INFO"_ba, "memory"_ba});
    }
    const bool asksFigures = m_probes % kFiguresEvery == 1;
    if (asksFigures) reads.push_back({"INFO"_ba});
    const auto begun = steady_clock::now();
    const auto answers = co_await askAll(connection, std::move(reads));
    if (!self) co_return;
    m_latency.add(steady_clock::now() - begun);
    if (!answers || !acceptReads(*answers)) {
        m_probeUnderWay = false;
        if (m_state == HealthState::Probing) setState(HealthState::Down, m_cause);
        co_return;
    }

    if (asksFigures) learnFigures(answers->back().bytes());

    std::vector<QByteArrayList> writes;
    const bool isLeftOver = isOfAnother(answers->at(1));  // of a history that was here before, in a server of our own
    if (isLeftOver) {
        healthLog.warn("the private redis held another installation's data; it begins empty");
        writes.push_back({"FLUSHALL"_ba});
    }
    if (isLeftOver || answers->at(1).isNil())
        writes.push_back({"SET"_ba, QByteArray(keys::kEngineInstall), m_identity.install, "NX"_ba});
    const QByteArray newEpoch = m_identity.instance + '.' + QByteArray::number(m_probes);
    if (isLeftOver || answers->at(2).isNil())
        writes.push_back({"SET"_ba, QByteArray(keys::kEngineEpoch), newEpoch, "NX"_ba});
    if (m_isOtherServer && !isLeftOver && !m_epoch.isEmpty() && answers->at(2).bytes() == m_epoch) {
        writes.push_back({"EVAL"_ba, m_renewEpoch.text(), "1"_ba, QByteArray(keys::kEngineEpoch), m_epoch, newEpoch});
    }
    writes.push_back({"GET"_ba, QByteArray(keys::kEngineInstall)});
    writes.push_back({"GET"_ba, QByteArray(keys::kEngineEpoch)});
    const auto life = std::chrono::milliseconds(keys::kEngineProbeTtl).count();
    auto probing = orNothing(m_probeScript.run(*connection, {keys::engineProbe(m_identity.instance)},
                                               {QByteArray::number(m_probes), QByteArray::number(life)}));
    const auto written = co_await askAll(connection, std::move(writes));
    const auto probed = co_await probing;
    if (!self) co_return;
    m_probeUnderWay = false;
    if (written && probed) acceptWrites(*written, *probed);
    if (m_state == HealthState::Probing) setState(HealthState::Down, m_cause);
    emit measured();
}

bool Health::isOfAnother(const Reply& install) const
{
    const QByteArray owner = install.bytes();
    return !owner.isEmpty() && owner != m_identity.install;
}

/// False: down, and nothing may be written.
bool Health::acceptReads(const std::vector<Reply>& replies)
{
    for (const Reply& reply : replies) {
        if (!reply.isError()) continue;
        setState(HealthState::Down, QString::fromUtf8(reply.errorText().left(200)));
        return false;
    }
    if (replies.size() > 5) {
        learnServer(replies.at(4).bytes());
        learnMemory(replies.at(5).bytes());
    }
    if (isOfAnother(replies.at(1)) && !m_identity.ownsServer) {
        setState(HealthState::Down,
                 u"this Redis belongs to another installation; nothing in it is touched. Give this "
                 u"one a Redis or a database number of its own"_s);
        if (!std::exchange(m_foreign, true)) emit foreignInstall(replies.at(1).bytes());
        return false;
    }
    m_foreign = false;
    if (replies.at(3).at(0).bytes() == "master") return true;
    setState(HealthState::Down, u"the server is a replica"_s);
    return false;
}

void Health::acceptWrites(const std::vector<Reply>& replies, const Reply& probed)
{
    const QByteArray code = probed.errorCode();
    const bool full = code == "OOM" || probed.errorText().contains("OOM");
    if (probed.isError() && !full) {
        setState(HealthState::Down, QString::fromUtf8(probed.errorText().left(200)));
        return;
    }
    if (!full && probed.integer() != qint64(m_probes)) {
        setState(HealthState::Down, u"a value just written was read back wrong"_s);
        return;
    }
    const QByteArray owner = replies.at(replies.size() - 2).bytes();
    if (owner != m_identity.install && !full) {
        setState(HealthState::Down, u"another installation took this Redis at the same moment"_s);
        return;
    }
    setFull(full);
    const auto oldest = steady_clock::now() - m_options.failureWindow;
    while (!m_failures.empty() && m_failures.front() < oldest)
        m_failures.pop_front();
    if (m_state == HealthState::Probing) m_failures.clear();
    setState(m_failures.empty() ? HealthState::Up : HealthState::Suspect, QString());
    learnEpoch(replies.back().bytes());
}

void Health::learnServer(const QByteArray& info)
{
    m_version = QString::fromUtf8(fieldOf(info, "redis_version"_ba));
    const QByteArray run = fieldOf(info, "run_id"_ba);
    if (!m_serverRun.isEmpty() && run != m_serverRun) m_isOtherServer = true;
    m_serverRun = run;
}

/// Under any other policy a full Redis throws waiting work away to make room (guarantees 2.17, F21). Nothing is kept
/// only there, so it may be used; but whoever set it up should know.
void Health::learnFigures(const QByteArray& info)
{
    const auto number = [&info](const QByteArray& name) { return fieldOf(info, name).toLongLong(); };
    m_figures = ServerFigures{number("used_memory"_ba), number("connected_clients"_ba), number("keyspace_hits"_ba),
                              number("keyspace_misses"_ba)};
}

void Health::learnMemory(const QByteArray& info)
{
    const QByteArray policy = fieldOf(info, "maxmemory_policy"_ba);
    const bool isBounded = fieldOf(info, "maxmemory"_ba).toLongLong() > 0;
    const bool mayDrop = isBounded && !policy.isEmpty() && policy != "noeviction";
    m_warning = mayDrop ? u"maxmemory-policy is %1: a full Redis may drop waiting work"_s.arg(QString::fromUtf8(policy))
                        : QString();
    if (mayDrop) healthLog.warn("redis may drop waiting work", {{u"policy"_s, QString::fromUtf8(policy)}});
}

void Health::learnEpoch(const QByteArray& epoch)
{
    if (epoch.isEmpty()) return;
    m_isOtherServer = false;
    if (epoch == m_epoch) return;
    const bool lost = !m_epoch.isEmpty();
    m_epoch = epoch;
    if (!lost) return;
    healthLog.warn("redis holds other data than before",
                   {{u"endpoint"_s, m_connection ? m_connection->endpoint().describe() : QString()}});
    emit dataLost();
}

void Health::noteFailure(Failure failure, const QString& cause)
{
    m_version.clear();
    if (failure == Failure::LoginRefused || failure == Failure::NotMaster || failure == Failure::NotServing) {
        setState(HealthState::Down, cause);
        return;
    }
    const auto now = steady_clock::now();
    m_failures.push_back(now);
    while (m_failures.front() < now - m_options.failureWindow)
        m_failures.pop_front();
    const bool down = int(m_failures.size()) >= m_options.failuresToDown;
    while (int(m_failures.size()) > m_options.failuresToDown)
        m_failures.pop_front();
    if (down || m_state == HealthState::Down || m_state == HealthState::Probing)
        setState(HealthState::Down, cause);
    else
        setState(HealthState::Suspect, cause);
}

void Health::noteRefusal(const QByteArray& code, const QString& text)
{
    if (code == "OOM")
        setFull(true);
    else
        setState(HealthState::Down, text);
}

void Health::setState(HealthState state, const QString& cause)
{
    if (m_state == state && m_cause == cause) return;
    const bool wasDown = m_state == HealthState::Down || m_state == HealthState::Probing;
    const bool isDown = state == HealthState::Down || state == HealthState::Probing;
    m_state = state;
    m_cause = cause;
    const QJsonObject fields{{u"endpoint"_s, m_connection ? m_connection->endpoint().describe() : QString()},
                             {u"cause"_s, cause}};
    if (wasDown && !isDown) healthLog.info("redis is up", fields);
    if (!wasDown && isDown) {
        healthLog.warn("redis is down", fields);
        m_latency.clear();
    }
    emit changed();
}

void Health::setFull(bool full)
{
    if (m_full == full) return;
    m_full = full;
    healthLog.warn(full ? "redis is out of memory" : "redis has memory again");
    emit changed();
}

}  // namespace tongdai::redis
