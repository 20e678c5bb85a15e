#include "engine/history/disputes/sources/source_questions.h"
#include "engine/history/store/migrations.h"
#include "engine/host/connection_test/form_address.h"
#include "engine/host/connection_test/trial_wire.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QScopeGuard>

#include <algorithm>
#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::StepOutcome;
using api::TestStep;
using api::TestTrouble;
using Failure = ConnectionTrial::Failure;
using Finding = ConnectionTrial::Finding;
using Step = ConnectionTrial::Step;

namespace {

constexpr double kSqlSlowMs = 50;       // every accepted message costs two round trips and a flush
constexpr double kSqlClockSeconds = 5;  // leases are 30 s of the database's clock, shown beside ours
constexpr int kSqlLatencyTries = 5;

/// The texts are the servers' own, in their usual language: what is not recognised is shown as it came.
TestTrouble loginTrouble(const QString& cause)
{
    struct Words {
        QLatin1StringView words;
        TestTrouble trouble;
    };
    static constexpr std::array kKnown{
        Words{"pg_hba.conf"_L1, TestTrouble::ClientNotAllowed},  // names SSL too, but it is about who
        Words{"certificate"_L1, TestTrouble::TlsFailed},
        Words{"SSL"_L1, TestTrouble::TlsFailed},
        Words{"TLS"_L1, TestTrouble::TlsFailed},
        Words{"no password supplied"_L1, TestTrouble::LoginMissing},
        Words{"using password: NO"_L1, TestTrouble::LoginMissing},
        Words{"password authentication failed"_L1, TestTrouble::WrongLogin},
        Words{"authentication failed"_L1, TestTrouble::WrongLogin},
        Words{"using password: YES"_L1, TestTrouble::WrongLogin},
        Words{"role \""_L1, TestTrouble::WrongLogin},
        Words{"to database '"_L1, TestTrouble::ClientNotAllowed},
        Words{"permission denied for database"_L1, TestTrouble::ClientNotAllowed},
        Words{"is not allowed to connect"_L1, TestTrouble::ClientNotAllowed},
        Words{"is blocked because"_L1, TestTrouble::ClientNotAllowed},
        Words{"no such user"_L1, TestTrouble::WrongLogin},  // a pooler's words, as the next ones
        Words{"no such database"_L1, TestTrouble::DatabaseMissing},
        Words{"no more connections"_L1, TestTrouble::ServerFull},
        Words{"does not exist"_L1, TestTrouble::DatabaseMissing},
        Words{"Unknown database"_L1, TestTrouble::DatabaseMissing},
        Words{"too many"_L1, TestTrouble::ServerFull},
        Words{"Too many"_L1, TestTrouble::ServerFull},
        Words{"remaining connection slots"_L1, TestTrouble::ServerFull},
        // A pooler says the first of a server that is away, too.
        Words{"query_wait_timeout"_L1, TestTrouble::PoolerAlone},
        Words{"server login has been failing"_L1, TestTrouble::PoolerAlone},
        Words{"cannot connect to server"_L1, TestTrouble::PoolerAlone},
    };
    for (const Words& known : kKnown) {
        if (cause.contains(known.words)) return known.trouble;
    }
    return TestTrouble::Other;
}

class SqlTrial {
public:
    SqlTrial(api::ConnectionForm form, ConnectionTrial::Cancelled cancelled)
        : m_form(std::move(form)),
          m_isPostgres(m_form.kind == api::ConnectionForm::Kind::Postgres),
          m_wire(m_form.host, port(), socketPath(), std::move(cancelled))
    {
    }

    Finding findHost() { return m_wire.findHost(); }
    Finding openPort() { return m_wire.openPort(); }

    /// PostgreSQL speaks when asked, MySQL by itself.
    Finding greet()
    {
        const auto close = qScopeGuard([this] { m_wire.close(); });
        if (m_isPostgres) {
            m_wire.send(QByteArray("\0\0\0\x08\x04\xd2\x16\x2f", 8));  // SSLRequest: may we have TLS?
            const QByteArray answer = m_wire.receive();
            if (answer != "S" && answer != "N") throw Failure{TestTrouble::OtherProtocol, firstWords(answer)};
            return {StepOutcome::Ok, TestTrouble::None, u"PostgreSQL"_s};
        }
        const QByteArray hello = m_wire.receiveUntil([](const QByteArray& bytes) {
            return bytes.size() >= 5 &&
                   (bytes[3] != 0 || bytes.size() >= 4 + lengthOf(bytes) || lengthOf(bytes) > 4096);
        });
        if (hello[3] != 0 || lengthOf(hello) > 4096) throw Failure{TestTrouble::OtherProtocol, firstWords(hello)};
        if (hello[4] == char(0xff)) throw refusedAtTheDoor(hello);
        if (hello[4] != 10) throw Failure{TestTrouble::OtherProtocol, firstWords(hello)};
        return {StepOutcome::Ok, TestTrouble::None, QString::fromUtf8(hello.mid(5).constData())};
    }

    Finding logIn()
    {
        if (m_form.database.isEmpty()) throw Failure{TestTrouble::DatabaseMissing};
        m_session = m_form.isOnlyRead ? backendOf(m_form).reader() : backendOf(m_form).writer();
        try {
            m_session->open();
        } catch (const StoreError& error) {
            const QString cause = error.cause();
            // Opening also looks at what it has reached; that is the next line's business.
            if (cause.contains("or newer is needed"_L1) || cause.contains("must be UTF8"_L1)) {
                m_versionTrouble = cause;
            } else if (cause.startsWith("a pooler"_L1)) {
                throw Failure{TestTrouble::PoolerThere};
            } else {
                const TestTrouble trouble = loginTrouble(cause);
                throw Failure{trouble, trouble == TestTrouble::DatabaseMissing ? m_form.database : cause};
            }
        }
        return {StepOutcome::Ok, TestTrouble::None, u"%1 @ %2"_s.arg(m_form.user, m_form.database)};
    }

    Finding lookAtTls()
    {
        if (m_wire.isSameComputer()) return m_wire.withoutTls();
        const QString version = m_session->tlsVersion();
        if (version.isEmpty()) return m_wire.withoutTls();
        return {StepOutcome::Ok, TestTrouble::None, version};
    }

    Finding lookAtVersion()
    {
        if (!m_versionTrouble.isEmpty()) {
            const bool isOld = m_versionTrouble.contains("or newer"_L1);
            throw Failure{isOld ? TestTrouble::TooOld : TestTrouble::WrongEncoding, m_versionTrouble};
        }
        const QString version =
            m_session->run(m_isPostgres ? u"show server_version"_s : u"select version()"_s)[0][0].toText();
        return {StepOutcome::Ok, TestTrouble::None,
                m_isPostgres ? u"PostgreSQL "_s + version.section(u' ', 0, 0) : version};
    }

    /// Another program's tables, with a session that cannot write.
    Finding tryReading()
    {
        try {
            m_isPostgres ? learnHandleMessage(*m_session) : learnRealtimeChat(*m_session);
        } catch (const StoreError& error) {
            throw Failure{TestTrouble::Other, error.cause()};
        }
        return {};
    }

    /// Everything the engine does to a database, on a table that is gone afterwards.
    Finding tryRights()
    {
        const QString table =
            u"tongdai_setup_test_%1"_s.arg(QRandomGenerator::system()->generate(), 8, 16, QChar(u'0'));
        const auto act = [&](const QString& what, const QString& sql) {
            try {
                m_session->run(QString(sql).replace("%1"_L1, table));
            } catch (const StoreError& error) {
                m_session->rollback();
                if (m_session->isOpen() && what != "create table"_L1 && !m_isPostgres) dropQuietly(table);
                throw Failure{TestTrouble::NoRight, u"%1 (%2)"_s.arg(what, error.cause())};
            }
        };
        // Where a table can be rolled back, nothing is left even if the line is cut now.
        if (m_isPostgres) act(u"begin"_s, u"begin"_s);
        act(u"create table"_s, u"create table %1 (id bigint primary key, name varchar(20))"_s);
        act(u"create index"_s, u"create index %1_name on %1 (name)"_s);
        act(u"insert"_s, u"insert into %1 (id, name) values (1, 'a')"_s);
        act(u"update"_s, u"update %1 set name = 'b' where id = 1"_s);
        act(u"select"_s, u"select id from %1 for update"_s);
        act(u"delete"_s, u"delete from %1"_s);
        act(u"alter table"_s, u"alter table %1 add column note varchar(20)"_s);
        act(u"drop table"_s, u"drop table %1"_s);
        if (m_isPostgres) act(u"rollback"_s, u"rollback"_s);
        return {};
    }

    Finding measureLatency()
    {
        std::vector<double> times;
        for (int i = 0; i < kSqlLatencyTries; ++i) {
            QElapsedTimer timer;
            timer.start();
            m_session->run(u"select 1"_s);
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        std::ranges::sort(times);
        const double median = times[times.size() / 2];
        return latencyFinding(median, kSqlSlowMs);
    }

    Finding compareClocks()
    {
        const double before = ours();
        const double theirs = m_session->query(u"select {now}"_s)[0][0].toReal();
        const double ahead = theirs - (before + ours()) / 2;
        return clockFinding(ahead, kSqlClockSeconds);
    }

    Finding checkDurability()
    {
        const QStringList problems = m_session->durabilityProblems();
        if (!problems.isEmpty()) throw Failure{TestTrouble::NotDurable, problems.join("; "_L1)};
        return {};
    }

    Finding lookAtContent()
    {
        const QString mine = m_isPostgres ? u"current_schema()"_s : u"database()"_s;
        QStringList tables;
        const SqlRows rows =
            m_session->run(u"select table_name from information_schema.tables where table_schema = "_s + mine);
        for (SqlRow row : rows)
            tables << row.nextText();
        if (!tables.contains(u"schema_version"_s)) {
            if (tables.isEmpty()) return {StepOutcome::Ok, TestTrouble::Empty};
            return {StepOutcome::Attention, TestTrouble::OtherTables,
                    tables.first(qMin<qsizetype>(3, tables.size())).join(", "_L1), double(tables.size())};
        }
        const qint64 version =
            m_session->run(u"select coalesce(max(version), 0) from schema_version"_s)[0][0].toInteger();
        const std::vector<Migration> known = migrationsFor(m_session->dialect().name);
        if (version > known.back().version) throw Failure{TestTrouble::NewerShop, QString::number(version)};
        double conversations = 0;
        if (tables.contains(u"conversations"_s))
            conversations = m_session->run(u"select count(*) from conversations"_s)[0][0].toReal();
        if (conversations == 0) return {StepOutcome::Ok, TestTrouble::Empty};
        return {StepOutcome::Ok, TestTrouble::ShopIsThere, {}, conversations};
    }

private:
    static qsizetype lengthOf(const QByteArray& packet)
    {
        return qsizetype(quint8(packet[0])) | qsizetype(quint8(packet[1])) << 8 | qsizetype(quint8(packet[2])) << 16;
    }

    static Failure refusedAtTheDoor(const QByteArray& packet)
    {
        const QString words = QString::fromUtf8(packet.mid(7));
        const TestTrouble trouble = loginTrouble(words);
        return {trouble == TestTrouble::Other ? TestTrouble::ClientNotAllowed : trouble, words};
    }

    static double ours() { return double(QDateTime::currentMSecsSinceEpoch()) / 1000; }

    quint16 port() const { return m_form.port != 0 ? m_form.port : m_isPostgres ? 5432 : 3306; }
    QString socketPath() const
    {
        if (!m_form.host.startsWith(u'/')) return {};
        return m_isPostgres ? u"%1/.s.PGSQL.%2"_s.arg(m_form.host).arg(port()) : m_form.host;
    }

    void dropQuietly(const QString& table) const
    {
        try {
            m_session->run(u"drop table "_s + table);
        } catch (const StoreError&) {
            // It may not be dropped: that is what the line says already.
        }
    }

    api::ConnectionForm m_form;
    bool m_isPostgres;
    TrialWire m_wire;
    std::unique_ptr<SqlSession> m_session;
    QString m_versionTrouble;
};

}  // namespace

std::vector<Step> sqlSteps(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
{
    const auto trial = std::make_shared<SqlTrial>(form, cancelled);
    if (form.isOnlyRead) {
        return stepsOf<SqlTrial>(trial, {{TestStep::Host, &SqlTrial::findHost},
                                         {TestStep::Port, &SqlTrial::openPort},
                                         {TestStep::Greeting, &SqlTrial::greet},
                                         {TestStep::Login, &SqlTrial::logIn},
                                         {TestStep::Version, &SqlTrial::lookAtVersion},
                                         {TestStep::Tls, &SqlTrial::lookAtTls},
                                         {TestStep::Rights, &SqlTrial::tryReading},
                                         {TestStep::Latency, &SqlTrial::measureLatency}});
    }
    return stepsOf<SqlTrial>(trial, {{TestStep::Host, &SqlTrial::findHost},
                                     {TestStep::Port, &SqlTrial::openPort},
                                     {TestStep::Greeting, &SqlTrial::greet},
                                     {TestStep::Login, &SqlTrial::logIn},
                                     {TestStep::Version, &SqlTrial::lookAtVersion},
                                     {TestStep::Tls, &SqlTrial::lookAtTls},
                                     {TestStep::Rights, &SqlTrial::tryRights},
                                     {TestStep::Latency, &SqlTrial::measureLatency},
                                     {TestStep::Clock, &SqlTrial::compareClocks},
                                     {TestStep::Durability, &SqlTrial::checkDurability},
                                     {TestStep::Content, &SqlTrial::lookAtContent}});
}

}  // namespace tongdai
