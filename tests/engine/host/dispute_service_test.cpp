#include "engine/domain/conversation/system_note.h"
#include "engine/history/disputes/cases/sql_cases.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sql_history.h"
#include "engine/host/dispute/dispute_host.h"
#include "engine/host/machine/system_clock.h"
#include "engine/work/desk/own_dispute_source.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/host/moody_disputes.h"
#include "tests/support/fake_people.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// What the Dispute page asks of the engine, over a real store and a source that may be away.
class DisputeServiceTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlCases> m_cases;
    std::unique_ptr<SqlPrivacy> m_privacy;
    std::unique_ptr<OwnDisputeSource> m_own;
    MoodySource m_other;
    MoodyDesk m_desk;
    std::unique_ptr<DeskGate> m_gate;
    std::unique_ptr<DisputeService> m_service;

    QString newestAct() { return await(m_privacy->auditLines(1)).front().action; }
    int looksWrittenDown()
    {
        const std::vector<AuditLine> lines = await(m_privacy->auditLines(1'000));
        return int(std::ranges::count(lines, u"dispute.viewed"_s, &AuditLine::action));
    }
    bool isGivenOut(const ThreadRef& ref, const std::optional<LineKey>& before)
    {
        return std::holds_alternative<DisputeThread>(await(m_service->thread(ref, before)));
    }
    void accept(const QByteArray& conversation, const QByteArray& id, const QString& content)
    {
        IncomingMessage message;
        message.source = "platform";
        message.conversation = ConversationId(conversation);
        message.messageId = MessageId(id);
        message.sender = SenderId("khach"_ba);
        message.senderType = u"user"_s;
        message.content = content;
        message.sentAt = 1;
        message.bodyHash = hashBody(message);
        await(m_history->accept(message, {}));
    }
    static Person person(const QByteArray& id, Role role)
    {
        Person person;
        person.id = OperatorId(id);
        person.name = QString::fromUtf8(id);
        person.role = role;
        return person;
    }

private slots:
    void init()
    {
        m_history = std::make_unique<SqlHistory>(
            sqliteBackend(m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction()))), m_clock);
        await(m_history->open());
        accept("c1", "m1", u"Shop giao thiếu hàng rồi"_s);
        m_cases = std::make_unique<SqlCases>(*m_history);
        m_privacy = std::make_unique<SqlPrivacy>(*m_history);
        m_own = std::make_unique<OwnDisputeSource>(OwnDisputeSource::Ports{*m_history, *m_history, *m_history},
                                                   m_history->target());
        m_other.isAway = false;
        m_other.told.clear();
        m_other.found.clear();
        m_desk = {};
        m_gate = std::make_unique<DeskGate>(DeskGate::Implicit{OperatorId("lan"_ba), u"Lan"_s});
        m_gate->setRoster({});
        m_service = std::make_unique<DisputeService>(DisputeService::Ports{
            {m_own.get(), &m_other}, *m_cases, *m_privacy, *m_privacy, m_clock, *m_gate, &m_desk, u"admin-1"_s});
    }
    void cleanup()
    {
        m_history->close();
        m_service.reset();
        m_clock.wakeAll();
    }

    /// Whoever wakes at an engine's stop must not lie down again: nothing would wake it any more.
    void nobodyLooksAfterTheStop()
    {
        QVERIFY(std::holds_alternative<std::vector<SourceStatus>>(await(m_service->sources())));
        QTRY_VERIFY(m_other.looks > 0);
        m_service->stop();
        const int before = m_other.looks;
        m_clock.wakeAll();
        QTest::qWait(50);
        QCOMPARE(m_other.looks, before);
    }

    /// features F11: the engine masks for everybody; who reveals says why, and that stands there first.
    void numbersAreMaskedUntilSomebodyRevealsThemWithAReason()
    {
        const QString said = u"Gọi 0912345678, thẻ 4111 1111 1111 1111, đơn 20251120"_s;
        accept("c1", "m2", said);
        const ThreadRef ref{"own", "c1"};
        QVERIFY(std::holds_alternative<api::DeskFailure>(await(m_service->reveal(ref, "m2", u"chưa mở"_s))));
        const auto thread = std::get<DisputeThread>(await(m_service->thread(ref, std::nullopt)));
        const DisputeLine& line = thread.lines.back();
        QVERIFY(line.isMasked && !thread.lines.front().isMasked);
        QVERIFY2(!line.body.contains(u"0912345678"_s) && !line.body.contains(u"4111 1111 1111"_s),
                 qPrintable(line.body));
        QVERIFY2(line.body.contains(u"678"_s) && line.body.contains(u"20251120"_s), qPrintable(line.body));

        const auto without = std::get<api::DeskFailure>(await(m_service->reveal(ref, "m2", u"  "_s)));
        QCOMPARE(without.error, api::DeskError::Refused);
        QCOMPARE(newestAct(), u"dispute.viewed"_s);
        QVERIFY(std::holds_alternative<api::DeskFailure>(await(m_service->reveal(ref, "m1", u"không che"_s))));
        const auto clear = std::get<DisputeLine>(await(m_service->reveal(ref, "m2", u"Gọi lại cho khách"_s)));
        QCOMPARE(clear.body, said);
        const AuditLine written = await(m_privacy->auditLines(1)).front();
        QCOMPARE(written.action, u"dispute.revealed"_s);
        QCOMPARE(written.detail["reason"_L1].toString(), u"Gọi lại cho khách"_s);

        DisputeSearch search;
        search.text = u"thẻ"_s;
        const auto found = std::get<api::FoundLines>(await(m_service->search(search)));
        for (const DisputeHit& hit : found.hits)
            QVERIFY2(!hit.body.contains(u"0912345678"_s), qPrintable(hit.body));
        // Another thread is looked at: what the first one held is not kept for later.
        QVERIFY(std::holds_alternative<DisputeThread>(await(m_service->thread({"mysql", "thr-1"}, std::nullopt))));
        QVERIFY(std::holds_alternative<api::DeskFailure>(await(m_service->reveal(ref, "m2", u"lại"_s))));
    }

    /// Nobody guesses a number digit by digit, of no source; words beside it are found, as raw Telex too.
    void whatStandsBehindDotsIsNotFound()
    {
        accept("c1", "m2", u"Gọi mình 0912345678 nhé"_s);
        m_other.found = u"Gọi mình 0912345678 nhé"_s;
        const auto found = [this](const QString& words) {
            DisputeSearch search;
            search.text = words;
            return std::get<api::FoundLines>(await(m_service->search(search)));
        };
        const QStringList hidden{u"0912"_s, u"0912345678"_s, u"goi minh 091"_s};
        for (const QString& words : hidden) {
            const api::FoundLines none = found(words);
            QVERIFY2(none.hits.empty() && none.found == 0, qPrintable(words));
        }
        const QStringList shown{u"goi minh"_s, u"gọi"_s, u"goij minhf"_s};
        for (const QString& words : shown) {
            const api::FoundLines both = found(words);
            QVERIFY2(both.hits.size() == 2 && both.found == 2, qPrintable(words));
            QVERIFY(!both.hits[0].body.contains(u"0912"_s) && !both.hits[1].body.contains(u"0912"_s));
        }
    }

    /// Security S16: the page of somebody whose role has no disputes is not drawn, and would get nothing either.
    void aRoleWithoutDisputesIsRefusedEverything()
    {
        for (const Role role : kAllRoles) {
            m_gate->seat(person("minh", role));
            const auto isRefused = [](const auto& answer) {
                const auto* failure = std::get_if<api::DeskFailure>(&answer);
                return failure && failure->error == api::DeskError::NotAllowed;
            };
            const bool mayReview = may(role, Permission::ReviewDisputes);
            QCOMPARE(isRefused(await(m_service->cases(10))), !mayReview);
            QCOMPARE(isRefused(await(m_service->thread({"own", "c1"}, std::nullopt))), !mayReview);
            QCOMPARE(isRefused(await(m_service->threadAround({"own", "c1"}, "m1"))), !mayReview);
            QCOMPARE(isRefused(await(m_service->search({}))), !mayReview);
            QCOMPARE(isRefused(await(m_service->reveal({"own", "c1"}, "m1", u"vì sao"_s))),
                     !may(role, Permission::RevealMasked));
            QCOMPARE(isRefused(await(m_service->noteSaved({"own", "c1"}, 1))), !may(role, Permission::ExportEvidence));
            QCOMPARE(isRefused(await(m_service->addNote("none", u"x"_s))), !may(role, Permission::JudgeDisputes));
            QCOMPARE(isRefused(await(m_service->setHold("none", true))), !may(role, Permission::PlaceHolds));
            QCOMPARE(isRefused(await(m_service->join("mysql", "dis-1", u"vì sao"_s))),
                     !may(role, Permission::JudgeDisputes));
        }
    }

    void aThreadIsGivenOutOnlyAfterTheLookWasWrittenDown()
    {
        const auto answer = await(m_service->thread({"own", "c1"}, std::nullopt));
        const auto& thread = std::get<DisputeThread>(answer);
        QCOMPARE(int(thread.lines.size()), 1);
        QCOMPARE(thread.lines[0].body, u"Shop giao thiếu hàng rồi"_s);
        QCOMPARE(thread.lines[0].role, PartyRole::Customer);
        QCOMPARE(newestAct(), u"dispute.viewed"_s);
        QCOMPARE(std::get<api::DeskFailure>(await(m_service->thread({"own", "nobody"}, std::nullopt))).error,
                 api::DeskError::NotFound);
        m_history->close();
        QVERIFY_THROWS_EXCEPTION(StoreError, await(m_service->thread({"mysql", "thr-1"}, std::nullopt)));
    }

    /// Led to a line that the newest page does not hold: that page comes which does, and as a look of its own.
    void aLineIsShownAmongWhatWasSaidAroundIt()
    {
        for (int i = 2; i <= 450; ++i)
            accept("c1", "m" + QByteArray::number(i), QString::number(i));
        const auto idsOf = [](const DisputeThread& thread) {
            std::vector<QByteArray> ids;
            for (const DisputeLine& line : thread.lines)
                ids.push_back(line.id);
            return ids;
        };
        const ThreadRef ref{"own", "c1"};
        const auto page = std::get<DisputeThread>(await(m_service->threadAround(ref, "m150")));
        const std::vector<QByteArray> ids = idsOf(page);
        QCOMPARE(int(ids.size()), DisputeService::kLinesOfAPage);
        QCOMPARE(ids.front(), "m51"_ba);
        QCOMPARE(ids.back(), "m250"_ba);
        QVERIFY(page.earlier && page.hasLater);
        QCOMPARE(looksWrittenDown(), 1);
        // Its neighbours join without a gap, and are of the same look.
        const auto later = std::get<DisputeThread>(await(m_service->threadAround(ref, "m250")));
        QVERIFY(later.hasLater && idsOf(later).back() == "m350");
        const auto earlier = std::get<DisputeThread>(await(m_service->thread(ref, page.earlier)));
        QCOMPARE(idsOf(earlier).back(), "m50"_ba);
        QCOMPARE(looksWrittenDown(), 1);
        const auto newest = std::get<DisputeThread>(await(m_service->threadAround(ref, "m420")));
        QVERIFY(!newest.hasLater && idsOf(newest).back() == "m450");
        const auto oldest = std::get<DisputeThread>(await(m_service->threadAround(ref, "m1")));
        QVERIFY(oldest.hasLater && !oldest.earlier && idsOf(oldest).front() == "m1");
        QCOMPARE(std::get<api::DeskFailure>(await(m_service->threadAround(ref, "nowhere"))).error,
                 api::DeskError::NotFound);
        QCOMPARE(std::get<api::DeskFailure>(await(m_service->threadAround({"mysql", "thr-1"}, "gone"))).error,
                 api::DeskError::NotFound);
        QCOMPARE(looksWrittenDown(), 1);
        QVERIFY(std::get<DisputeThread>(await(m_service->threadAround({"mysql", "thr-1"}, "m-1"))).hasLater);
        QCOMPARE(m_other.told, QList{ports::DisputeLook::Begins});
        QCOMPARE(looksWrittenDown(), 2);
    }

    /// Whatever page it begins with; the further pages of the same look are not written down again.
    void aLookThatBeginsWithAnOlderPageIsWrittenDownToo()
    {
        const LineKey older{TimePoint(std::chrono::seconds(9)), "9"};
        QVERIFY(isGivenOut({"mysql", "thr-1"}, older));
        QCOMPARE(looksWrittenDown(), 1);
        QVERIFY(isGivenOut({"mysql", "thr-1"}, older));
        QCOMPARE(looksWrittenDown(), 1);
        using Told = QList<ports::DisputeLook>;
        QCOMPARE(m_other.told, (Told{ports::DisputeLook::Begins, ports::DisputeLook::GoesOn}));
        QVERIFY(isGivenOut({"own", "c1"}, older));
        QCOMPARE(looksWrittenDown(), 2);
        QVERIFY(isGivenOut({"mysql", "thr-1"}, std::nullopt));
        QVERIFY(isGivenOut({"mysql", "thr-1"}, std::nullopt));  // opened again: looked at again
        QCOMPARE(looksWrittenDown(), 4);
    }

    /// Who takes the seat looks anew, and so does the same person who left and came back.
    void theLookEndsWithWhoLooked()
    {
        const LineKey older{TimePoint(std::chrono::seconds(9)), "9"};
        accept("c1", "m2", u"Gọi 0912345678"_s);
        const ThreadRef ref{"own", "c1"};
        QVERIFY(isGivenOut(ref, std::nullopt));
        const Person minh = person("minh", Role::DisputeReviewer);
        m_gate->seat(minh);
        // What somebody else looked at is not revealed to whoever comes after.
        QVERIFY(std::holds_alternative<api::DeskFailure>(await(m_service->reveal(ref, "m2", u"vì sao"_s))));
        QVERIFY(isGivenOut(ref, older));
        QCOMPARE(looksWrittenDown(), 2);
        m_gate->empty(api::SessionEnd::SignedOut);
        m_gate->seat(minh);
        QVERIFY(isGivenOut(ref, older));
        QCOMPARE(looksWrittenDown(), 3);
        QVERIFY(isGivenOut(ref, older));
        QCOMPARE(looksWrittenDown(), 3);
    }

    /// A page that is asked of another thread begins a look at that one: what it masks is revealed under its own name.
    void whatIsMaskedBelongsToItsOwnThread()
    {
        accept("c1", "m2", u"Gọi 0912345678"_s);
        accept("c2", "m3", u"Gọi 0987654321"_s);
        const ThreadRef first{"own", "c1"};
        const ThreadRef second{"own", "c2"};
        QVERIFY(isGivenOut(first, std::nullopt));
        QVERIFY(isGivenOut(second, LineKey{TimePoint(std::chrono::seconds(9)), "9"}));
        QVERIFY(std::holds_alternative<api::DeskFailure>(await(m_service->reveal(first, "m3", u"vì sao"_s))));
        QVERIFY(std::holds_alternative<api::DeskFailure>(await(m_service->reveal(first, "m2", u"vì sao"_s))));
        QCOMPARE(std::get<DisputeLine>(await(m_service->reveal(second, "m3", u"vì sao"_s))).body, u"Gọi 0987654321"_s);
    }

    void anOriginalIsGivenOutOnlyAfterItWasWrittenDown()
    {
        QCOMPARE(std::get<api::OriginalText>(await(m_service->original({"mysql", "thr-1"}, "kept"))).text,
                 u"Nguyên văn"_s);
        QCOMPARE(newestAct(), u"dispute.original"_s);
        QVERIFY(std::holds_alternative<api::DeskFailure>(await(m_service->original({"mysql", "thr-1"}, "gone"))));
    }

    /// Contracts/realtime-chat §8: as the user of the settings, with a reason that stands in the audit log first.
    void whoJoinsAnotherProgramsDisputeSaysWhyFirst()
    {
        const auto refusalOf = [this](const QByteArray& source, const QString& reason) {
            const auto answer = await(m_service->join(source, "dis-1", reason));
            return std::get<api::DeskFailure>(answer).error;
        };
        QCOMPARE(refusalOf("mysql", u"  "_s), api::DeskError::Refused);
        QCOMPARE(refusalOf("own", u"vì sao"_s), api::DeskError::NotFound);
        QVERIFY(m_desk.joined.empty());
        m_desk.says.answer = {{u"isParticipant"_s, true}};
        const auto joined = std::get<api::JoinAnswer>(await(m_service->join("mysql", "dis-1", u" Hòa giải\nKN-1 "_s)));
        QVERIFY(joined.refusal == DisputeRefusal::None && joined.takesPart);
        QCOMPARE(m_desk.joined.size(), 1u);
        QCOMPARE(m_desk.joined[0].dispute, u"dis-1"_s);
        QCOMPARE(m_desk.joined[0].admin, u"admin-1"_s);
        QCOMPARE(m_desk.joined[0].reason, u"Hòa giải KN-1"_s);
        const AuditLine written = await(m_privacy->auditLines(1)).front();
        QCOMPARE(written.action, u"dispute.join"_s);
        QCOMPARE(written.detail["as"_L1].toString(), u"admin-1"_s);
        QCOMPARE(written.detail["reason"_L1].toString(), u"Hòa giải KN-1"_s);
        m_desk.says = {};
        m_desk.says.refusal = DisputeRefusal::JoinedBefore;
        const auto again = std::get<api::JoinAnswer>(await(m_service->join("mysql", "dis-1", u"lại"_s)));
        QCOMPARE(again.refusal, DisputeRefusal::JoinedBefore);
        QVERIFY(!again.takesPart);
        m_history->close();
        QVERIFY_THROWS_EXCEPTION(StoreError, await(m_service->join("mysql", "dis-1", u"vì sao"_s)));
        QCOMPARE(m_desk.joined.size(), 2u);
    }

    void whatIsSavedFromTheScreenIsWrittenDownFirst()
    {
        QVERIFY(std::get<bool>(await(m_service->noteSaved({"own", "c1"}, 7))));
        const AuditLine written = await(m_privacy->auditLines(1)).front();
        QCOMPARE(written.action, u"dispute.saved"_s);
        QCOMPARE(written.detail["lines"_L1].toInt(), 7);
        QVERIFY(std::holds_alternative<api::DeskFailure>(await(m_service->noteSaved({"elsewhere", "c1"}, 7))));
        m_history->close();
        QVERIFY_THROWS_EXCEPTION(StoreError, await(m_service->noteSaved({"own", "c1"}, 7)));
    }

    void oneSourceThatIsAwayKeepsNoOtherFromAnswering()
    {
        m_other.isAway = true;
        const auto found = std::get<api::FoundLines>(await(m_service->search({u"giao thieu"_s, {}, {}, 50})));
        QCOMPARE(int(found.hits.size()), 1);
        QCOMPARE(found.hits[0].ref, (ThreadRef{"own", "c1"}));
        QVERIFY(!found.isWhole);
        QVERIFY(std::get<api::CaseList>(await(m_service->cases(10))).cases.empty());
        m_other.isAway = false;
        QCOMPARE(int(std::get<api::FoundLines>(await(m_service->search({u"giao thieu"_s, {}, {}, 50}))).hits.size()),
                 2);
        QCOMPARE(int(std::get<api::CaseList>(await(m_service->cases(10))).cases.size()), 1);
    }

    /// What only our own history can be narrowed down to is looked for nowhere else.
    void aSearchByOwnFiltersAsksNoOther()
    {
        DisputeSearch search;
        search.text = u"giao thieu"_s;
        search.own.role = Speaker::Customer;
        const auto found = std::get<api::FoundLines>(await(m_service->search(search)));
        QCOMPARE(int(found.hits.size()), 1);
        QCOMPARE(found.hits[0].ref.source, "own"_ba);
        search.own.role.reset();
        search.own.person = SenderId("nobody"_ba);
        QVERIFY(std::get<api::FoundLines>(await(m_service->search(search))).hits.empty());
        search.own = {};
        search.own.conversation = ConversationId(found.hits[0].ref.thread);
        QCOMPARE(int(std::get<api::FoundLines>(await(m_service->search(search))).hits.size()), 1);
        search.own.conversation = ConversationId("nowhere"_ba);
        QVERIFY(std::get<api::FoundLines>(await(m_service->search(search))).hits.empty());
        search.own = {};
        QVERIFY(!std::get<api::FoundLines>(await(m_service->search(search))).hits.empty());

        await(m_history->takeOver(ConversationId("c1"_ba), OperatorId("lan"_ba), u"Lan 0912345678"_s));
        search = {};
        search.own.fact = MessageQuery::Fact::TakenOver;
        const auto taken = std::get<api::FoundLines>(await(m_service->search(search)));
        QCOMPARE(int(taken.hits.size()), 1);
        const std::optional<SystemNote> note = systemNote(taken.hits[0].note);
        QVERIFY(note && note->event == SystemEvent::TookOver);
        QVERIFY2(!note->actor.contains(u"0912345678"_s), "masked as all of it");
        QCOMPARE(taken.hits[0].role, PartyRole::System);
    }

    void aSearchInOneSourceAsksNoOther()
    {
        DisputeSearch search;
        search.text = u"giao thieu"_s;
        search.source = "mysql";
        const auto there = std::get<api::FoundLines>(await(m_service->search(search)));
        QCOMPARE(int(there.hits.size()), 1);
        QCOMPARE(there.hits[0].ref.source, "mysql"_ba);
        m_other.isAway = true;
        search.source = "own";
        const auto own = std::get<api::FoundLines>(await(m_service->search(search)));
        QCOMPARE(int(own.hits.size()), 1);
        QVERIFY(own.isWhole);
        search.to = TimePoint(std::chrono::seconds(1));
        QVERIFY(std::get<api::FoundLines>(await(m_service->search(search))).hits.empty());
        search = {};
        search.source = "own";
        search.from = TimePoint(std::chrono::seconds(1));
        QCOMPARE(int(std::get<api::FoundLines>(await(m_service->search(search))).hits.size()), 1);
        search.source = "zalo";
        QCOMPARE(std::get<api::DeskFailure>(await(m_service->search(search))).error, api::DeskError::NotFound);
    }

    void aCaseGoesFromLiveToAVerdict()
    {
        const auto opened = std::get<CaseFile>(await(m_service->openCase(ConversationId("c1"_ba), MessageId("m1"_ba))));
        QCOMPARE(opened.shown.number, u"KN-0001"_s);
        QVERIFY(opened.shown.deadline.has_value());
        const QByteArray id = opened.shown.id;
        QCOMPARE(int(std::get<CaseFile>(await(m_service->addNote(id, u"Kho đóng thiếu"_s))).notes.size()), 1);
        QVERIFY(std::get<CaseFile>(await(m_service->setHold(id, true))).shown.isHeld);
        QVERIFY(!std::get<CaseFile>(await(m_service->setHold(id, false))).shown.isHeld);
        QCOMPARE(
            std::get<CaseFile>(await(m_service->proposeVerdict(id, DisputeVerdict::Shop, u"Kho"_s))).verdict.verdict,
            DisputeVerdict::Shop);
        QCOMPARE(std::get<api::DeskFailure>(await(m_service->approveVerdict(id))).error, api::DeskError::Refused);
        QCOMPARE(await(m_cases->approveVerdict(QUuid::fromString(QLatin1StringView(id)),
                                               {OperatorId("hung"_ba), u"Hùng"_s})),
                 CaseAct::Done);
        QCOMPARE(std::get<CaseFile>(await(m_service->caseFile(id))).shown.status, u"DECIDED"_s);
        QCOMPARE(std::get<api::DeskFailure>(await(m_service->proposeVerdict(id, DisputeVerdict::Nobody, {}))).error,
                 api::DeskError::AlreadyDecided);
    }

    void tellsWhenASourceComesAndGoes()
    {
        QSignalSpy changed(m_service.get(), &DisputeService::changed);
        const auto first = std::get<std::vector<SourceStatus>>(await(m_service->sources()));
        QCOMPARE(int(first.size()), 2);
        m_other.isAway = true;
        await(m_service->search({u"x"_s, {}, {}, 50}));
        QCOMPARE(changed.last().at(0).value<std::vector<SourceStatus>>().at(1).state, SourceState::Away);
        m_service->cancel();
        QCOMPARE(m_other.cancelled, 1);
    }

    void answersNotReadyBeforeTheEngineIsThere()
    {
        FakePeople people;
        DisputeHost host(people);
        const auto asked = host.cases(10);
        QTRY_VERIFY(asked.isFinished());
        QCOMPARE(std::get<api::DeskFailure>(asked.result()).error, api::DeskError::NotReady);
        host.attach(m_service.get());
        const auto again = host.cases(10);
        QTRY_VERIFY(again.isFinished());
        QVERIFY(std::holds_alternative<api::CaseList>(again.result()));
        host.attach(nullptr);
    }
};

TONGDAI_TEST(DisputeServiceTest)

}  // namespace tongdai::testing

#include "dispute_service_test.moc"
