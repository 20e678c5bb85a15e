#include "engine/domain/people/person.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// How many of the conversations somebody sees (features I2).
class SightTest : public QObject {
    Q_OBJECT

    static Person person(const QByteArray& id, Reach reach, const QString& team, Role role = Role::Operator)
    {
        Person person;
        person.id = OperatorId(id);
        person.role = role;
        person.sight = {reach, team, {}};
        return person;
    }
    static Conversation held(const QByteArray& by, const QString& channel = u"facebook"_s)
    {
        Conversation conversation;
        if (!by.isEmpty()) conversation.assignee = OperatorId(by);
        conversation.channel = channel;
        return conversation;
    }

private slots:
    void isStoredAndRead()
    {
        QCOMPARE(storedSight({}), QString());
        QCOMPARE(sightStored({}), Sight());
        for (const Reach reach : {Reach::Everything, Reach::Team, Reach::Own}) {
            const Sight sight{reach, u"tối \"2\""_s, {u"zalo"_s, u"facebook"_s}};
            QCOMPARE(sightStored(storedSight(sight)), sight);
        }
    }

    void whatNobodyCanReadGivesTheLeast()
    {
        for (const QString& text : {u"nonsense"_s, u"{}"_s, u"[]"_s, u"{\"reach\":\"galaxy\"}"_s})
            QCOMPARE(sightStored(text).reach, Reach::Own);
    }

    void ownTeamAndAll()
    {
        Roster roster;
        roster.people = {person("lan", Reach::Team, u"tối"_s), person("minh", Reach::Own, u"tối"_s),
                         person("hạnh", Reach::Everything, u"sáng"_s), person("ưu", Reach::Team, {})};
        const InSight team = inSight(roster, roster.people[0]);
        QVERIFY(team.sees(held("lan")) && team.sees(held("minh")) && team.sees(held({})));
        QVERIFY(!team.sees(held("hạnh")) && !team.isWhole());
        const InSight own = inSight(roster, roster.people[1]);
        QVERIFY(own.sees(held("minh")) && !own.sees(held("lan")) && !own.isWhole());
        QVERIFY2(own.sees(held({})), "else nobody could take it");
        QVERIFY(inSight(roster, roster.people[2]).isWhole());
        const InSight alone = inSight(roster, roster.people[3]);
        QVERIFY2(alone.sees(held("ưu")) && alone.sees(held({})) && !alone.sees(held("lan")), "no name is no team");
    }

    void byChannel()
    {
        Roster roster;
        roster.people = {person("lan", Reach::Everything, {})};
        roster.people[0].sight.channels = {u"zalo"_s};
        const InSight seen = inSight(roster, roster.people[0]);
        QVERIFY(seen.sees(held("minh", u"zalo"_s)) && !seen.sees(held("minh", u"facebook"_s)) && !seen.isWhole());
        QVERIFY(seen.sees(held({}, u"Zalo"_s)) && !seen.sees(held({}, u"web"_s)));
    }

    /// Somebody has transferred it to them: nobody else may see it, and the customer waits.
    void onesOwnAreSeenByWhateverChannel()
    {
        for (const Reach reach : {Reach::Everything, Reach::Team, Reach::Own}) {
            Roster roster;
            roster.people = {person("lan", reach, u"tối"_s), person("minh", Reach::Own, u"tối"_s)};
            roster.people[0].sight.channels = {u"zalo"_s};
            const InSight seen = inSight(roster, roster.people[0]);
            QVERIFY(seen.sees(held("lan", u"facebook"_s)) && seen.sees(held("lan", u"zalo"_s)));
            QVERIFY(!seen.sees(held("minh", u"facebook"_s)) && !seen.sees(held({}, u"facebook"_s)));
        }
    }

    void withoutASettingEverythingIsSeen()
    {
        Roster roster;
        roster.people = {person("lan", Reach::Everything, {})};
        QVERIFY(inSight(roster, roster.people[0]).isWhole());
        QVERIFY(InSight().sees(held("minh", u"web"_s)));
    }

    /// They come in no more: what they had would wait for nobody.
    void whatSomebodyWhoIsGoneHadIsSeen()
    {
        Roster roster;
        roster.people = {person("lan", Reach::Own, {}), person("minh", Reach::Own, {})};
        QVERIFY(!inSight(roster, roster.people[0]).sees(held("minh")));
        roster.people[1].isDisabled = true;
        QVERIFY(inSight(roster, roster.people[0]).sees(held("minh")));
    }

    void isKeptTidily()
    {
        const Sight typed{Reach::Team, u"  ca   tối "_s, {u" Zalo"_s, u""_s, u"zalo"_s, u"facebook"_s}};
        QCOMPARE(tidied(typed), (Sight{Reach::Team, u"ca tối"_s, {u"zalo"_s, u"facebook"_s}}));
        QStringList many;
        for (int i = 0; i < 500; ++i)
            many << QString::number(i).leftJustified(500, u'"');
        const Sight endless = tidied({Reach::Team, QString(500, u'"'), many});
        QCOMPARE(endless.channels.size(), kMostSightChannels);
        QVERIFY2(storedSight(endless).size() < 4000, "it has to fit its column");
    }

    /// Whoever leads, judges or checks answers for the whole shop.
    void onlyOperatorsAreBound()
    {
        for (const Role role : kAllRoles) {
            Roster roster;
            roster.people = {person("lan", Reach::Own, {}, role)};
            QCOMPARE(inSight(roster, roster.people[0]).isWhole(), role != Role::Operator);
        }
    }
};

TONGDAI_TEST(SightTest)

}  // namespace tongdai::testing

#include "sight_test.moc"
