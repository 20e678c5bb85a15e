#include "engine/contract/json/notices/queue_task.h"

#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

QJsonObject withPayload(const QJsonObject& payload)
{
    return {{u"id"_s, u"t1"_s}, {u"type"_s, u"save_message"_s}, {u"chat_session_id"_s, 17}, {u"payload"_s, payload}};
}

QString problemOf(const QJsonObject& element)
{
    const auto read = readSavedMessage(element);
    return std::holds_alternative<QString>(read) ? std::get<QString>(read) : QString();
}

}  // namespace

/// The elements other programs push (contracts/background §3).
class QueueTaskTest : public QObject {
    Q_OBJECT
private slots:
    void saysSinceWhenItStandsThere()
    {
        const auto task = readQueuedSince(
            R"({"id":"01J9","type":"send_survey","attempts":3,"created_at":"2025-10-01T02:03:04.005Z"})");
        QCOMPARE(task.at, TimePoint(std::chrono::milliseconds(1'759'284'184'005)));
        QCOMPARE(task.attempts, 3);
        for (const QByteArray& says : {QByteArray(R"({"v":1,"t":"conv","c":"c1"})"), QByteArray("no JSON"),
                                       QByteArray(R"({"created_at":"yesterday","attempts":-4})"), QByteArray()}) {
            QVERIFY2(!readQueuedSince(says).at && readQueuedSince(says).attempts == 0, says.constData());
        }
        QVERIFY2(!readQueuedSince('{' + QByteArray(300'000, ' ') + '}').at, "one that is too long to be looked at");
    }

    void theSameElementIsTheSameTask()
    {
        const auto task =
            readQueueTask(R"({"id":"01J9","type":"save_message","chat_session_id":17,"max_attempts":99})");
        QVERIFY(task);
        QCOMPARE(task->kind, u"save_message"_s);
        QCOMPARE(task->conversation, ConversationId("W-17"));
        QCOMPARE(task->dedupKey, "queue:01J9"_ba);
        QCOMPARE(task->maxAttempts, 20);
        QCOMPARE(doneMarkOf(task->payload), "01J9"_ba);
        // Without an id what stands in it is what it is.
        const QByteArray nameless = R"({"type":"save_message","chat_session_id":"W-x"})";
        const auto first = readQueueTask(nameless);
        QCOMPARE(first->conversation, ConversationId("W-x"));
        QCOMPARE(readQueueTask(nameless)->dedupKey, first->dedupKey);
        QVERIFY(readQueueTask(nameless + ' ')->dedupKey != first->dedupKey);
        QVERIFY(doneMarkOf(first->payload).isEmpty());
        QVERIFY(!readQueueTask(R"({"type":"send_survey"})"));
    }

    void whatIsWrongIsSaid()
    {
        const QJsonObject good{{u"client_message_id"_s, u"k-1"_s},
                               {u"sender_type"_s, u"customer"_s},
                               {u"content"_s, u" Còn hàng không? "_s},
                               {u"created_at"_s, u"2025-10-01T02:03:04.005Z"_s}};
        const auto saved = std::get<SavedMessage>(readSavedMessage(withPayload(good)));
        QCOMPARE(saved.messageId, MessageId("k-1"));
        QCOMPARE(saved.content, u"Còn hàng không?"_s);
        QCOMPARE(toUnixSeconds(*saved.createdAt), 1759284184.005);
        QJsonObject nameless = good;
        nameless.remove(u"client_message_id"_s);
        QCOMPARE(std::get<SavedMessage>(readSavedMessage(withPayload(nameless))).messageId, MessageId("task:t1"));

        const auto with = [&good](const QString& key, const QJsonValue& value) {
            QJsonObject payload = good;
            payload[key] = value;
            return withPayload(payload);
        };
        QVERIFY(problemOf(with(u"sender_type"_s, u"root"_s)).contains(u"sender_type"_s));
        QVERIFY(problemOf(with(u"content"_s, u"  "_s)).contains(u"empty"_s));
        QVERIFY(problemOf(with(u"content"_s, QString(70'000, u'x'))).contains(u"too long"_s));
        QVERIFY(problemOf(with(u"image"_s, QJsonArray{u"file:///etc/passwd"_s})).contains(u"image"_s));
        QJsonObject noSession = withPayload(good);
        noSession.remove(u"chat_session_id"_s);
        QVERIFY(problemOf(noSession).contains(u"chat_session_id"_s));
        // What two readers would read differently is read by nobody, and stands in the list of the dead.
        const auto twice = readQueueTask(R"({"type":"save_message","type":"save_message","chat_session_id":17})");
        QVERIFY(twice);
        QVERIFY(!problemOf(twice->payload).isEmpty());
    }

    void statusesAreReadWithoutRegardToCase()
    {
        const auto status = [](const QJsonValue& value) {
            return readSessionStatus(withPayload({{u"status"_s, value}, {u"version"_s, 3}}));
        };
        QVERIFY(std::get<SessionStatusChange>(status(u"True"_s)).botMayReply);
        QVERIFY(!std::get<SessionStatusChange>(status(u"FALSE"_s)).botMayReply);
        QVERIFY(!std::get<SessionStatusChange>(status(false)).botMayReply);
        QCOMPARE(std::get<SessionStatusChange>(status(true)).version, 3);
        QVERIFY(std::holds_alternative<QString>(status(u"maybe"_s)));
    }
};

TONGDAI_TEST(QueueTaskTest)

}  // namespace tongdai::contract

#include "queue_task_test.moc"
