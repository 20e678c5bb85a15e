#include "engine/domain/statistics/contact.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = StatsLine::Kind;

namespace {

const TimePoint kContactFrom(std::chrono::milliseconds(1'764'349'200'000));

struct Told {
    Kind kind;
    std::chrono::minutes after;
    bool isSynced = false;
    bool answersOlder = false;
};

Contact contactOf(const std::vector<Told>& lines)
{
    Contact contact;
    for (const Told& told : lines) {
        StatsLine line;
        line.kind = told.kind;
        line.said = kContactFrom + told.after;
        line.isSynced = told.isSynced;
        line.answersOlder = told.answersOlder;
        contact.add(line);
    }
    return contact;
}

std::optional<StatsResolution> tookFrom(std::chrono::minutes came, std::chrono::minutes closed, bool byPerson)
{
    return StatsResolution{kContactFrom + came, kContactFrom + closed, byPerson};
}

}  // namespace

/// From when a customer came until the conversation was closed.
class ContactTest : public QObject {
    Q_OBJECT
private slots:
    void runsFromTheFirstLineSinceTheCustomerCame_data()
    {
        QTest::addColumn<std::vector<Told>>("lines");
        QTest::addColumn<std::chrono::minutes>("closed");
        QTest::addColumn<std::optional<StatsResolution>>("expected");
        using Lines = std::vector<Told>;
        const auto row = [](const char* name, const Lines& lines, std::chrono::minutes closed,
                            const std::optional<StatsResolution>& expected) {
            QTest::newRow(name) << lines << closed << expected;
        };
        row("the bot alone", {{Kind::Customer, 0min}, {Kind::Bot, 1min}}, 5min, tookFrom(0min, 5min, false));
        row("a person after the bot",
            {{Kind::Customer, 3min}, {Kind::Bot, 4min}, {Kind::TakeOver, 5min}, {Kind::Person, 9min}}, 20min,
            tookFrom(3min, 20min, true));
        row("nobody answered", {{Kind::Customer, 0min}}, 5min, {});
        row("no customer came", {{Kind::Person, 0min}}, 5min, {});
        row("anew after a day of silence",
            {{Kind::Customer, 0min}, {Kind::Bot, 1min}, {Kind::Customer, 1441min}, {Kind::Bot, 1442min}}, 1450min,
            tookFrom(1441min, 1450min, false));
        row("who waited for a day has not come anew",
            {{Kind::Customer, 0min}, {Kind::Customer, 3000min}, {Kind::Person, 3001min}}, 3002min,
            tookFrom(0min, 3002min, true));
        row("a day less a minute is the same concern",
            {{Kind::Customer, 0min}, {Kind::Bot, 1min}, {Kind::Customer, 1440min}, {Kind::Bot, 1441min}}, 1450min,
            tookFrom(0min, 1450min, false));
        row("a person of an earlier visit is not one of this",
            {{Kind::Customer, 0min}, {Kind::Person, 1min}, {Kind::Customer, 2000min}, {Kind::Bot, 2001min}}, 2002min,
            tookFrom(2000min, 2002min, false));
        row("what came by the journal was said before",
            {{Kind::Customer, 10min}, {Kind::Customer, 2min}, {Kind::Bot, 11min}}, 12min, tookFrom(2min, 12min, false));
        row("other words for an older answer are none", {{Kind::Customer, 0min}, {Kind::Person, 1min, false, true}},
            5min, {});
        row("who waits behind them has not come anew",
            {{Kind::Customer, 0min},
             {Kind::Bot, 1min},
             {Kind::Customer, 10min},
             {Kind::Person, 11min, false, true},
             {Kind::Customer, 3000min},
             {Kind::Bot, 3001min}},
            3002min, tookFrom(0min, 3002min, true));
        row("brought in from elsewhere",
            {{Kind::Customer, 0min, true}, {Kind::Bot, 1min, true}, {Kind::Customer, 5min}, {Kind::Bot, 6min}}, 7min,
            tookFrom(5min, 7min, false));
    }

    void runsFromTheFirstLineSinceTheCustomerCame()
    {
        QFETCH(const std::vector<Told>, lines);
        QFETCH(const std::chrono::minutes, closed);
        QFETCH(const std::optional<StatsResolution>, expected);
        QVERIFY(contactOf(lines).close(kContactFrom + closed) == expected);
    }

    void beginsAnewBehindAClosing()
    {
        Contact contact = contactOf({{Kind::Customer, 0min}, {Kind::Person, 1min}});
        QVERIFY(contact.close(kContactFrom + 2min));
        QVERIFY2(!contact.close(kContactFrom + 3min), "nobody came since");
        StatsLine line;
        line.said = kContactFrom + 10min;
        contact.add(line);
        line.kind = Kind::Bot;
        contact.add(line);
        QVERIFY(contact.close(kContactFrom + 12min) == tookFrom(10min, 12min, false));
    }

    void whoOpensItAgainGoesOnWhereItWas()
    {
        Contact contact = contactOf({{Kind::Customer, 0min}, {Kind::Person, 1min}});
        QVERIFY(contact.close(kContactFrom + 2min));
        StatsLine line;
        line.kind = Kind::Reopened;
        line.said = kContactFrom + 3min;
        contact.add(line);
        QVERIFY(contact.close(kContactFrom + 30min) == tookFrom(0min, 30min, true));
    }
};

TONGDAI_TEST(ContactTest)

}  // namespace tongdai

#include "contact_test.moc"
