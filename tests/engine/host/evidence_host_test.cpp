#include "engine/host/evidence/evidence_host.h"

#include "engine/domain/store_error.h"
#include "engine/history/disputes/cases/sql_cases.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sql_history.h"
#include "engine/history/tasks/sql_tasks.h"
#include "engine/host/audit/audit_folder.h"
#include "engine/host/machine/system_clock.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/other_program.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using api::EvidenceMade;
using api::EvidenceRequest;

namespace {

IncomingMessage saidForEvidence(int i)
{
    IncomingMessage message;
    message.source = "platform";
    message.conversation = ConversationId("c1"_ba);
    message.messageId = MessageId("m-"_ba + QByteArray::number(i));
    message.sender = SenderId("u1"_ba);
    message.senderType = u"user"_s;
    message.content = i == 1 ? u"Số em 0912345678 ạ"_s : u"Tin thứ %1"_s.arg(i);
    message.sentAt = 1'763'712'000 + i;
    message.bodyHash = hashBody(message);
    return message;
}

/// An audit log that cannot be written.
class AwayAudit final : public ports::AuditLog {
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

/// The way of evidence out of a real store into a file.
class EvidenceHostTest : public QObject {
    Q_OBJECT

    static constexpr int kLines = 510;  // more than one page

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlPrivacy> m_privacy;
    std::unique_ptr<SqlCases> m_cases;
    std::unique_ptr<SqlTasks> m_tasks;
    OtherProgram m_other;
    std::unique_ptr<AuditFolder> m_shelf;
    DeskGate m_gate{{OperatorId("minh"_ba), u"Trần Minh"_s}};
    std::unique_ptr<EvidenceService> m_service;
    EvidenceHost m_host;

    std::unique_ptr<EvidenceService> serviceWith(ports::AuditLog& audit)
    {
        return std::make_unique<EvidenceService>(
            EvidenceService::Ports{*m_history,
                                   audit,
                                   *m_shelf,
                                   m_clock,
                                   [] {
                                       AuditHealth health;
                                       health.state = AuditState::Ok;
                                       return health;
                                   },
                                   [this] { return m_history->installation(); },
                                   m_gate,
                                   *m_cases,
                                   {&m_other},
                                   *m_tasks,
                                   *m_tasks},
            EvidenceService::Options{"a secret that only this test knows", u"Mộc An"_s, OwnerId("here"_ba)});
    }

    EvidenceRequest request(const QString& name) const
    {
        EvidenceRequest request;
        request.conversation = ConversationId("c1"_ba);
        request.file = m_dir.filePath(name);
        request.zone = "Asia/Ho_Chi_Minh";
        request.print = [](const EvidenceBook& book, const EvidenceGoOn&) {
            return "printed "_ba + QByteArray::number(book.lines.size());
        };
        request.printedAs = u"pdf"_s;
        return request;
    }

    static api::Answer<EvidenceMade> resultOf(const api::Asked<EvidenceMade>& asked)
    {
        if (!QTest::qWaitFor([&] { return asked.isFinished(); }, 60'000)) return api::DeskFailure{};
        return asked.result();
    }

private slots:
    void initTestCase()
    {
        m_history = std::make_unique<SqlHistory>(sqliteBackend(m_dir.filePath(u"history.sqlite"_s)), m_clock);
        await(m_history->open());
        m_gate.setRoster({});
        m_privacy = std::make_unique<SqlPrivacy>(*m_history);
        m_cases = std::make_unique<SqlCases>(*m_history);
        m_tasks = std::make_unique<SqlTasks>(*m_history);
        m_shelf = std::make_unique<AuditFolder>(m_dir.path());
        for (int i = 1; i <= kLines; ++i)
            await(m_history->accept(saidForEvidence(i), {}));
        m_service = serviceWith(*m_privacy);
    }

    void answersNotReadyBeforeTheEngineIsThere()
    {
        const auto answer = resultOf(m_host.exportConversation(request(u"early.zip"_s)));
        QCOMPARE(std::get<api::DeskFailure>(answer).error, api::DeskError::NotReady);
    }

    void aConversationBecomesAPackageThatVerifies()
    {
        m_host.attach(m_service.get());
        QSignalSpy progressed(&m_host, &api::Evidence::progressed);
        const auto answer = resultOf(m_host.exportConversation(request(u"whole.zip"_s)));
        const auto& made = std::get<EvidenceMade>(answer);
        QVERIFY(!made.isCancelled && !made.hasGaps);
        QCOMPARE(made.lines, kLines);
        QCOMPARE(QFileInfo(made.file).size(), made.bytes);
        QVERIFY(progressed.count() >= 3);

        const auto asked = m_host.verify(made.file);
        QTRY_VERIFY(asked.isFinished());
        const auto verdict = std::get<EvidenceVerdict>(asked.result());
        QVERIFY(verdict.isWhole() && verdict.isComplete());
        QCOMPARE(verdict.rows, kLines);
        QCOMPARE(verdict.head, made.head);
        QFile file(made.file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY2(!bytes.contains("0912345678"), "masked where nobody asked for the whole");
        QVERIFY(bytes.contains("printed 510"));

        const std::vector<AuditLine> audit = await(m_privacy->auditLines(1));
        QCOMPARE(audit.at(0).action, u"evidence_exported"_s);
        QCOMPARE(audit.at(0).detail["chain_head"_L1].toString(), QString::fromLatin1(made.head.toHex()));
        QCOMPARE(audit.at(0).detail["masked"_L1].toBool(), true);
    }

    void printsAloneWhereThatIsWanted()
    {
        EvidenceRequest wanted = request(u"alone.pdf"_s);
        wanted.form = EvidenceRequest::Form::Print;
        wanted.isMasked = false;
        wanted.print = [](const EvidenceBook& book, const EvidenceGoOn&) {
            return book.lines.front().message.body.toUtf8();
        };
        const auto made = std::get<EvidenceMade>(resultOf(m_host.exportConversation(wanted)));
        QFile file(made.file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), u"Số em 0912345678 ạ"_s.toUtf8());
    }

    void whatIsCancelledLeavesNothing()
    {
        EvidenceRequest wanted = request(u"cancelled.zip"_s);
        wanted.print = [this](const EvidenceBook&, const EvidenceGoOn& goOn) {
            m_host.cancelExport();
            return goOn(1, 2) ? "printed"_ba : QByteArray();
        };
        const auto asked = m_host.exportConversation(wanted);
        const auto second = resultOf(m_host.exportConversation(request(u"second.zip"_s)));
        QCOMPARE(std::get<api::DeskFailure>(second).error, api::DeskError::Refused);
        QVERIFY(std::get<EvidenceMade>(resultOf(asked)).isCancelled);
        QVERIFY(QDir(m_dir.path()).entryList({u"cancelled*"_s, u"second*"_s}).isEmpty());
        QVERIFY(std::holds_alternative<EvidenceMade>(resultOf(m_host.exportConversation(request(u"next.zip"_s)))));
    }

    /// It is a row while it is in work, which any engine's Tasks tab shows and can cancel (guarantees 2.7).
    void isShownAndCancelledAsBackgroundWork()
    {
        EvidenceRequest wanted = request(u"by-tab.zip"_s);
        std::atomic<bool> isPrinting = false;
        wanted.print = [&isPrinting](const EvidenceBook&, const EvidenceGoOn& goOn) {
            isPrinting = true;
            while (goOn(3, 9))
                QThread::msleep(10);
            return QByteArray();
        };
        const auto asked = m_host.exportConversation(wanted);
        QTRY_VERIFY(isPrinting);
        const auto shown = [this] {
            std::vector<TaskOnDesk> tasks = await(m_tasks->tasksOnDesk(10));
            std::erase_if(tasks, [](const TaskOnDesk& each) { return each.task.kind != u"export"_s; });
            return tasks;
        };
        QTRY_COMPARE(shown().at(0).total, 9);
        const TaskOnDesk row = shown().at(0);
        QCOMPARE(row.task.state, TaskState::Working);
        QCOMPARE(row.task.conversation, wanted.conversation);
        QCOMPARE(row.done, 3);
        QVERIFY(await(m_tasks->cancelTask(row.task.id, "lan")));
        QVERIFY(std::get<EvidenceMade>(resultOf(asked)).isCancelled);
        QVERIFY(shown().empty());
        QVERIFY(QDir(m_dir.path()).entryList({u"by-tab*"_s}).isEmpty());
    }

    void whatCannotBeDoneSaysWhyAndLeavesNothing()
    {
        EvidenceRequest unknown = request(u"unknown.zip"_s);
        unknown.conversation = ConversationId("nobody's"_ba);
        QCOMPARE(std::get<api::DeskFailure>(resultOf(m_host.exportConversation(unknown))).error,
                 api::DeskError::NotFound);
        EvidenceRequest nowhere = request(u"x.zip"_s);
        nowhere.file = u"/proc/nowhere/x.zip"_s;
        const auto refused = std::get<api::DeskFailure>(resultOf(m_host.exportConversation(nowhere)));
        QCOMPARE(refused.error, api::DeskError::Refused);
        QVERIFY(!refused.detail.isEmpty());
        EvidenceRequest blank = request(u"blank.zip"_s);
        blank.print = [](const EvidenceBook&, const EvidenceGoOn&) { return QByteArray(); };
        QCOMPARE(std::get<api::DeskFailure>(resultOf(m_host.exportConversation(blank))).error, api::DeskError::Refused);
        QVERIFY(!QFile::exists(blank.file));
    }

    void aCaseGoesOutWithItsConversationAndWithNoOther()
    {
        CaseDraft draft;
        draft.conversation = ConversationId("c1"_ba);
        draft.message = MessageId("m-1"_ba);
        const CaseActor hung{OperatorId("hung"_ba), u"Hùng"_s};
        const auto opened = await(m_cases->openCase(draft, hung));
        QVERIFY(opened);
        const QUuid id = QUuid::fromString(QLatin1StringView(opened->shown.id));
        await(m_cases->addNote(id, u"Đã gọi 0912345678, kho nhận lỗi"_s, hung));
        await(m_cases->proposeVerdict(id, DisputeVerdict::Shop, u"Giao thiếu"_s, hung));

        for (const bool withNotes : {false, true}) {
            EvidenceRequest wanted = request(u"case-%1.zip"_s.arg(withNotes));
            wanted.dispute = opened->shown.id;
            wanted.withNotes = withNotes;
            const auto made = std::get<EvidenceMade>(resultOf(m_host.exportConversation(wanted)));
            const auto asked = m_host.verify(made.file);
            QTRY_VERIFY(asked.isFinished());
            const auto verdict = std::get<EvidenceVerdict>(asked.result());
            QVERIFY(verdict.isWhole() && verdict.isComplete());
            QCOMPARE(verdict.manifest["subject"_L1]["case"_L1].toString(), opened->shown.number);
            QFile file(made.file);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(bytes.contains("\"fault\":\"SHOP\"") && bytes.contains("case.json"));
            QCOMPARE(bytes.contains(u"kho nhận lỗi"_s.toUtf8()), withNotes);
            QVERIFY(!bytes.contains("0912345678"));
        }
        QCOMPARE(await(m_privacy->auditLines(1)).at(0).detail["case"_L1].toString(), opened->shown.number);

        EvidenceRequest other = request(u"strange.zip"_s);
        other.source = "mysql";
        other.conversation = ConversationId("thr-1"_ba);
        other.dispute = opened->shown.id;
        QCOMPARE(std::get<api::DeskFailure>(resultOf(m_host.exportConversation(other))).error,
                 api::DeskError::NotFound);
        QVERIFY(!QFile::exists(other.file));
    }

    void aConversationOfAnotherProgramIsWholeAndInOrder()
    {
        EvidenceRequest wanted = request(u"other.zip"_s);
        wanted.source = "mysql";
        wanted.conversation = ConversationId("thr-1"_ba);
        std::vector<EvidenceLine> lines;
        wanted.print = [&lines](const EvidenceBook& book, const EvidenceGoOn&) {
            lines = book.lines;
            return "printed"_ba;
        };
        const auto made = std::get<EvidenceMade>(resultOf(m_host.exportConversation(wanted)));
        QCOMPARE(made.lines, 5);
        QVERIFY(!made.hasGaps);
        QCOMPARE(lines.size(), size_t(5));
        for (size_t at = 0; at < lines.size(); ++at) {
            QCOMPARE(lines[at].message.messageId, MessageId("m-"_ba + QByteArray::number(at + 1)));
            QCOMPARE(lines[at].message.rev, qint64(at + 1));
        }
        QVERIFY(lines[0].isMasked && !lines[0].message.body.contains(u"0912345678"_s));
        QCOMPARE(lines[1].message.metadata[kOfOtherProgram]["receipts"_L1][0]["read_at"_L1].toString(),
                 u"2025-11-21T08:01:09.000Z"_s);
        QVERIFY(lines[2].message.body.isEmpty());
        QCOMPARE(lines[3].message.metadata[kOfOtherProgram]["attachments_sha256"_L1][0].toString(), u"ab12"_s);
        const auto asked = m_host.verify(made.file);
        QTRY_VERIFY(asked.isFinished());
        const auto verdict = std::get<EvidenceVerdict>(asked.result());
        QVERIFY(verdict.isWhole() && verdict.isComplete());
        QVERIFY(verdict.manifest["completeness"_L1]["numbered_when_read"_L1].toBool());
        QCOMPARE(await(m_privacy->auditLines(1)).at(0).detail["source"_L1].toString(), u"mysql"_s);

        wanted.source = "nobody's";
        QCOMPARE(std::get<api::DeskFailure>(resultOf(m_host.exportConversation(wanted))).error,
                 api::DeskError::NotFound);
    }

    /// Who cannot be written down does not get it (security S43).
    void withoutAnAuditLogNothingLeaves()
    {
        AwayAudit away;
        const auto service = serviceWith(away);
        EvidenceHost host;
        host.attach(service.get());
        const auto answer = resultOf(host.exportConversation(request(u"unaudited.zip"_s)));
        QCOMPARE(std::get<api::DeskFailure>(answer).error, api::DeskError::StoreDown);
        QVERIFY(!QFile::exists(m_dir.filePath(u"unaudited.zip"_s)));
    }

    void cleanupTestCase()
    {
        m_host.attach(nullptr);
        m_history->close();
        m_service.reset();
        m_clock.wakeAll();  // who told how far an export was rests for a second
    }
};

TONGDAI_TEST(EvidenceHostTest)

}  // namespace tongdai::testing

#include "evidence_host_test.moc"
