#include "engine/domain/people/person.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class PersonTest : public QObject {
    Q_OBJECT

    static Person person(const QByteArray& id, bool isDisabled = false)
    {
        Person made;
        made.id = OperatorId(id);
        made.isDisabled = isDisabled;
        return made;
    }

private slots:
    void asksWhoSitsThereOnceThereAreTwo()
    {
        Roster roster;
        QVERIFY(!roster.needsSignIn());
        roster.people.push_back(person("lan"));
        QVERIFY(!roster.needsSignIn());
        roster.people.push_back(person("minh"));
        QVERIFY(roster.needsSignIn());
        // Somebody who was let go is not a reason to leave the door open again.
        roster.people[1].isDisabled = true;
        QVERIFY(roster.needsSignIn());
        QCOMPARE(roster.find(OperatorId("minh"_ba)), &roster.people[1]);
        QCOMPARE(roster.find(OperatorId("nobody"_ba)), nullptr);
    }

    void asksAlwaysOrNeverWhereThatIsChosen()
    {
        Roster roster;
        roster.rule = SignInRule::Always;
        QVERIFY2(!roster.needsSignIn(), "nobody could sign in");
        roster.people.push_back(person("lan"));
        QVERIFY(roster.needsSignIn());
        roster.rule = SignInRule::Never;
        roster.people.push_back(person("minh"));
        QVERIFY(!roster.needsSignIn());
    }

    void waitsLongerAfterEachFailure_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<int>("seconds");
        QTest::newRow("none") << 0 << 0;
        QTest::newRow("four") << 4 << 0;
        QTest::newRow("five") << 5 << 5;
        QTest::newRow("six") << 6 << 10;
        QTest::newRow("nine") << 9 << 80;
        QTest::newRow("twelve") << 12 << 640;
        QTest::newRow("thirteen") << 13 << 900;
        QTest::newRow("a million") << 1'000'000 << 900;
    }

    void waitsLongerAfterEachFailure()
    {
        QFETCH(int, failures);
        QFETCH(int, seconds);
        QCOMPARE(waitAfterFailures(failures), std::chrono::seconds(seconds));
    }

    void takesPasswordsOfEightToTwoHundredAndFiftySix()
    {
        QCOMPARE(checkPassword(u"1234567"), PasswordProblem::TooShort);
        QVERIFY(!checkPassword(u"12345678"));
        QVERIFY(!checkPassword(u"mật khẩu có dấu và khoảng trắng"));
        QVERIFY(!checkPassword(QString(256, u'x')));
        QCOMPARE(checkPassword(QString(257, u'x')), PasswordProblem::TooLong);
    }
};

TONGDAI_TEST(PersonTest)

}  // namespace tongdai::testing

#include "person_test.moc"
