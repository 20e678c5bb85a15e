#include "engine/history/journal/message_journal.h"

#include "engine/history/sqlite/sqlite_session.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/history/history_behaviour.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

IncomingMessage message(const QByteArray& id, const QString& text = u"còn hàng không ạ?"_s)
{
    IncomingMessage incoming;
    incoming.source = "platform"_ba;
    incoming.conversation = ConversationId("c\xff:1"_ba);  // any bytes
    incoming.messageId = MessageId(id);
    incoming.sender = SenderId("u1"_ba);
    incoming.senderType = u"user"_s;
    incoming.content = text;
    incoming.sentAt = 1'700'000'000.123456;
    incoming.metadata = {{u"platform"_s, u"pancake"_s}, {u"deep"_s, QJsonObject{{u"n"_s, 1.5}}}};
    incoming.bodyHash = hashBody(incoming);
    return incoming;
}

}  // namespace

/// The journal's file: what it keeps, across restarts, in which order, and what it does when it cannot.
class MessageJournalTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void givesBackEveryFieldInOrder();
    void keepsWhatAnEarlierRunLeft();
    void refusesBeforeItIsOpen();
    void knowsARepetitionFromAReusedId();
    void carriesAnOlderJournalOver();
    void forgetsWhatWasReplayed();
    void setsAsideWithoutForgetting();
    void manyAtOnceAreKeptInTheOrderTheyCame();
    void leavesADamagedFileAlone();
    void aFileOfAnotherProgramIsNotTouched();

private:
    QString file() const { return m_dir->filePath(u"journal.sqlite"_s); }
    void restart();

    std::unique_ptr<QTemporaryDir> m_dir;
    StandingClock m_clock;
    std::unique_ptr<MessageJournal> m_journal;
};

void MessageJournalTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    restart();
    await(m_journal->open());
}

void MessageJournalTest::cleanup()
{
    m_journal.reset();
    m_dir.reset();
}

void MessageJournalTest::restart()
{
    m_journal.reset();
    m_journal = std::make_unique<MessageJournal>(file(), m_clock);
}

void MessageJournalTest::givesBackEveryFieldInOrder()
{
    const TimePoint before = m_clock.now();
    const IncomingMessage first = message("m-1"_ba);
    QCOMPARE(await(m_journal->keep(first)), Journalled::Kept);
    QCOMPARE(await(m_journal->keep(message("m-2"_ba, QString()))), Journalled::Kept);
    QCOMPARE(m_journal->waiting(), 2);
    const auto entries = await(m_journal->oldest(10));
    QCOMPARE(entries.size(), size_t(2));
    QVERIFY(entries[0].number < entries[1].number);
    const IncomingMessage& back = entries[0].message;
    QCOMPARE(back.source, first.source);
    QCOMPARE(back.conversation.bytes(), first.conversation.bytes());
    QCOMPARE(back.messageId.bytes(), first.messageId.bytes());
    QCOMPARE(back.sender.bytes(), first.sender.bytes());
    QCOMPARE(back.senderType, first.senderType);
    QCOMPARE(back.content, first.content);
    QCOMPARE(back.sentAt, first.sentAt);
    QCOMPARE(back.metadata, first.metadata);
    QCOMPARE(back.bodyHash, first.bodyHash);
    QCOMPARE(hashBody(back), first.bodyHash);  // nothing of it changed on the way
    QVERIFY(back.acceptedAt && *back.acceptedAt >= before && *back.acceptedAt <= m_clock.now());
    QCOMPARE(entries[1].message.content, QString());
    QCOMPARE(await(m_journal->oldest(1)).size(), size_t(1));
}

void MessageJournalTest::keepsWhatAnEarlierRunLeft()
{
    await(m_journal->keep(message("m-1"_ba)));
    restart();
    QCOMPARE(m_journal->waiting(), 0);  // not looked yet
    await(m_journal->open());
    QCOMPARE(m_journal->waiting(), 1);
    QVERIFY(m_journal->holds(ConversationId("c\xff:1"_ba)));
    QVERIFY(!m_journal->holds(ConversationId("c2"_ba)));
    await(m_journal->open());  // again, after trouble
    QCOMPARE(m_journal->waiting(), 1);
}

void MessageJournalTest::refusesBeforeItIsOpen()
{
    restart();
    try {
        await(m_journal->keep(message("m-1"_ba)));
        QFAIL("it promised what it cannot hold");
    } catch (const StoreError& error) {
        QCOMPARE(error.kind(), StoreError::Kind::Unreachable);
    }
}

void MessageJournalTest::knowsARepetitionFromAReusedId()
{
    QCOMPARE(await(m_journal->keep(message("m-1"_ba))), Journalled::Kept);
    QCOMPARE(await(m_journal->keep(message("m-1"_ba))), Journalled::KeptBefore);
    QCOMPARE(await(m_journal->keep(message("m-1"_ba, u"khác"_s))), Journalled::IdReused);
    QCOMPARE(await(m_journal->keep(message("M-1"_ba))), Journalled::Kept);  // ids are bytes
    IncomingMessage otherDoor = message("m-1"_ba, u"khác"_s);
    otherDoor.source = "chat"_ba;
    QCOMPARE(await(m_journal->keep(otherDoor)), Journalled::Kept);
    IncomingMessage otherConversation = message("m-1"_ba, u"khác"_s);
    otherConversation.conversation = ConversationId("c2"_ba);
    QCOMPARE(await(m_journal->keep(otherConversation)), Journalled::Kept);
    QCOMPARE(await(m_journal->keep(otherConversation)), Journalled::KeptBefore);
    QCOMPARE(m_journal->waiting(), 4);
}

void MessageJournalTest::carriesAnOlderJournalOver()
{
    await(m_journal->keep(message("m-1"_ba)));
    m_journal.reset();
    {
        SqliteSession session(file(), SqliteSession::Access::ReadWrite);
        session.open();
        session.run(u"drop index journal_in_conversation"_s);
        session.run(u"create unique index journal_message_id on journal (message_id, source)"_s);
        session.run(u"delete from schema_version where version > 1"_s);
    }
    restart();
    await(m_journal->open());
    QCOMPARE(m_journal->waiting(), 1);
    IncomingMessage other = message("m-1"_ba);
    other.conversation = ConversationId("c2"_ba);
    QCOMPARE(await(m_journal->keep(other)), Journalled::Kept);
}

void MessageJournalTest::forgetsWhatWasReplayed()
{
    for (int i = 0; i < 600; ++i)
        await(m_journal->keep(message("m-"_ba + QByteArray::number(i))));
    QSignalSpy told(m_journal.get(), &MessageJournal::waitingChanged);
    std::vector<qint64> numbers;
    for (const JournalEntry& entry : await(m_journal->oldest(550)))
        numbers.push_back(entry.number);
    await(m_journal->forget(numbers));
    QCOMPARE(m_journal->waiting(), 50);
    QVERIFY(!told.isEmpty());
    await(m_journal->forget(numbers));  // twice is once
    QCOMPARE(m_journal->waiting(), 50);
    QCOMPARE(await(m_journal->oldest(1000)).size(), size_t(50));
    restart();
    await(m_journal->open());
    QCOMPARE(m_journal->waiting(), 50);
}

void MessageJournalTest::setsAsideWithoutForgetting()
{
    await(m_journal->keep(message("m-1"_ba)));
    const qint64 number = await(m_journal->oldest(1)).front().number;
    await(m_journal->setAside(number, u"message_id_reused"_s));
    QCOMPARE(m_journal->waiting(), 0);
    QVERIFY(!m_journal->holds(ConversationId("c\xff:1"_ba)));
    QVERIFY(await(m_journal->oldest(10)).empty());
    QCOMPARE(await(m_journal->keep(message("m-1"_ba))), Journalled::KeptBefore);  // still there for a person
    restart();
    await(m_journal->open());
    QCOMPARE(m_journal->waiting(), 0);
}

void MessageJournalTest::manyAtOnceAreKeptInTheOrderTheyCame()
{
    std::vector<QCoro::Task<Journalled>> keeping;
    for (int i = 0; i < 2'000; ++i)
        keeping.push_back(m_journal->keep(message("m-"_ba + QByteArray::number(i))));
    awaitAll(std::move(keeping));
    const auto entries = await(m_journal->oldest(3'000));
    QCOMPARE(entries.size(), size_t(2'000));
    for (int i = 0; i < 2'000; ++i)
        QCOMPARE(entries[size_t(i)].message.messageId.bytes(), "m-"_ba + QByteArray::number(i));
}

void MessageJournalTest::leavesADamagedFileAlone()
{
    for (int i = 0; i < 200; ++i)
        await(m_journal->keep(message("m-"_ba + QByteArray::number(i), QString(500, u'x'))));
    m_journal->close();
    restart();
    QFile damaged(file());
    QVERIFY(damaged.open(QIODevice::ReadWrite));
    QVERIFY(damaged.seek(8'200));
    damaged.write(QByteArray(6'000, '\x5a'));
    damaged.close();
    QVERIFY(damaged.open(QIODevice::ReadOnly));
    const QByteArray before = damaged.readAll();
    damaged.close();
    bool isRefused = false;
    try {
        await(m_journal->open());
    } catch (const StoreError& error) {
        isRefused = !error.cause().isEmpty();
    }
    QVERIFY(isRefused);
    QVERIFY(!m_journal->isOpen());
    QVERIFY(damaged.open(QIODevice::ReadOnly));
    QCOMPARE(damaged.readAll(), before);
}

void MessageJournalTest::aFileOfAnotherProgramIsNotTouched()
{
    m_journal.reset();
    QVERIFY(QFile::remove(file()));
    QFile other(file());
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("these are my notes\n");
    other.close();
    restart();
    QVERIFY_THROWS_EXCEPTION(StoreError, await(m_journal->open()));
    QVERIFY(other.open(QIODevice::ReadOnly));
    QCOMPARE(other.readAll(), "these are my notes\n"_ba);
}

TONGDAI_TEST(MessageJournalTest)

}  // namespace tongdai::testing

#include "message_journal_test.moc"
