#include "engine/domain/dispute/time_travel.h"
#include "engine/history/disputes/sources/sql_dispute_source.h"
#include "engine/history/mysql/mysql_session.h"

#include "tests/engine/history/history_behaviour.h"
#include "tests/support/long_tests.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/realtime_chat_schema.h"
#include "tests/support/test_registry.h"

#include <QScopeGuard>
#include <QTest>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

TimePoint chatMoment(const char* iso)
{
    return TimePoint(std::chrono::milliseconds(
        QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODateWithMs).toMSecsSinceEpoch()));
}

std::vector<QByteArray> lineIds(const DisputeThread& thread)
{
    std::vector<QByteArray> ids;
    for (const DisputeLine& line : thread.lines)
        ids.push_back(line.id);
    return ids;
}

}  // namespace

/// An existing database of the chat contract, opened by an account that may only read, save the access log.
class RealtimeChatSourceTest : public QObject {
    Q_OBJECT

    MariadbServer m_server;
    StandingClock m_clock;
    std::unique_ptr<SqlDisputeSource> m_source;
    qint64 m_indexBytes = SourceIndex::kMostBytes;

    SqlServerAddress address(const QString& user) const
    {
        SqlServerAddress address{m_server.socketPath(), 0, u"freelance"_s, user, u"geheim"_s};
        address.tls = SqlServerAddress::Tls::Off;
        return address;
    }
    std::unique_ptr<SqlDisputeSource> sourceOf(const QString& user, const QString& admin = {})
    {
        SqlDisputeSource::Place place;
        place.name = "mysql";
        const SqlServerAddress at = address(user);
        place.sessions = [at] { return std::make_unique<MysqlSession>(at, MysqlSession::Access::ReadOnly); };
        place.target = at.target(u"mysql"_s);
        place.learn = learnRealtimeChat;
        place.accessLog = at;
        place.admin = admin;
        place.indexBytes = m_indexBytes;
        return std::make_unique<SqlDisputeSource>(std::move(place), m_clock);
    }
    void make(const QString& extra = {})
    {
        m_source.reset();
        m_server.dropDatabase(u"freelance"_s);
        QVERIFY(m_server.createDatabase(u"freelance"_s));
        m_server.ask(u"use freelance;"_s + realtimeChatSchema() + realtimeChatDispute() + extra);
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        m_server.ask(
            u"create user console_ro@localhost identified by 'geheim'; create user console_log@localhost "
            "identified by 'geheim'"_s);
    }
    void init()
    {
        make();
        m_server.ask(
            u"grant select on freelance.* to console_ro@localhost; grant select on freelance.* to "
            "console_log@localhost; grant insert on freelance.chat_admin_access_log to console_log@localhost"_s);
        m_source = sourceOf(u"console_ro"_s);
    }
    void cleanup() { m_source.reset(); }

    void saysWhatItIsAndWhoAsks()
    {
        QCOMPARE(m_source->status().state, SourceState::Opening);
        await(m_source->look());
        const SourceStatus status = m_source->status();
        QCOMPARE(status.state, SourceState::Open);
        QCOMPARE(status.account, u"console_ro@localhost"_s);
        QVERIFY(status.keepsReceipts);
        QVERIFY(!status.target.contains("geheim"_L1));
        QTRY_VERIFY(m_source->status().isCounted);
        QCOMPARE(m_source->status().messages, 6);  // a deleted one cannot be found
    }

    void listsCasesWithAmountsPartiesAndDeadlines()
    {
        const DisputeCasePage page = await(m_source->cases({}, 10));
        QCOMPARE(int(page.cases.size()), 2);  // that of a deleted milestone is left out
        const DisputeCase& first = page.cases[0];
        QCOMPARE(first.id, "dis-1"_ba);
        QCOMPARE(first.title, u"Giao thiếu hàng"_s);
        QCOMPARE(first.status, u"INTERNAL_MEDIATION"_s);
        QCOMPARE(first.amount, 1'000'000.0);
        QCOMPARE(first.currency, u"VND"_s);
        QCOMPARE(first.parties, u"Trần Quốc An – Bình"_s);
        QCOMPARE(first.ref, (ThreadRef{"mysql", "thr-1"}));
        QCOMPARE(*first.deadline, chatMoment("2025-11-22T02:00:00.000Z"));
        QCOMPARE(page.cases[1].status, u"LATER_STATUS"_s);
        QCOMPARE(page.cases[1].amount, 0.0);  // never below
        QVERIFY(!page.earlier);
    }

    void goesThroughCasesByKey()
    {
        const DisputeCasePage first = await(m_source->cases({}, 1));
        QVERIFY(first.earlier.has_value());
        const DisputeCasePage second = await(m_source->cases(first.earlier, 1));
        QCOMPARE(second.cases[0].id, "dis-2"_ba);
        QVERIFY(!second.earlier);
    }

    void readsAThreadWithEverythingThatIsKeptOfIt()
    {
        const std::optional<DisputeThread> found =
            await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100));
        QVERIFY(found.has_value());
        const DisputeThread& thread = *found;
        QCOMPARE(thread.title, u"Sửa website"_s);
        QCOMPARE(lineIds(thread), (std::vector<QByteArray>{"m-501", "m-502", "m-503", "m-504", "m-505", "m-506"}));
        QCOMPARE(int(thread.parties.size()), 3);
        QCOMPARE(thread.parties[0].name, u"Trần Quốc An"_s);
        QCOMPARE(thread.parties[1].role, PartyRole::Freelancer);
        QCOMPARE(*thread.parties[1].leftAt, chatMoment("2025-11-21T01:00:00.000Z"));
        QCOMPARE(thread.parties[2].name, u"noname@example.vn"_s);
        QCOMPARE(thread.lines[0].at, chatMoment("2025-11-20T02:12:30.001Z"));
        QCOMPARE(thread.lines[0].receipts[0].party, "u-binh"_ba);
        QCOMPARE(*thread.lines[0].receipts[0].readAt, chatMoment("2025-11-20T02:12:35.000Z"));
        QVERIFY(thread.lines[1].editedAt.has_value());
        QCOMPARE(thread.lines[2].role, PartyRole::System);
        QCOMPARE(int(thread.lines[3].attachments.size()), 2);
        QCOMPARE(thread.lines[3].attachments[0].name, u"thùng hàng.jpg"_s);
        QCOMPARE(thread.lines[3].attachments[0].bytes, 81234);
        QCOMPARE(thread.lines[3].attachments[0].checksum, u"ab12"_s);
        QCOMPARE(thread.lines[3].attachments[1].bytes, -1);
        QVERIFY(thread.lines[4].body.isEmpty() && thread.lines[4].hasOriginal);
        QCOMPARE(thread.lines[5].role, PartyRole::Other);
        QVERIFY(!thread.isRecorded);
    }

    void goesThroughAThreadByKeyAlsoWithinAMillisecond()
    {
        std::vector<QByteArray> all;
        std::optional<LineKey> before;
        do {
            const std::optional<DisputeThread> page =
                await(m_source->thread("thr-1", ports::DisputeLook::Begins, before, 1));
            all.insert(all.begin(), page->lines[0].id);
            before = page->earlier;
        } while (before);
        QCOMPARE(all, (std::vector<QByteArray>{"m-501", "m-502", "m-503", "m-504", "m-505", "m-506"}));
    }

    /// What an import left: times that are missing, or 0000-00-00, also where the column may not be null.
    void hasLinesWithoutATimeToo_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("none");
        QTest::newRow("missing") << u"datetime(3)"_s << u"null"_s;
        QTest::newRow("never missing") << u"datetime(3) not null default current_timestamp(3)"_s << u"'0000-00-00'"_s;
    }
    void hasLinesWithoutATimeToo()
    {
        QFETCH(const QString, column);
        QFETCH(const QString, none);
        m_server.ask(
            u"set sql_mode = ''; use freelance; alter table chat_message modify sent_at %1; "
            "insert into chat_message (id, thread_id, sender_id, body, sent_at) values ('m-001', 'thr-1', 'u-an', 'a', "
            "%2), ('m-003', 'thr-1', 'u-an', 'b', %2), ('m-900', 'thr-1', 'u-an', 'c', %2), ('m-002', 'thr-1', "
            "'u-an', 'd', '0000-00-00'), ('m-901', 'thr-1', 'u-an', 'e', '0000-00-00')"_s.arg(column, none));
        std::vector<QByteArray> expected{"m-001", "m-003", "m-900", "m-002", "m-901"};
        if (none != "null"_L1) std::ranges::sort(expected);
        for (int line = 501; line <= 506; ++line)
            expected.push_back("m-" + QByteArray::number(line));
        // From every line, whatever its time: the place behind so many others is where the page ends that holds them.
        for (size_t i = 0; i < expected.size(); ++i) {
            for (const int behind : {0, 1, 3, 100}) {
                const auto place = await(m_source->placeBehind("thr-1", expected[i], behind));
                QVERIFY(place.has_value());
                const size_t end = std::min(i + size_t(behind) + 1, expected.size());
                QCOMPARE(place->hasLater, end < expected.size());
                const auto page = await(m_source->thread("thr-1", ports::DisputeLook::Begins, place->before, 100));
                QCOMPARE(lineIds(*page), std::vector<QByteArray>(expected.begin(), expected.begin() + qsizetype(end)));
            }
        }
        QVERIFY(!await(m_source->placeBehind("thr-1", "m-gone", 5)).has_value());
        QVERIFY(!await(m_source->placeBehind("thr-2", expected[0], 5)).has_value());
        for (const int limit : {1, 2, 4, 100}) {
            std::vector<QByteArray> all;
            std::optional<LineKey> before;
            do {
                const std::optional<DisputeThread> page =
                    await(m_source->thread("thr-1", ports::DisputeLook::Begins, before, limit));
                const std::vector<QByteArray> ids = lineIds(*page);
                all.insert(all.begin(), ids.begin(), ids.end());
                before = page->earlier;
            } while (before && all.size() <= expected.size());
            QCOMPARE(all, expected);
        }
    }

    void tellsWhatWasSeenAtAnInstant()
    {
        const TimeTravel travel(*await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100)));
        const AnswerInsight insight = travel.insight(chatMoment("2025-11-20T02:15:00.000Z"));
        QCOMPARE(insight.kind, AnswerInsight::Kind::Unseen);
        QCOMPARE(travel.thread().lines[size_t(insight.unseen[0])].id, "m-504"_ba);
    }

    void givesAnOriginalToWhoAsksForIt()
    {
        QCOMPARE(*await(m_source->original("thr-1", "m-505")), u"Giao hàng thiếu là do kho"_s);
        QVERIFY(!await(m_source->original("thr-2", "m-505")).has_value());
    }

    void findsWordsHoweverTheyAreTyped()
    {
        await(m_source->look());
        QTRY_VERIFY(m_source->status().isCounted);
        for (const QString& typed : {u"giao thieu"_s, u"GIAO THIẾU"_s, u"thieu gia"_s, u"giao thieeus"_s}) {
            const DisputeHits hits = await(m_source->search({typed, {}, {}, 50}));
            QCOMPARE(int(hits.hits.size()), 1);
            QCOMPARE(hits.hits[0].ref, (ThreadRef{"mysql", "thr-2"}));
            QCOMPARE(hits.hits[0].line, "m-601"_ba);
            QCOMPARE(hits.hits[0].who, u"Trần Quốc An"_s);
            QVERIFY(hits.isWhole);
        }
        QVERIFY(
            await(m_source->search({u"giao thieu"_s, {}, chatMoment("2025-11-20T04:00:00.000Z"), 50})).hits.empty());
        QVERIFY(await(m_source->search({u"khong co"_s, {}, {}, 50})).hits.empty());
    }

    void findsWhatWasWrittenSince()
    {
        await(m_source->look());
        QTRY_VERIFY(m_source->status().isCounted);
        m_server.ask(
            u"insert into freelance.chat_message (id, thread_id, sender_id, body) values ('m-700', 'thr-2', "
            "'u-an', 'Khi nào hoàn tiền?')"_s);
        QCOMPARE(int(await(m_source->search({u"hoan tien"_s, {}, {}, 50})).hits.size()), 1);
    }

    /// What was written since has no room: then "nothing found" is not the whole truth.
    void saysThatTheNewestHasNoRoom()
    {
        m_indexBytes = 8 * 1024;
        const auto back = qScopeGuard([this] { m_indexBytes = SourceIndex::kMostBytes; });
        m_source = sourceOf(u"console_ro"_s);
        await(m_source->look());
        QTRY_VERIFY(m_source->status().isCounted);
        QStringList words;
        for (int i = 0; i < 2'000; ++i)
            words << u"chu%1"_s.arg(i);
        m_server.ask(
            u"insert into freelance.chat_message (id, thread_id, sender_id, body) values ('m-900', 'thr-2', "
            "'u-an', '%1')"_s.arg(words.join(u' ')));
        const DisputeHits hits = await(m_source->search({u"chu7"_s, {}, {}, 50}));
        QVERIFY(hits.hits.empty());
        QVERIFY(!hits.isWhole);
        QVERIFY(!m_source->status().isCounted);
        QCOMPARE(int(await(m_source->search({u"giao thieu"_s, {}, {}, 50})).hits.size()), 1);  // the rest is found
    }

    void writesDownWhoLooksWhereItMay()
    {
        m_source = sourceOf(u"console_log"_s, u"u-admin"_s);
        QVERIFY(await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100))->isRecorded);
        QCOMPARE(m_server.ask(u"select thread_id, admin_id, action, reason from freelance.chat_admin_access_log"_s),
                 "thr-1\tu-admin\tVIEW_THREAD\tDispute review"_ba);
        const LineKey older{chatMoment("2025-11-20T02:13:00.000Z"), "m-503"};
        QVERIFY(!await(m_source->thread("thr-1", ports::DisputeLook::GoesOn, older, 100))->isRecorded);
        QCOMPARE(m_server.ask(u"select count(*) from freelance.chat_admin_access_log"_s), "1"_ba);
        // Who begins in the middle looks as well.
        QVERIFY(await(m_source->thread("thr-1", ports::DisputeLook::Begins, older, 100))->isRecorded);
        QCOMPARE(m_server.ask(u"select count(*) from freelance.chat_admin_access_log"_s), "2"_ba);
        QCOMPARE(m_source->status().access, AccessRecord::Kept);
    }

    void saysThatItMayNotWriteDownWhoLooks()
    {
        m_source = sourceOf(u"console_ro"_s, u"u-admin"_s);
        QVERIFY(!await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100))->isRecorded);
        QCOMPARE(m_source->status().access, AccessRecord::NotAllowed);
        m_source = sourceOf(u"console_log"_s, u"nobody-there"_s);
        QVERIFY(!await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100))->isRecorded);
        QCOMPARE(m_source->status().access, AccessRecord::NotAllowed);
    }

    /// By the server's own record: an account that may do everything writes nothing but the access log.
    void writesNothingButTheAccessLog()
    {
        m_server.ask(
            u"create or replace user console_all@localhost identified by 'geheim'; grant all on freelance.* to "
            "console_all@localhost; set global log_output = 'TABLE'; truncate mysql.general_log; set global "
            "general_log = on"_s);
        m_source = sourceOf(u"console_all"_s, u"u-admin"_s);
        await(m_source->look());
        QTRY_VERIFY(m_source->status().isCounted);
        await(m_source->cases({}, 10));
        await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100));
        await(m_source->original("thr-1", "m-505"));
        await(m_source->search({u"giao thieu"_s, {}, {}, 50}));
        m_server.ask(u"set global general_log = off"_s);
        const QByteArray written = m_server.ask(
            u"select argument from mysql.general_log where user_host like 'console_all%' and command_type in ('Query', "
            "'Execute') and argument not regexp '^ *(select|show|set session|set names|set @|set autocommit|/\\\\*)'"_s);
        const QList<QByteArray> statements = written.split('\n');
        QCOMPARE(statements.size(), 1);
        QVERIFY2(statements[0].startsWith("insert into `chat_admin_access_log`"), written.constData());
        QVERIFY(m_server.ask(u"select count(*) from mysql.general_log where argument like '%transaction read only%'"_s)
                    .toInt() >= 1);
    }

    void aSessionThatReadsCannotWrite()
    {
        MysqlSession session(address(u"console_ro"_s), MysqlSession::Access::ReadOnly);
        session.open();
        QVERIFY_THROWS_EXCEPTION(SqlError, session.run(u"delete from chat_message"_s));
        QCOMPARE(m_server.ask(u"select count(*) from freelance.chat_message"_s), "7"_ba);
    }

    void findsTablesWhateverTheCaseOfTheirNames()
    {
        m_server.ask(
            u"use freelance; rename table Dispute to dispute, chat_message to Chat_Message, Escrow to ESCROW"_s);
        QCOMPARE(int(await(m_source->cases({}, 10)).cases.size()), 2);
        QCOMPARE(int(await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100))->lines.size()), 6);
    }

    void livesWithoutWhatAnOlderStateLacks()
    {
        m_server.ask(
            u"use freelance; set foreign_key_checks = 0; drop table chat_message_receipt, "
            "chat_message_attachment, asset, profile, Dispute; alter table chat_message drop column edited_at, "
            "drop column deleted_at"_s);
        QVERIFY(await(m_source->cases({}, 10)).cases.empty());
        const std::optional<DisputeThread> thread =
            await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100));
        QCOMPARE(thread->parties[0].name, u"an@example.vn"_s);
        QVERIFY(!thread->parties[0].hasReceipts);
        QVERIFY(!m_source->status().keepsReceipts);
    }

    void saysWhatIsMissingInADatabaseOfSomethingElse()
    {
        m_server.ask(u"use freelance; alter table chat_message change body text_now text"_s);
        await(m_source->look());
        QCOMPARE(m_source->status().state, SourceState::NotUnderstood);
        QCOMPARE(m_source->status().cause, u"the table chat_message has no column body"_s);
        QVERIFY_THROWS_EXCEPTION(StoreError, await(m_source->cases({}, 10)));
        m_server.ask(u"use freelance; alter table chat_message change text_now body text"_s);
        await(m_source->look());
        QCOMPARE(m_source->status().state, SourceState::Open);
    }

    void comesBackByItselfAfterTheServerDid()
    {
        await(m_source->look());
        m_server.stop();
        QVERIFY_THROWS_EXCEPTION(StoreError, await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100)));
        QCOMPARE(m_source->status().state, SourceState::Away);
        QVERIFY(!m_source->status().cause.isEmpty());
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        QCOMPARE(int(await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100))->lines.size()), 6);
        QCOMPARE(m_source->status().state, SourceState::Open);
    }

    void aQuestionThatTakesLongCanBeCancelled()
    {
        await(m_source->look());
        QTRY_VERIFY(m_source->status().isCounted);
        const std::unique_ptr<QProcess> other = m_server.beginSession();
        const QString used = u"show open tables from freelance where in_use > 0"_s;
        other->write("use freelance; lock tables chat_message write;\n");
        QTRY_VERIFY_WITH_TIMEOUT(!m_server.ask(used).isEmpty(), 30'000);
        QTimer::singleShot(std::chrono::milliseconds(50), this, [this] { m_source->cancel(); });
        QElapsedTimer watch;
        watch.start();
        QVERIFY_THROWS_EXCEPTION(StoreError, await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100)));
        QVERIFY2(watch.elapsed() < promptly(std::chrono::seconds(1)), qPrintable(QString::number(watch.elapsed())));
        QCOMPARE(m_source->status().state, SourceState::Slow);
        other->closeWriteChannel();  // its lock goes with it
        QTRY_VERIFY_WITH_TIMEOUT(m_server.ask(used).isEmpty(), 30'000);
        QCOMPARE(int(await(m_source->thread("thr-1", ports::DisputeLook::Begins, {}, 100))->lines.size()), 6);
    }
};

TONGDAI_TEST(RealtimeChatSourceTest)

}  // namespace tongdai::testing

#include "realtime_chat_source_mysql_test.moc"
