#include "engine/host/statistics/detail_export.h"

#include "engine/history/privacy/sql_privacy.h"
#include "engine/host/machine/system_clock.h"
#include "engine/host/statistics/statistics_host.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using api::DetailsMade;

namespace {

IncomingMessage writtenForDetails(int i)
{
    IncomingMessage message;
    message.source = "platform";
    message.conversation = ConversationId("c"_ba + QByteArray::number(i));
    message.messageId = MessageId("m-"_ba + QByteArray::number(i));
    message.sender = SenderId("u"_ba + QByteArray::number(i));
    message.senderType = u"user"_s;
    message.content = u"Số em 0912345678 ạ"_s;
    message.sentAt = 1;
    message.bodyHash = hashBody(message);
    return message;
}

/// A line for each row: what the customer wrote first.
class PlainSheet final : public api::DetailSheet {
public:
    explicit PlainSheet(const QString& name) : m_file(name) { m_isOpen = m_file.open(QIODevice::WriteOnly); }
    QString add(const std::vector<ConversationFigures>& rows) override
    {
        for (const ConversationFigures& row : rows)
            m_file.write(row.conversation.bytes() + ": " + row.firstLine.toUtf8() + '\n');
        return m_isOpen ? QString() : m_file.errorString();
    }
    QString finish() override
    {
        m_file.close();
        return {};
    }

private:
    QFile m_file;
    bool m_isOpen;
};

/// A disk that is full at the second page.
class SheetOnAFullDisk final : public api::DetailSheet {
public:
    QString add(const std::vector<ConversationFigures>&) override
    {
        return ++m_pages < 2 ? QString() : u"No space left on device"_s;
    }
    QString finish() override { return {}; }

private:
    int m_pages = 0;
};

/// A workbook that takes its time to be closed.
class SlowlyClosedSheet final : public api::DetailSheet {
public:
    SlowlyClosedSheet(const QString& name, std::atomic<bool>& isClosing, const std::atomic<bool>& mayGoOn)
        : m_sheet(name), m_isClosing(isClosing), m_mayGoOn(mayGoOn)
    {
    }
    QString add(const std::vector<ConversationFigures>& rows) override { return m_sheet.add(rows); }
    QString finish() override
    {
        m_isClosing = true;
        while (!m_mayGoOn)
            QThread::msleep(1);
        return m_sheet.finish();
    }

private:
    PlainSheet m_sheet;
    std::atomic<bool>& m_isClosing;
    const std::atomic<bool>& m_mayGoOn;
};

/// A store that counts only so many conversations before its deadline.
class SlowCounting final : public ports::Statistics {
public:
    SlowCounting(ports::Statistics& store, int most) : m_store(store), m_most(most) {}
    QCoro::Task<StatsReport> statistics(StatsQuery query) override { return m_store.statistics(query); }
    QCoro::Task<std::vector<StatsMark>> marks(TimePoint from, TimePoint to) override { return m_store.marks(from, to); }
    QCoro::Task<void> addMark(StatsMark mark) override { return m_store.addMark(mark); }
    QCoro::Task<bool> removeNote(QUuid id) override { return m_store.removeNote(id); }
    QCoro::Task<WorkingRules> workingRules() override { return m_store.workingRules(); }
    QCoro::Task<std::vector<GivenAnswer>> givenAnswers(GivenAnswersQuery query) override
    {
        return m_store.givenAnswers(query);
    }
    QCoro::Task<ConversationFiguresPage> conversationFigures(ConversationFiguresQuery query) override
    {
        ++asked;
        if (query.limit > m_most) throw StoreError(StoreError::Kind::TimedOut, u"count"_s, u"here"_s, u"deadline"_s);
        auto counting = m_store.conversationFigures(query);
        ConversationFiguresPage page = co_await counting;
        co_return page;
    }
    QCoro::Task<void> setWorkingRules(WorkingRules rules) override { return m_store.setWorkingRules(rules); }

    int asked = 0;

private:
    ports::Statistics& m_store;
    int m_most;
};

class UnwrittenAudit final : public ports::AuditLog {
public:
    QCoro::Task<void> audit(AuditEntry) override
    {
        throw StoreError(StoreError::Kind::Unreachable, u"audit"_s, u"nowhere"_s, u"Connection refused"_s);
        co_return;
    }
    QCoro::Task<std::vector<AuditLine>> auditLines(int) override { co_return {}; }
    QCoro::Task<AuditVerdict> verifyAudit() override { co_return {}; }
    QCoro::Task<AuditLook> lookAtAudit(qint64) override { co_return {}; }
};

}  // namespace

/// The way of a range's conversations out of a real store into a file (features H11).
class DetailExportTest : public QObject {
    Q_OBJECT

    static constexpr int kConversations = 450;  // more than two pages

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlPrivacy> m_privacy;
    DeskGate m_gate{{OperatorId("minh"_ba), u"Trần Minh"_s}};
    std::unique_ptr<DetailExport> m_export;
    StatisticsHost m_host;

    api::DetailRequest request(const QString& name) const
    {
        api::DetailRequest request;
        request.range.zone = "Asia/Ho_Chi_Minh";
        request.range.from = startOfDay(m_clock.now(), QTimeZone(request.range.zone), 1);
        request.range.to = m_clock.now() + std::chrono::minutes(1);
        request.file = m_dir.filePath(name);
        request.form = u"csv"_s;
        request.open = [](const QString& file) -> std::unique_ptr<api::DetailSheet> {
            return std::make_unique<PlainSheet>(file);
        };
        return request;
    }

    static api::Answer<DetailsMade> resultOf(const api::Asked<DetailsMade>& asked)
    {
        if (!QTest::qWaitFor([&] { return asked.isFinished(); }, 60'000)) return api::DeskFailure{};
        return asked.result();
    }

    static QByteArrayList linesOf(const QString& name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QByteArrayList();
    }

    void sit(Role role)
    {
        Person person;
        person.id = OperatorId("minh"_ba);
        person.role = role;
        m_gate.seat(person);
    }

private slots:
    void initTestCase()
    {
        m_history = std::make_unique<SqlHistory>(sqliteBackend(m_dir.filePath(u"history.sqlite"_s)), m_clock);
        await(m_history->open());
        m_gate.setRoster({});
        m_privacy = std::make_unique<SqlPrivacy>(*m_history);
        for (int i = 0; i < kConversations; ++i)
            await(m_history->accept(writtenForDetails(i), {}));
        m_export = std::make_unique<DetailExport>(DetailExport::Ports{*m_history, *m_privacy, m_clock, m_gate});
    }

    void answersNotReadyBeforeTheEngineIsThere()
    {
        const auto answer = resultOf(m_host.exportDetails(request(u"early.csv"_s)));
        QCOMPARE(std::get<api::DeskFailure>(answer).error, api::DeskError::NotReady);
    }

    void everyConversationHasItsRow()
    {
        m_host.attach(nullptr, m_export.get());
        QSignalSpy progressed(&m_host, &api::Statistics::detailsProgressed);
        const auto made = std::get<DetailsMade>(resultOf(m_host.exportDetails(request(u"whole.csv"_s))));
        QVERIFY(!made.isCancelled);
        QCOMPARE(made.rows, kConversations);
        QCOMPARE(QFileInfo(made.file).size(), made.bytes);
        const QByteArrayList lines = linesOf(made.file);
        QCOMPARE(lines.size(), kConversations);
        QCOMPARE(QSet<QByteArray>(lines.begin(), lines.end()).size(), kConversations);
        QVERIFY2(!lines.join().contains("0912345678"), "masked where nobody asked for the whole");
        QVERIFY(progressed.count() >= 3);
        const auto last = progressed.last()[0].value<api::DetailProgress>();
        QCOMPARE(last.looked, kConversations);
        QCOMPARE(last.total, kConversations);
        QCOMPARE(QDir(m_dir.path()).entryList({u"whole*"_s}), QStringList{u"whole.csv"_s});
        QCOMPARE(QFile::permissions(made.file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

        const AuditLine audit = await(m_privacy->auditLines(1)).at(0);
        QCOMPARE(audit.action, u"details_exported"_s);
        QCOMPARE(audit.detail["conversations"_L1].toInt(), kConversations);
        QCOMPARE(audit.detail["form"_L1].toString(), u"csv"_s);
        QVERIFY(audit.detail["masked"_L1].toBool());
    }

    void numbersStayWhereThatIsWanted()
    {
        api::DetailRequest wanted = request(u"clear.csv"_s);
        wanted.isMasked = false;
        const auto made = std::get<DetailsMade>(resultOf(m_host.exportDetails(wanted)));
        QVERIFY(linesOf(made.file).at(0).endsWith(u"Số em 0912345678 ạ"_s.toUtf8()));
        QVERIFY(!await(m_privacy->auditLines(1)).at(0).detail["masked"_L1].toBool());
    }

    void onlyWhoSeesFiguresAndExportsEvidenceGetsThem()
    {
        for (const Role role : kAllRoles) {
            sit(role);
            api::DetailRequest wanted = request(u"of-role-%1.csv"_s.arg(int(role)));
            const auto answer = resultOf(m_host.exportDetails(wanted));
            const bool isAllowed = may(role, Permission::SeeStatistics) && may(role, Permission::ExportEvidence);
            QCOMPARE(std::holds_alternative<DetailsMade>(answer), isAllowed);
            QCOMPARE(QFile::exists(wanted.file), isAllowed);
            if (!isAllowed) QCOMPARE(std::get<api::DeskFailure>(answer).error, api::DeskError::NotAllowed);
        }
        sit(Role::Administrator);
    }

    void whatIsCancelledLeavesNothing()
    {
        std::atomic<bool> isOpen = false;
        std::atomic<bool> mayGoOn = false;
        api::DetailRequest wanted = request(u"cancelled.csv"_s);
        wanted.open = [&](const QString& file) -> std::unique_ptr<api::DetailSheet> {
            isOpen = true;
            while (!mayGoOn)
                QThread::msleep(1);
            return std::make_unique<PlainSheet>(file);
        };
        const auto asked = m_host.exportDetails(wanted);
        QTRY_VERIFY_WITH_TIMEOUT(isOpen, 60'000);
        QVERIFY(m_export->running());
        QCOMPARE(QByteArray(m_export->running()->kind), "detail_export"_ba);
        const auto second = resultOf(m_host.exportDetails(request(u"second.csv"_s)));
        QCOMPARE(std::get<api::DeskFailure>(second).error, api::DeskError::Refused);
        m_host.cancelDetails();
        QTRY_VERIFY_WITH_TIMEOUT(m_export->running()->isCancelWanted, 60'000);
        mayGoOn = true;
        QVERIFY(std::get<DetailsMade>(resultOf(asked)).isCancelled);
        QVERIFY(!m_export->running());
        QVERIFY(QDir(m_dir.path()).entryList({u"cancelled*"_s, u"second*"_s}).isEmpty());
        QVERIFY(std::holds_alternative<DetailsMade>(resultOf(m_host.exportDetails(request(u"next.csv"_s)))));
    }

    void whatCannotBeWrittenSaysWhyAndLeavesWhatWasThere()
    {
        api::DetailRequest nowhere = request(u"x.csv"_s);
        nowhere.file = u"/proc/nowhere/x.csv"_s;
        const auto refused = std::get<api::DeskFailure>(resultOf(m_host.exportDetails(nowhere)));
        QCOMPARE(refused.error, api::DeskError::Refused);
        QVERIFY(!refused.detail.isEmpty());

        api::DetailRequest full = request(u"full.csv"_s);
        QFile before(full.file);
        QVERIFY(before.open(QIODevice::WriteOnly));
        before.write("of yesterday");
        before.close();
        full.open = [](const QString&) -> std::unique_ptr<api::DetailSheet> {
            return std::make_unique<SheetOnAFullDisk>();
        };
        QCOMPARE(std::get<api::DeskFailure>(resultOf(m_host.exportDetails(full))).detail, u"No space left on device"_s);
        QCOMPARE(linesOf(full.file), QByteArrayList{"of yesterday"});
        QCOMPARE(QDir(m_dir.path()).entryList({u"full*"_s}), QStringList{u"full.csv"_s});
    }

    /// Whoever quits in the middle wakes nobody any more: rows about people must not stay on the disk without a name.
    void anEngineThatEndsLeavesNoRowsOnTheDisk()
    {
        std::atomic<bool> isClosing = false;
        std::atomic<bool> mayGoOn = false;
        auto details = std::make_unique<DetailExport>(DetailExport::Ports{*m_history, *m_privacy, m_clock, m_gate});
        api::DetailRequest wanted = request(u"quit.csv"_s);
        wanted.open = [&](const QString& file) -> std::unique_ptr<api::DetailSheet> {
            return std::make_unique<SlowlyClosedSheet>(file, isClosing, mayGoOn);
        };
        // Kept until the program ends, as what waits in an engine that ends.
        static QCoro::Task<api::Answer<DetailsMade>>* run = nullptr;
        run = new QCoro::Task(details->run(wanted, [](const api::DetailProgress&) {}));
        QTRY_VERIFY_WITH_TIMEOUT(isClosing, 60'000);
        QCOMPARE(QDir(m_dir.path()).entryList({u"quit*"_s}).size(), 1);
        mayGoOn = true;
        details.reset();  // before the answer of the other thread has come
        QVERIFY(!run->isReady());
        QVERIFY(QDir(m_dir.path()).entryList({u"quit*"_s}).isEmpty());
    }

    /// A shop whose conversations are long gets its file in smaller pages, and a store that is away is not asked for
    /// ever.
    void aPageThatTakesTooLongIsAskedInPieces()
    {
        SlowCounting slow(*m_history, 60);
        DetailExport details({slow, *m_privacy, m_clock, m_gate});
        const auto made =
            std::get<DetailsMade>(await(details.run(request(u"pieces.csv"_s), [](const api::DetailProgress&) {})));
        QCOMPARE(made.rows, kConversations);
        const QByteArrayList lines = linesOf(made.file);
        QCOMPARE(QSet<QByteArray>(lines.begin(), lines.end()).size(), kConversations);

        SlowCounting never(*m_history, 0);
        DetailExport none({never, *m_privacy, m_clock, m_gate});
        QVERIFY_THROWS_EXCEPTION(StoreError,
                                 await(none.run(request(u"never.csv"_s), [](const api::DetailProgress&) {})));
        QVERIFY(never.asked > 1 && never.asked < 10);
        QVERIFY(QDir(m_dir.path()).entryList({u"never*"_s}).isEmpty());
    }

    /// Who cannot be written down does not get it.
    void withoutAnAuditLogNothingLeaves()
    {
        UnwrittenAudit away;
        DetailExport details({*m_history, away, m_clock, m_gate});
        StatisticsHost host;
        host.attach(nullptr, &details);
        const auto answer = resultOf(host.exportDetails(request(u"unaudited.csv"_s)));
        QCOMPARE(std::get<api::DeskFailure>(answer).error, api::DeskError::StoreDown);
        QVERIFY(QDir(m_dir.path()).entryList({u"unaudited*"_s}).isEmpty());
        QVERIFY(!details.running());
    }
};

TONGDAI_TEST(DetailExportTest)

}  // namespace tongdai::testing

#include "detail_export_test.moc"
