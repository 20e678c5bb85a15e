#include "engine/host/people/people_service.h"

#include "engine/history/people/sql_people.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/host/machine/system_clock.h"
#include "engine/host/people/password_hasher.h"
#include "engine/host/people/people_host.h"
#include "engine/host/people/roster_watch.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/long_tests.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using api::DeskError;
using api::DeskFailure;
using api::PersonAnswer;
using api::SignInAnswer;
using SignInResult = api::SignInAnswer::Outcome;
using PersonResult = api::PersonAnswer::Result;

namespace {

const OperatorId kOwnerId("chủ"_ba);
const OperatorId kStaffId("lan"_ba);
const QString kOwnersPassword = u"mật khẩu của chủ shop"_s;
const QString kStaffsPassword = u"mật khẩu của Lan"_s;

/// What one engine has of the people, over a store that others may share.
struct PeopleScene {
    explicit PeopleScene(const QString& file, bool isShared = false)
        : history(sqliteBackend(file), clock),
          people(history),
          roster(people, isShared),
          gate({kOwnerId, u"Chủ"_s}),
          service({people, passwords, signIn, gate, [this] { return roster.readNow(); },
                   [this](AuditEntry entry) { notes.push_back(entry.action); }})
    {
        QObject::connect(&roster, &RosterWatch::read, &gate, &DeskGate::setRoster);
        await(history.open());
        await(roster.readNow());
        roster.start();
    }
    ~PeopleScene() { history.close(); }

    SignInResult signIn_(const OperatorId& id, const QString& password)
    {
        return std::get<SignInAnswer>(await(service.signIn(id.toString(), password))).outcome;
    }
    PersonAnswer personAnswer(QCoro::Task<api::Answer<PersonAnswer>> task)
    {
        auto answer = await(std::move(task));
        if (const auto* failure = std::get_if<DeskFailure>(&answer)) {
            refusedWith = *failure;
            PersonAnswer none;
            none.result = PersonResult::NotFound;
            return none;
        }
        return std::get<PersonAnswer>(answer);
    }
    PersonResult resultOf(QCoro::Task<api::Answer<PersonAnswer>> task) { return personAnswer(std::move(task)).result; }
    /// Owner and one operator; nobody sits at the desk.
    void hireLan()
    {
        QCOMPARE(resultOf(service.becomeAdministrator(u"Chủ shop"_s, kOwnersPassword)), PersonResult::Done);
        const PersonAnswer added = personAnswer(service.add(kStaffId, u"Lan"_s, Role::Operator, {}));
        QCOMPARE(added.result, PersonResult::Done);
        service.signOut();
        QCOMPARE(signIn_(kStaffId, added.password), SignInResult::Done);
        QVERIFY(gate.state().me->mustChangePassword);
        QCOMPARE(gate.refusal(Permission::SeeConversations)->error, DeskError::NotSignedIn);
        QCOMPARE(resultOf(service.changePassword(added.password, kStaffsPassword)), PersonResult::Done);
        QVERIFY(gate.allows(Permission::SeeConversations));
        service.signOut();
    }

    SystemClock clock;
    SqlHistory history;
    SqlPeople people;
    RosterWatch roster;
    PasswordHasher passwords;
    SignIn signIn{people, passwords, clock, [this](AuditEntry entry) { notes.push_back(entry.action); }};
    DeskGate gate;
    QStringList notes;
    DeskFailure refusedWith;
    PeopleService service;
};

}  // namespace

/// Signing in and the people, over a real store with real passwords.
class PeopleServiceTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString file() const { return m_dir->filePath(u"history.sqlite"_s); }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void onePersonNeedsNoSignIn()
    {
        PeopleScene shop(file());
        QVERIFY(shop.gate.state().me && shop.gate.state().me->isImplicit);
        QCOMPARE(shop.gate.me(), kOwnerId);
        QVERIFY(!shop.gate.state().needsSignIn);
        for (int i = 0; i < kPermissionCount; ++i)
            QVERIFY(shop.gate.allows(Permission(i)));
        // Nobody can be let in before somebody can let them in.
        QCOMPARE(shop.resultOf(shop.service.add(kStaffId, u"Lan"_s, Role::Operator, {})),
                 PersonResult::NoAdministratorYet);
        QCOMPARE(shop.resultOf(shop.service.setSignInRule(SignInRule::Always)), PersonResult::NoAdministratorYet);
        // What hides the screen needs no password then.
        shop.service.lock();
        QVERIFY(!shop.gate.allows(Permission::SeeConversations));
        QCOMPARE(std::get<SignInAnswer>(await(shop.service.unlock({}))).outcome, SignInResult::Done);
        QVERIFY(shop.gate.allows(Permission::SeeConversations));
    }

    void theFirstBecomesAdministratorAndGoesOn()
    {
        PeopleScene shop(file());
        QCOMPARE(shop.resultOf(shop.service.becomeAdministrator(u"Chủ shop"_s, u"ngắn"_s)),
                 PersonResult::PasswordTooShort);
        QCOMPARE(shop.resultOf(shop.service.becomeAdministrator(u" "_s, kOwnersPassword)), PersonResult::BadName);
        QCOMPARE(shop.resultOf(shop.service.becomeAdministrator(u"Chủ shop"_s, kOwnersPassword)), PersonResult::Done);
        QCOMPARE(shop.gate.me(), kOwnerId);  // what was theirs stays theirs
        QCOMPARE(shop.gate.name(), u"Chủ shop"_s);
        QVERIFY(!shop.gate.state().needsSignIn);
        const PersonAnswer added = shop.personAnswer(shop.service.add(kStaffId, u"Lan"_s, Role::Operator, {}));
        QCOMPARE(added.result, PersonResult::Done);
        QCOMPARE(added.password.size(), 19);
        QVERIFY(shop.gate.state().needsSignIn);
        QVERIFY2(shop.gate.allows(Permission::ManagePeople), "who let the second one in works on");
        QCOMPARE(shop.resultOf(shop.service.add(kStaffId, u"Lan"_s, Role::Operator, {})), PersonResult::NameTaken);
        QCOMPARE(shop.resultOf(shop.service.add(OperatorId("có dấu cách"_ba), u"X"_s, Role::Operator, {})),
                 PersonResult::BadSignInName);
    }

    /// Also the roster that is read at once knows what they see.
    void whoeverIsAddedHasTheirSightFromTheStart()
    {
        PeopleScene shop(file());
        QCOMPARE(shop.resultOf(shop.service.becomeAdministrator(u"Chủ shop"_s, kOwnersPassword)), PersonResult::Done);
        const Sight written{Reach::Own, u"  tối "_s, {u"Zalo"_s}};
        QCOMPARE(shop.resultOf(shop.service.add(kStaffId, u"Lan"_s, Role::Operator, written)), PersonResult::Done);
        QVERIFY(shop.gate.roster().find(kStaffId));
        QCOMPARE(shop.gate.roster().find(kStaffId)->sight, tidied(written));
        QCOMPARE(shop.gate.roster().find(kStaffId)->sight.reach, Reach::Own);
    }

    void asksWhoSitsThere()
    {
        {
            PeopleScene shop(file());
            shop.hireLan();
        }
        PeopleScene shop(file());
        QVERIFY(!shop.gate.state().me && shop.gate.state().needsSignIn);
        for (int i = 0; i < kPermissionCount; ++i)
            QCOMPARE(shop.gate.refusal(Permission(i))->error, DeskError::NotSignedIn);
        QCOMPARE(shop.signIn_(kStaffId, u"sai rồi đó"_s), SignInResult::Wrong);
        QCOMPARE(shop.signIn_(OperatorId("nobody"_ba), kStaffsPassword), SignInResult::Wrong);
        QVERIFY(shop.notes.contains(u"sign_in_refused"_s));
        QCOMPARE(shop.signIn_(kStaffId, kStaffsPassword), SignInResult::Done);
        QCOMPARE(shop.gate.me(), kStaffId);
        QVERIFY(shop.gate.allows(Permission::Answer));
        QCOMPARE(shop.gate.refusal(Permission::ManagePeople)->error, DeskError::NotAllowed);
        QCOMPARE(shop.gate.refusal(Permission::ManagePeople)->detail, u"manage_people"_s);
        auto roster = await(shop.service.roster());
        QCOMPARE(std::get<DeskFailure>(roster).error, DeskError::NotAllowed);
        shop.resultOf(shop.service.change(kOwnerId, {.isDisabled = true}));
        QCOMPARE(shop.refusedWith.error, DeskError::NotAllowed);

        shop.service.lock();
        QCOMPARE(std::get<SignInAnswer>(await(shop.service.unlock(u"sai rồi đó"_s))).outcome, SignInResult::Wrong);
        QVERIFY(shop.gate.state().isLocked);
        QCOMPARE(std::get<SignInAnswer>(await(shop.service.unlock(kStaffsPassword))).outcome, SignInResult::Done);
        QVERIFY(!shop.gate.state().isLocked);
    }

    /// Names nobody has are answered and slowed down like others, so that trying tells nothing.
    void slowsDownWhoTries_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("somebody") << kStaffId.bytes();
        QTest::newRow("nobody") << "nobody"_ba;
    }

    void slowsDownWhoTries()
    {
        QFETCH(QByteArray, name);
        PeopleScene shop(file());
        shop.hireLan();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(shop.signIn_(OperatorId(name), u"sai rồi đó"_s), SignInResult::Wrong);
        auto tooSoon = std::get<SignInAnswer>(await(shop.service.signIn(QString::fromUtf8(name), kStaffsPassword)));
        QCOMPARE(tooSoon.outcome, SignInResult::TooSoon);
        QVERIFY(tooSoon.wait > 0ms && tooSoon.wait <= 5s);
    }

    /// Disabled at one engine: out at all others within a second.
    void whoIsDisabledIsOutEverywhere()
    {
        PeopleScene here(file());
        here.hireLan();
        PeopleScene there(file(), true);
        QCOMPARE(here.signIn_(kOwnerId, kOwnersPassword), SignInResult::Done);
        QCOMPARE(there.signIn_(kStaffId, kStaffsPassword), SignInResult::Done);
        QElapsedTimer watch;
        QCOMPARE(here.resultOf(here.service.change(kStaffId, {.isDisabled = true})), PersonResult::Done);
        watch.start();
        QTRY_VERIFY_WITH_TIMEOUT(!there.gate.state().me, 30'000);
        QVERIFY2(watch.elapsed() < promptly(1s), qPrintable(QString::number(watch.elapsed())));
        QCOMPARE(there.gate.state().lastEnd, api::SessionEnd::Disabled);
        QCOMPARE(there.signIn_(kStaffId, kStaffsPassword), SignInResult::Disabled);
        // A role that changes counts at once, and the session goes on.
        QCOMPARE(here.resultOf(here.service.change(kStaffId, {.isDisabled = false})), PersonResult::Done);
        QTRY_VERIFY(!there.roster.roster().find(kStaffId)->isDisabled);
        QCOMPARE(there.signIn_(kStaffId, kStaffsPassword), SignInResult::Done);
        QCOMPARE(here.resultOf(here.service.change(kStaffId, {.role = Role::Auditor})), PersonResult::Done);
        QTRY_VERIFY(there.gate.allows(Permission::SeeAudit));
        QVERIFY(!there.gate.allows(Permission::Answer));
        // A new password ends what was signed in with the old one.
        const PersonAnswer reset = here.personAnswer(here.service.resetPassword(kStaffId));
        QCOMPARE(reset.result, PersonResult::Done);
        QTRY_VERIFY(!there.gate.state().me);
        QCOMPARE(there.gate.state().lastEnd, api::SessionEnd::PasswordChanged);
        QCOMPARE(here.resultOf(here.service.change(kOwnerId, {.isDisabled = true})), PersonResult::LastAdministrator);
        QCOMPARE(here.resultOf(here.service.resetPassword(kOwnerId)), PersonResult::WrongPassword);
    }

    /// The audit log has no room, the rows of the people still have.
    void aRightPasswordIsNoFailureWhereItCannotBeWrittenDown()
    {
        PeopleScene shop(file());
        shop.hireLan();
        const std::unique_ptr<SqlSession> raw = sqliteBackend(file()).writer();
        raw->open();
        raw->run(u"create trigger no_room before insert on audit begin select raise(abort, 'no room'); end"_s);
        for (int i = 0; i < 8; ++i) {
            QCOMPARE(shop.signIn_(kStaffId, kStaffsPassword), SignInResult::Done);
            QCOMPARE(shop.gate.me(), kStaffId);
            shop.service.signOut();
        }
        QCOMPARE(shop.notes.count(u"signed_in"_s), 8);
        // A wrong one is one all the same, and its entry is not lost.
        QCOMPARE(shop.signIn_(kStaffId, u"sai rồi"_s), SignInResult::Wrong);
        QCOMPARE(shop.notes.count(u"sign_in_refused"_s), 1);
        QCOMPARE(raw->query(u"select failures from people where id = ?"_s, {kStaffId})[0][0].toInteger(), 1);
        raw->run(u"drop trigger no_room"_s);
        QCOMPARE(shop.signIn_(kStaffId, kStaffsPassword), SignInResult::Done);
        QCOMPARE(shop.notes.count(u"signed_in"_s), 8);
    }

    void showsAnAdministratorTheDeskOfOthers()
    {
        PeopleScene shop(file());
        shop.hireLan();
        QCOMPARE(shop.signIn_(kOwnerId, kOwnersPassword), SignInResult::Done);
        shop.service.viewAs(Role::Operator);
        QVERIFY(shop.gate.allows(Permission::Answer));
        QVERIFY(!shop.gate.allows(Permission::ManagePeople));
        shop.service.viewAs(std::nullopt);
        QVERIFY(shop.gate.allows(Permission::ManagePeople));
        QCOMPARE(shop.notes.count(u"viewed_as"_s), 2);
        shop.service.signOut();
        QCOMPARE(shop.signIn_(kStaffId, kStaffsPassword), SignInResult::Done);
        shop.service.viewAs(Role::Administrator);
        QVERIFY(!shop.gate.state().viewsAs);
        QVERIFY(!shop.gate.allows(Permission::ManagePeople));
    }

    /// Whoever has stopped waiting, and gone, is not let in behind their back.
    void aSignInThatWasGivenUpLetsNobodyIn()
    {
        PeopleScene shop(file());
        shop.hireLan();
        auto trying = shop.service.signIn(kStaffId.toString(), kStaffsPassword);
        shop.service.withdrawSignIn();
        await(std::move(trying));
        QVERIFY(!shop.gate.state().me);
        QCOMPARE(shop.notes.back(), u"signed_out"_s);
        // The next one counts, …
        QCOMPARE(shop.signIn_(kStaffId, kStaffsPassword), SignInResult::Done);
        QCOMPARE(shop.gate.me(), kStaffId);
        // … and goes as well when it was given up before its answer had come.
        shop.service.withdrawSignIn();
        QVERIFY(!shop.gate.state().me);

        QCOMPARE(shop.signIn_(kStaffId, kStaffsPassword), SignInResult::Done);
        shop.service.lock();
        auto unlocking = shop.service.unlock(kStaffsPassword);
        shop.service.withdrawSignIn();
        await(std::move(unlocking));
        QVERIFY(shop.gate.state().me && shop.gate.state().isLocked);
        await(shop.service.unlock(kStaffsPassword));
        QVERIFY(!shop.gate.state().isLocked);
        shop.service.withdrawSignIn();
        QVERIFY(shop.gate.state().me && shop.gate.state().isLocked);
        // What was given up long ago does nothing to who came in since.
        await(shop.service.unlock(kStaffsPassword));
        shop.service.signOut();
        shop.service.withdrawSignIn();
        QVERIFY(!shop.gate.state().me);
    }

    /// Two tries on their way: one was let in when they were given up.
    void aTryBeforeTheNewestLetsNobodyInEither()
    {
        PeopleScene shop(file());
        shop.hireLan();
        shop.notes.clear();
        auto first = shop.service.signIn(kStaffId.toString(), kStaffsPassword);
        auto second = shop.service.signIn(kStaffId.toString(), kStaffsPassword);
        await(std::move(first));
        QCOMPARE(shop.gate.me(), kStaffId);
        shop.service.withdrawSignIn();
        QVERIFY(!shop.gate.state().me);
        await(std::move(second));
        QVERIFY(!shop.gate.state().me);
        const auto count = [&shop](const QString& what) { return shop.notes.count(what); };
        QCOMPARE(count(u"signed_out"_s), 2);  // the store has written down both
        // Given up, and tried again before the answer came: who sits there was never out.
        shop.notes.clear();
        auto third = shop.service.signIn(kStaffId.toString(), kStaffsPassword);
        shop.service.withdrawSignIn();
        shop.gate.seat(*shop.gate.roster().find(kStaffId));
        await(std::move(third));
        QCOMPARE(shop.gate.me(), kStaffId);
        QCOMPARE(count(u"signed_out"_s), 0);
    }

    /// The engine is started anew with other settings: who sat there sits there again, unless they may no more.
    void whoSatThereSitsThereAfterARestart()
    {
        PeopleHost host({kOwnerId, u"Chủ"_s}, m_dir->path());
        QVERIFY(host.may(Permission::ChangeSettings));
        {
            PeopleScene shop(file());
            shop.hireLan();
            host.attach(&shop.service, shop.gate.state());
            QVERIFY(!host.may(Permission::ChangeSettings));
            host.signIn(kStaffId.toString(), kStaffsPassword);
            QTRY_VERIFY(host.state().me && !host.state().me->mustChangePassword);
            host.attach(nullptr, {});
        }
        PeopleScene shop(file());
        host.attach(&shop.service, shop.gate.state());
        QTRY_COMPARE(shop.gate.me(), kStaffId);
        QCOMPARE(host.state().me->id, kStaffId);
        // A history that is away does not open the settings of a shop of several people.
        const PeopleHost later({kOwnerId, u"Chủ"_s}, m_dir->path());
        QVERIFY(!later.may(Permission::ChangeSettings));
    }
};

TONGDAI_TEST(PeopleServiceTest)

}  // namespace tongdai::testing

#include "people_service_test.moc"
