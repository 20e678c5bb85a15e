#include "engine/history/disputes/sources/sql_dispute_source.h"
#include "engine/history/postgres/postgres_session.h"

#include "tests/engine/history/history_behaviour.h"
#include "tests/support/pgbouncer.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QUuid>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

const QString kDescribed =
    uR"(
create table conversations (id uuid primary key default gen_random_uuid(), conversation_id varchar(255) unique,
  last_message_id text, last_message_timestamp double precision, total_messages int, status text, context jsonb,
  created_at timestamptz default now(), updated_at timestamptz);
create table messages (id uuid primary key default gen_random_uuid(), conversation_id uuid references conversations (id),
  message_id text, sender_id text, sender_type text, content text, sent_at double precision, metadata jsonb,
  later_column int, created_at timestamptz default now(), unique (conversation_id, message_id));
create table message_actions (id uuid primary key default gen_random_uuid(), conversation_id text, message_id text,
  action_type varchar(50), action_data jsonb, status varchar(20), retry_count int default 0, error text, model_used text,
  processing_time_ms double precision, created_at timestamptz default now(), executed_at timestamptz);
insert into conversations (conversation_id) values ('c-1'), ('c-2');
insert into messages (conversation_id, message_id, sender_id, sender_type, content, sent_at)
  select c.id, v.* from conversations c, (values
    ('m-1', 'khach-1', 'user', 'Đơn giao thiếu hàng rồi shop ơi', 1763604000.123::double precision),
    ('m-2', 'bot', 'bot', 'Dạ shop xin lỗi anh', 1763604001.5::double precision),
    ('m-3', 'lan', 'page', 'Em kiểm lại ngay', 1763604001.5::double precision)) v where c.conversation_id = 'c-1';
insert into message_actions (conversation_id, message_id, action_type, model_used, processing_time_ms)
  values ('c-1', 'm-2', 'send_message', 'gpt-4', 640);
)"_s;

const QString kOfCode =
    uR"(
create table conversations (id uuid primary key default gen_random_uuid(), conversation_id varchar(255) unique, bot_id uuid,
  status text, context jsonb, history text, message_count int, is_active bool, created_at timestamp default now(),
  updated_at timestamp);
create table messages (id uuid primary key default gen_random_uuid(), conversation_id uuid references conversations (id),
  content text, message_role text, content_type text, created_at timestamp default now(), updated_at timestamp);
insert into conversations (conversation_id) values ('c-9');
insert into messages (conversation_id, content, message_role, created_at)
  select id, 'Giao thiếu hàng', 'USER', '2025-11-20 02:00:00.123'::timestamp from conversations union all
  select id, 'Để em xem', 'SALE', '2025-11-20 02:00:05'::timestamp from conversations;
)"_s;

}  // namespace

/// An existing database of the handle-message contract, in both of its shapes.
class HandleMessageSourceTest : public QObject {
    Q_OBJECT

    PostgresServer m_server;
    StandingClock m_clock;
    std::unique_ptr<SqlDisputeSource> m_source;

    void make(const QString& schema, const QString& account = u"console_ro"_s)
    {
        m_source.reset();
        m_server.dropDatabase(u"chatbot"_s);
        QVERIFY(m_server.createDatabase(u"chatbot"_s));
        m_server.psql(u"chatbot"_s, schema + u"grant select on all tables in schema public to console_ro;"_s);
        SqlServerAddress address{m_server.host(), m_server.port(), u"chatbot"_s, account, u"geheim"_s};
        address.tls = SqlServerAddress::Tls::Off;
        open(address);
    }

    void open(const SqlServerAddress& address)
    {
        SqlDisputeSource::Place place;
        place.name = "postgres";
        place.kind = SourceKind::HandleMessage;
        place.sessions = [address] {
            return std::make_unique<PostgresSession>(address, PostgresSession::Access::ReadOnly);
        };
        place.target = address.target(u"postgres"_s);
        place.learn = learnHandleMessage;
        m_source = std::make_unique<SqlDisputeSource>(std::move(place), m_clock);
    }

private slots:
    void initTestCase()
    {
        m_server.listenOnTcp(
            {u"logging_collector=on"_s, u"log_statement=all"_s, u"log_filename=all.log"_s, u"log_line_prefix=%u|"_s});
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        m_server.psql(u"postgres"_s, u"create role console_ro login password 'geheim'"_s);
    }
    void cleanup() { m_source.reset(); }

    void readsWhatTheDocumentDescribes()
    {
        make(kDescribed);
        const std::optional<DisputeThread> thread = await(m_source->thread("c-1", ports::DisputeLook::Begins, {}, 100));
        QVERIFY(thread.has_value());
        QCOMPARE(int(thread->lines.size()), 3);
        QCOMPARE(thread->lines[0].at.time_since_epoch().count(), 1763604000123);
        QCOMPARE(thread->lines[0].role, PartyRole::Customer);
        QCOMPARE(thread->lines[0].party, "khach-1"_ba);
        for (const DisputeLine& line : thread->lines) {
            if (line.role != PartyRole::Bot) continue;
            QCOMPARE(line.card->model, u"gpt-4"_s);
            QCOMPARE(line.card->processingMs, 640.0);
        }
        QCOMPARE(int(thread->parties.size()), 3);
        QCOMPARE(m_source->status().cause, QString());
        QCOMPARE(m_source->status().account, u"console_ro"_s);
        QVERIFY(!m_source->status().keepsReceipts);
        QVERIFY(await(m_source->cases({}, 10)).cases.empty());
        QVERIFY(!await(m_source->thread("nobody", ports::DisputeLook::Begins, {}, 100)).has_value());
    }

    void goesThroughAThreadByKeyAlsoWithinAMillisecond()
    {
        make(kDescribed);
        QSet<QByteArray> seen;
        std::optional<LineKey> before;
        do {
            const std::optional<DisputeThread> page =
                await(m_source->thread("c-1", ports::DisputeLook::Begins, before, 1));
            QVERIFY(!seen.contains(page->lines[0].id));
            seen.insert(page->lines[0].id);
            before = page->earlier;
        } while (before);
        QCOMPARE(seen.size(), 3);
    }

    void findsThePlaceBehindALine_data() { findsWordsHoweverTheyAreTyped_data(); }
    void findsThePlaceBehindALine()
    {
        QFETCH(const QString, schema);
        QFETCH(const QByteArray, thread);
        make(schema);
        const auto idsOf = [&](const std::optional<LineKey>& before) {
            std::vector<QByteArray> ids;
            const auto read = await(m_source->thread(thread, ports::DisputeLook::Begins, before, 100));
            for (const DisputeLine& line : read->lines)
                ids.push_back(line.id);
            return ids;
        };
        const std::vector<QByteArray> all = idsOf({});
        QVERIFY(all.size() >= 2);
        for (size_t i = 0; i < all.size(); ++i) {
            for (const int behind : {0, 1, 100}) {
                const auto place = await(m_source->placeBehind(thread, all[i], behind));
                QVERIFY(place.has_value());
                const size_t end = std::min(i + size_t(behind) + 1, all.size());
                QCOMPARE(place->hasLater, end < all.size());
                QCOMPARE(idsOf(place->before), std::vector<QByteArray>(all.begin(), all.begin() + qsizetype(end)));
            }
        }
        QVERIFY(!await(m_source->placeBehind(thread, "no such id", 5)).has_value());
        QVERIFY(!await(m_source->placeBehind(thread, QUuid::createUuid().toByteArray(QUuid::WithoutBraces), 5)));
        QVERIFY(!await(m_source->placeBehind("nobody", all[0], 5)).has_value());
    }

    void readsTheTablesOfTheRepositorysOwnCode()
    {
        make(kOfCode);
        const std::optional<DisputeThread> thread = await(m_source->thread("c-9", ports::DisputeLook::Begins, {}, 100));
        QCOMPARE(int(thread->lines.size()), 2);
        QCOMPARE(thread->lines[0].role, PartyRole::Customer);
        QCOMPARE(thread->lines[1].role, PartyRole::Operator);
        QCOMPARE(thread->lines[0].at.time_since_epoch().count(), 1763604000123);
    }

    void findsWordsHoweverTheyAreTyped_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QByteArray>("thread");
        QTest::newRow("described") << kDescribed << "c-1"_ba;
        QTest::newRow("of the code") << kOfCode << "c-9"_ba;
    }
    void findsWordsHoweverTheyAreTyped()
    {
        QFETCH(const QString, schema);
        QFETCH(const QByteArray, thread);
        make(schema);
        await(m_source->look());
        QTRY_VERIFY(m_source->status().isCounted);
        const DisputeHits hits = await(m_source->search({u"THIEU giao"_s, {}, {}, 10}));
        QCOMPARE(int(hits.hits.size()), 1);
        QCOMPARE(hits.hits[0].ref, (ThreadRef{"postgres", thread}));
    }

    void aSessionThatReadsCannotWrite()
    {
        make(kDescribed);
        SqlServerAddress address{m_server.host(), m_server.port(), u"chatbot"_s, PostgresServer::user(), {}};
        PostgresSession session(address, PostgresSession::Access::ReadOnly);
        session.open();
        QCOMPARE(session.run(u"show default_transaction_read_only"_s)[0][0].toText(), u"on"_s);
        QVERIFY_THROWS_EXCEPTION(SqlError, session.run(u"delete from messages"_s));
    }

    void readsThroughAPooler()
    {
        make(kDescribed);
        Pgbouncer pooler(m_server);
        QVERIFY2(pooler.start(), qPrintable(pooler.problem()));
        SqlServerAddress address{pooler.host(), Pgbouncer::port(), u"chatbot"_s, u"console_ro"_s, u"geheim"_s};
        address.isPooled = true;
        open(address);
        const std::optional<DisputeThread> thread = await(m_source->thread("c-1", ports::DisputeLook::Begins, {}, 100));
        QVERIFY(thread.has_value());
        QCOMPARE(int(thread->lines.size()), 3);
        QCOMPARE(m_source->status().cause, QString());
        m_source.reset();
        // One that might do everything, too.
        address.user = PostgresServer::user();
        PostgresSession session(address, PostgresSession::Access::ReadOnly);
        session.open();
        QVERIFY_THROWS_EXCEPTION(SqlError, session.run(u"delete from messages"_s));
        QCOMPARE(m_server.psql(u"chatbot"_s, u"select count(*) from messages"_s), "3"_ba);
    }

    /// By the server's own record: an account that may do everything writes nothing at all.
    void writesNothingWhateverItMay()
    {
        m_server.psql(u"postgres"_s, u"create role console_all superuser login password 'geheim'"_s);
        make(kDescribed, u"console_all"_s);
        await(m_source->look());
        QTRY_VERIFY(m_source->status().isCounted);
        await(m_source->cases({}, 10));
        const std::optional<DisputeThread> thread = await(m_source->thread("c-1", ports::DisputeLook::Begins, {}, 100));
        await(m_source->original("c-1", thread->lines[0].id));
        QCOMPARE(await(m_source->search({u"giao thieu"_s, {}, {}, 50})).found, 1);
        m_source.reset();
        QFile log(m_server.dataDir() + u"/log/all.log"_s);
        QVERIFY2(log.open(QIODevice::ReadOnly), qPrintable(log.errorString()));
        static const QRegularExpression said(u"^console_all\\|LOG:  (statement|execute [^:]*): (.*)$"_s);
        static const QRegularExpression reads(u"^(select|show|set|begin|commit|rollback|deallocate)\\b"_s);
        int statements = 0;
        for (const QString& line : QString::fromUtf8(log.readAll()).split(u'\n')) {
            const QRegularExpressionMatch match = said.match(line);
            if (!match.hasMatch()) continue;
            ++statements;
            const QString statement = match.captured(2).trimmed().toLower();
            QVERIFY2(reads.match(statement).hasMatch(), qPrintable(statement));
        }
        QVERIFY2(statements >= 5, qPrintable(QString::number(statements)));
    }

    void saysWhatIsMissingInADatabaseOfSomethingElse()
    {
        make(u"create table conversations (id uuid primary key, conversation_id text);"_s);
        await(m_source->look());
        QCOMPARE(m_source->status().state, SourceState::NotUnderstood);
        QCOMPARE(m_source->status().cause, u"there is no table messages"_s);
    }
};

TONGDAI_TEST(HandleMessageSourceTest)

}  // namespace tongdai::testing

#include "handle_message_source_pg_test.moc"
