#include "engine/work/message/context_memory.h"

#include "engine/history/privacy/sql_privacy.h"
#include "engine/work/desk/operator_acts.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/work/sql_world.h"
#include "tests/support/test_registry.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <map>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A line the customer said or was told, as the history has it.
struct ToldLine {
    qint64 rev = 0;
    QByteArray messageId;
    Speaker speaker = Speaker::Customer;
    QString text;
    double sentAt = 0;
};

std::map<ConversationId, std::vector<ToldLine>> toldLines(const QString& file)
{
    std::map<ConversationId, std::vector<ToldLine>> told;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"told"_s);
        database.setDatabaseName(file);
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s);
        if (!database.open()) qFatal("%s", qPrintable(database.lastError().text()));
        QSqlQuery query(database);
        query.exec(
            u"select c.conversation_id, m.rev, m.message_id, m.speaker, m.content, m.sent_at from messages m join "
            "conversations c on c.id = m.conversation_id where m.speaker in (0, 1, 2) and m.sent = 1 and "
            "m.content <> '' order by c.conversation_id, m.rev"_s);
        while (query.next()) {
            told[ConversationId(query.value(0).toByteArray())].push_back(
                {query.value(1).toLongLong(), query.value(2).toByteArray(), Speaker(query.value(3).toInt()),
                 query.value(4).toString(), query.value(5).toDouble()});
        }
    }
    QSqlDatabase::removeDatabase(u"told"_s);
    return told;
}

/// What an AI was asked against what stands in the history before the first of the messages it was given.
QString wrongIn(const AiRequest& request, const std::vector<ToldLine>& told, int maxLines)
{
    std::vector<ToldLine> before;
    for (const ToldLine& line : told) {
        if (line.messageId == request.messages.front().messageId.bytes()) break;
        before.push_back(line);
    }
    if (before.size() > size_t(maxLines)) before.erase(before.begin(), before.end() - maxLines);
    QStringList expected;
    QStringList given;
    for (const ToldLine& line : before)
        expected << u"%1 %2 %3"_s.arg(int(line.speaker)).arg(line.text).arg(line.sentAt, 0, 'f', 3);
    for (const ContextLine& line : request.context)
        given << u"%1 %2 %3"_s.arg(int(line.speaker)).arg(line.text).arg(line.timestamp, 0, 'f', 3);
    if (expected == given) return {};
    return u"%1: given\n%2\nthe history has\n%3"_s.arg(request.messages.front().messageId.toString(), given.join(u'\n'),
                                                       expected.join(u'\n'));
}

}  // namespace

/// The context of an answer comes from memory only where that is what the store has.
class ContextMemoryTest : public QObject {
    Q_OBJECT
private slots:
    void init() { world = std::make_unique<SqlWorld>(); }
    void cleanup() { world.reset(); }

    void aConversationThatOnlyThisEngineAnswersIsNotReadAgain()
    {
        for (int i = 0; i < 5; ++i) {
            world->post("c1", "m" + QByteArray::number(i), u"câu %1"_s.arg(i));
            world->runFor(2s);
        }
        QCOMPARE(ai().asked.size(), size_t(5));
        QCOMPARE(ai().asked[4].context.size(), size_t(8));
        QCOMPARE(world->doors[0]->store.contextsRead, 0);
        expectAskedRight();
    }

    void noMoreLinesThanAreWanted()
    {
        PipelineOptions options;
        options.maxContextLines = 3;
        world.reset();
        world = std::make_unique<SqlWorld>(1, options);
        for (int i = 0; i < 5; ++i) {
            world->post("c1", "m" + QByteArray::number(i), u"câu %1"_s.arg(i));
            world->runFor(2s);
        }
        QCOMPARE(ai().asked[4].context.size(), size_t(3));
        QCOMPARE(world->doors[0]->store.contextsRead, 0);
        expectAskedRight(3);
    }

    void afterTenMinutesItIsReadAgain()
    {
        world->post("c1", "m1", u"một"_s);
        world->runFor(11min);
        world->post("c1", "m2", u"hai"_s);
        world->runFor(2s);
        QCOMPARE(world->doors[0]->store.contextsRead, 1);
        expectAskedRight();
    }

    void whatAPersonSaidMeanwhileIsInIt()
    {
        world->post("c1", "m1", u"một"_s);
        world->runFor(2s);
        acts().takeOver(ConversationId("c1"), OperatorId("lan"), u"Lan"_s);
        world->runFor(1s);
        acts().send(ConversationId("c1"), MessageId("o1"), OperatorId("lan"), u"Lan"_s, u"em là Lan ạ"_s);
        world->runFor(1s);
        acts().handBack(ConversationId("c1"), OperatorId("lan"), u"Lan"_s);
        world->runFor(1s);
        world->post("c1", "m2", u"hai"_s);
        world->runFor(2s);
        QCOMPARE(ai().asked.size(), size_t(2));
        const auto& context = ai().asked[1].context;
        QVERIFY(std::ranges::any_of(context, [](const ContextLine& line) { return line.text == u"em là Lan ạ"_s; }));
        expectAskedRight();
    }

    void whatWasErasedMeanwhileIsNot()
    {
        world->post("c1", "m1", u"một"_s);
        world->runFor(2s);
        world->postAs(u"user"_s, "m2", u"lời của khách ghé qua"_s, "guest");
        world->runFor(2s);
        world->post("c1", "m3", u"ba"_s);
        world->runFor(2s);
        const auto hasGuest = [](const AiRequest& request) {
            return std::ranges::any_of(request.context, [](const ContextLine& line) {
                return line.speaker == Speaker::Customer && line.text == u"lời của khách ghé qua"_s;
            });
        };
        QVERIFY(hasGuest(ai().asked.back()));
        QCOMPARE(world->doors[0]->store.contextsRead, 0);
        SqlPrivacy privacy(world->doors[0]->history);
        const auto erased = await(privacy.erasePerson(SenderId("guest"), "admin"));
        QVERIFY(erased.report.holds.empty());
        world->post("c1", "m4", u"bốn"_s);
        world->runFor(2s);
        QCOMPARE(ai().asked.size(), size_t(4));
        QVERIFY(!hasGuest(ai().asked.back()));
        QCOMPARE(world->doors[0]->store.contextsRead, 1);
    }

    void aConversationThatWasErasedAsAWholeBeginsAnew()
    {
        for (const char* id : {"m1", "m2"}) {
            world->post("c1", id, u"cũ"_s);
            world->runFor(2s);
        }
        SqlPrivacy privacy(world->doors[0]->history);
        await(privacy.erasePerson(SenderId("u1"), "admin"));
        for (const char* id : {"m3", "m4"}) {
            world->post("c1", id, u"mới"_s);
            world->runFor(2s);
        }
        QCOMPARE(ai().asked.size(), size_t(4));
        QCOMPARE(ai().asked[2].context.size(), size_t(0));
        QCOMPARE(ai().asked[3].context.size(), size_t(2));
        for (const ContextLine& line : ai().asked[3].context)
            QVERIFY2(!line.text.contains(u"cũ"_s), qPrintable(line.text));
    }

    /// Two engines, people who step in, answers that are overtaken and calls that get lost: every AI call was given
    /// what the history has before its messages.
    void everyQuestionWasAskedWithWhatStandsInTheHistory()
    {
        world.reset();
        world = std::make_unique<SqlWorld>(2);
        for (const auto& door : world->doors) {
            door->ai.least = 0ms;
            door->ai.most = 400ms;
        }
        for (int i = 0; i < 600; ++i) {
            const ConversationId conversation("c" + QByteArray::number(i % 12));
            const int door = (i / 100) % 2;  // each engine has a conversation to itself for a while
            OperatorActs& people = world->doors[size_t(door)]->pipeline->operatorActs();
            world->post(conversation.bytes(), "m" + QByteArray::number(i), u"câu %1"_s.arg(i), door);
            world->doors[size_t(door)]->store.lostAfter = i % 50 == 0 ? 0.2 : 0;
            if (i % 37 == 0) people.takeOver(conversation, OperatorId("lan"), u"Lan"_s);
            if (i % 41 == 0)
                people.note(conversation, MessageId("n" + QByteArray::number(i)), OperatorId("lan"), u"Lan"_s,
                            u"ghi chú"_s);
            if (i % 37 == 12) people.handBack(conversation, OperatorId("lan"), u"Lan"_s);
            world->runFor(std::chrono::milliseconds(world->random.below(100)));
        }
        world->runFor(60s);
        expectAskedRight();
        size_t asked = 0;
        size_t read = 0;
        for (const auto& door : world->doors) {
            asked += door->ai.asked.size();
            read += size_t(door->store.contextsRead);
        }
        QVERIFY2(read < asked, qPrintable(u"%1 of %2"_s.arg(read).arg(asked)));
    }

private:
    void expectAskedRight(int maxLines = PipelineOptions().maxContextLines)
    {
        const auto told = toldLines(world->file());
        QStringList wrongs;
        for (const auto& door : world->doors) {
            for (const AiRequest& request : door->ai.asked) {
                const QString wrong = wrongIn(request, told.at(request.conversation), maxLines);
                if (!wrong.isEmpty()) wrongs << wrong;
            }
        }
        QVERIFY2(wrongs.isEmpty(), qPrintable(wrongs.mid(0, 3).join(u"\n\n"_s)));
    }
    FakeAi& ai() { return world->doors[0]->ai; }
    OperatorActs& acts() { return world->doors[0]->pipeline->operatorActs(); }

    std::unique_ptr<SqlWorld> world;
};

TONGDAI_TEST(ContextMemoryTest)

}  // namespace tongdai::testing

#include "context_memory_test.moc"
