#include "engine/history/disputes/cases/sql_cases.h"
#include "engine/history/privacy/sql_privacy.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const CaseActor kCaseLan{OperatorId("lan"_ba), u"Lan"_s};
const CaseActor kCaseHung{OperatorId("hung"_ba), u"Hùng"_s};

QUuid caseIdOf(const CaseFile& file)
{
    return QUuid::fromString(QLatin1StringView(file.shown.id));
}

}  // namespace

void HistoryBehaviour::opensOneCaseAConversation()
{
    accept(message(u"c1"_s, u"m1"_s));
    SqlCases cases(store());
    CaseDraft draft;
    draft.conversation = ConversationId("c1"_ba);
    draft.message = MessageId("m1"_ba);
    draft.deadline = clock().now() + 72h;
    const std::optional<CaseFile> file = await(cases.openCase(draft, kCaseLan));
    QVERIFY(file.has_value());
    QCOMPARE(file->shown.number, u"KN-0001"_s);
    QCOMPARE(file->shown.ref, (ThreadRef{"own", "c1"}));
    QCOMPARE(file->message, "m1"_ba);
    QCOMPARE(file->openedName, u"Lan"_s);
    QCOMPARE(*file->shown.deadline, draft.deadline);
    QVERIFY(file->shown.isOpen && !file->shown.isHeld);
    QCOMPARE(await(cases.openCase(draft, kCaseHung))->shown.id, file->shown.id);
    draft.conversation = ConversationId("nobody"_ba);
    QVERIFY(!await(cases.openCase(draft, kCaseLan)).has_value());
    SqlPrivacy privacy(store());
    QCOMPARE(await(privacy.auditLines(1)).front().action, u"case.opened"_s);
}

void HistoryBehaviour::decidesACaseByTwoPeople()
{
    accept(message(u"c1"_s, u"m1"_s));
    SqlCases cases(store());
    CaseDraft draft;
    draft.conversation = ConversationId("c1"_ba);
    const QUuid id = caseIdOf(*await(cases.openCase(draft, kCaseLan)));
    QCOMPARE(await(cases.approveVerdict(id, kCaseHung)), CaseAct::NotOpen);  // nothing is proposed
    QCOMPARE(await(cases.addNote(id, u"Kho đóng thiếu"_s, kCaseLan)), CaseAct::Done);
    QCOMPARE(await(cases.proposeVerdict(id, DisputeVerdict::Customer, {}, kCaseHung)), CaseAct::Done);
    QCOMPARE(await(cases.proposeVerdict(id, DisputeVerdict::Shop, u"Kho"_s, kCaseLan)), CaseAct::Done);
    QCOMPARE(await(cases.approveVerdict(id, kCaseLan)), CaseAct::SamePerson);
    QCOMPARE(await(cases.approveVerdict(id, kCaseHung)), CaseAct::Done);
    QCOMPARE(await(cases.proposeVerdict(id, DisputeVerdict::Nobody, {}, kCaseHung)), CaseAct::NotOpen);
    const std::optional<CaseFile> file = await(cases.caseFile(id));
    QCOMPARE(file->shown.status, u"DECIDED"_s);
    QCOMPARE(file->verdict.verdict, DisputeVerdict::Shop);
    QCOMPARE(file->verdict.proposedName, u"Lan"_s);
    QCOMPARE(file->verdict.approvedName, u"Hùng"_s);
    QVERIFY(file->verdict.decidedAt.has_value());
    QCOMPARE(file->notes.front().body, u"Kho đóng thiếu"_s);
    QCOMPARE(await(cases.addNote(QUuid::createUuid(), u"x"_s, kCaseLan)), CaseAct::NotFound);
    // It may be disputed again.
    QVERIFY(caseIdOf(*await(cases.openCase(draft, kCaseLan))) != id);
    SqlPrivacy privacy(store());
    QVERIFY(!await(privacy.verifyAudit()).firstBad.has_value());
}

void HistoryBehaviour::listsCasesByKey()
{
    SqlCases cases(store());
    for (int i = 1; i <= 3; ++i) {
        accept(message(u"c%1"_s.arg(i), u"m%1"_s.arg(i)));
        CaseDraft draft;
        draft.conversation = ConversationId::fromString(u"c%1"_s.arg(i));
        await(cases.openCase(draft, kCaseLan));
    }
    const DisputeCasePage first = await(cases.caseList(std::nullopt, 2));
    QCOMPARE(int(first.cases.size()), 2);
    QCOMPARE(first.cases[0].number, u"KN-0003"_s);
    const DisputeCasePage second = await(cases.caseList(first.earlier, 2));
    QCOMPARE(int(second.cases.size()), 1);
    QCOMPARE(second.cases[0].number, u"KN-0001"_s);
    QVERIFY(!second.earlier.has_value());
}

void HistoryBehaviour::keepsACaseThatIsHeld()
{
    accept(message(u"c1"_s, u"m1"_s));
    SqlCases cases(store());
    SqlPrivacy privacy(store());
    CaseDraft draft;
    draft.conversation = ConversationId("c1"_ba);
    const QUuid id = caseIdOf(*await(cases.openCase(draft, kCaseLan)));
    LegalHold hold;
    hold.kind = HoldKind::Conversation;
    hold.subject = "c1";
    hold.placedBy = u"lan"_s;
    hold = await(privacy.placeHold(hold, hold.placedBy.toUtf8()));
    QVERIFY(await(cases.caseFile(id))->shown.isHeld);
    const SenderId person = message(u"c1"_s, u"m1"_s).sender;
    QVERIFY(!await(privacy.erasePerson(person, "lan"_ba)).report.holds.empty());
    QVERIFY(await(cases.caseFile(id)).has_value());
    await(privacy.releaseHold(hold.id, "lan"_ba));
    await(privacy.erasePerson(person, "lan"_ba));
    QVERIFY(!await(cases.caseFile(id)).has_value());
}

}  // namespace tongdai::testing
