#include "engine/domain/conversation/conversation_lists.h"
#include "engine/history/sql_history.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/history/history_behaviour.h"
#include "tests/support/long_tests.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Row F43 of guarantees 3.4: a shop's file that was damaged while nobody looked. Nothing crashes, what cannot be read
/// is refused in words, and a refused file is left as it is. SQLite keeps no checksums: a bit flipped inside a text is
/// another text, and no look at the file can tell. TONGDAI_LONG_TESTS=1: 1,000 places instead of 120.
class SqliteDamageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void flippedBitsNeverCrash();
    void shortenedFilesNeverCrash_data();
    void shortenedFilesNeverCrash();
    void anotherFilesLogIsNotBelieved();
    void anEmptiedFilesLogIsKept();
    void aLogWhoseFileIsGoneIsKept();

private:
    struct Verdict {
        bool isRefused = false;
        int conversations = 0;
        QString wrong = {};  ///< with the refusal itself: it said nothing, or it changed the file
    };
    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString damagedFile() const { return m_dir.filePath(u"damaged.sqlite"_s); }
    /// Opens a file with this content and asks for everything a screen would.
    Verdict open(const QByteArray& content, const QByteArray& log = {});

    QTemporaryDir m_dir;
    QByteArray m_good;
    StandingClock m_clock;
};

void SqliteDamageTest::initTestCase()
{
    const QString file = m_dir.filePath(u"good.sqlite"_s);
    SqlHistory history(sqliteBackend(file), m_clock);
    await(history.open());
    for (int i = 0; i < 60; ++i) {
        IncomingMessage message;
        message.source = "platform"_ba;
        message.conversation = ConversationId("c" + QByteArray::number(i % 12));
        message.messageId = MessageId("m" + QByteArray::number(i));
        message.sender = SenderId("u1"_ba);
        message.content = u"tin %1 "_s.arg(i) + QString(300, u'x');
        message.bodyHash = hashBody(message);
        await(history.accept(message, {}));
    }
    history.close();  // the log is folded into the file
    QFile good(file);
    QVERIFY(good.open(QIODevice::ReadOnly));
    m_good = good.readAll();
    QVERIFY(!open(m_good).isRefused);
    QCOMPARE(open(m_good).conversations, 12);
}

SqliteDamageTest::Verdict SqliteDamageTest::open(const QByteArray& content, const QByteArray& log)
{
    const QString path = damagedFile();
    for (const auto& ending : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(path + ending);
    const auto write = [](const QString& name, const QByteArray& bytes) {
        QFile file(name);
        if (file.open(QIODevice::WriteOnly)) file.write(bytes);
    };
    write(path, content);
    if (!log.isEmpty()) write(path + u"-wal"_s, log);
    Verdict verdict;
    {
        SqlHistory history(sqliteBackend(path), m_clock);
        try {
            await(history.open());
            verdict.conversations = int(await(history.conversations({})).rows.size());
            for (int i = 0; i < 12; ++i) {
                ThreadQuery query;
                query.conversation = ConversationId("c" + QByteArray::number(i));
                await(history.thread(query));
            }
        } catch (const StoreError& error) {
            verdict.isRefused = true;
            if (error.cause().isEmpty()) verdict.wrong = u"refused without a word"_s;
        }
    }
    if (verdict.isRefused && log.isEmpty() && contentOf(path) != content)
        verdict.wrong = u"a refused file was changed"_s;
    return verdict;
}

void SqliteDamageTest::flippedBitsNeverCrash()
{
    const int places = isLong() ? 1'000 : 120;
    int refused = 0;
    int noticedWhileReading = 0;
    for (int i = 0; i < places; ++i) {
        QByteArray damaged = m_good;
        // The first pages hold the schema, where every bit counts; then evenly over the file.
        const qsizetype place = i % 4 == 0 ? i % 100 : qsizetype(qint64(m_good.size()) * i / places);
        damaged[place] = char(damaged.at(place) ^ (1 << (i % 8)));
        const Verdict verdict = open(damaged);
        QVERIFY2(verdict.wrong.isEmpty(), qPrintable(u"byte %1: "_s.arg(place) + verdict.wrong));
        refused += verdict.isRefused ? 1 : 0;
        noticedWhileReading += !verdict.isRefused && verdict.conversations != 12 ? 1 : 0;
    }
    qInfo("%d places: %d refused, %d seen in the list, the others inside values or unused space", places, refused,
          noticedWhileReading);
    QVERIFY(refused > places / 20);
}

void SqliteDamageTest::shortenedFilesNeverCrash_data()
{
    QTest::addColumn<double>("part");
    for (const double part : {0.0, 0.0001, 0.01, 0.3, 0.5, 0.9, 0.999})
        QTest::newRow(qPrintable(QString::number(part))) << part;
}

void SqliteDamageTest::shortenedFilesNeverCrash()
{
    QFETCH(double, part);
    const QByteArray damaged = m_good.left(qsizetype(double(m_good.size()) * part));
    const Verdict verdict = open(damaged);
    QVERIFY(verdict.isRefused);
    QCOMPARE(verdict.wrong, QString());
}

void SqliteDamageTest::anotherFilesLogIsNotBelieved()
{
    const Verdict verdict = open(m_good, QByteArray(100'000, '\x37'));
    QVERIFY(verdict.isRefused || verdict.conversations == 12);
}

/// SQLite itself takes an empty file for a new database and deletes the log beside it, which may hold the whole shop.
void SqliteDamageTest::anEmptiedFilesLogIsKept()
{
    const QByteArray log(50'000, '\x37');
    QVERIFY(open({}, log).isRefused);
    QCOMPARE(contentOf(damagedFile() + u"-wal"_s), log);
    QCOMPARE(QFileInfo(damagedFile()).size(), 0);
}

void SqliteDamageTest::aLogWhoseFileIsGoneIsKept()
{
    const QString file = m_dir.filePath(u"gone.sqlite"_s);
    QFile log(file + u"-wal"_s);
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write(QByteArray(50'000, '\x37'));
    log.close();
    SqlHistory history(sqliteBackend(file), m_clock);
    bool isRefused = false;
    try {
        await(history.open());
    } catch (const StoreError& error) {
        isRefused = error.kind() == StoreError::Kind::Corrupt;
    }
    QVERIFY(isRefused);
    QVERIFY(!QFile::exists(file));
    QCOMPARE(contentOf(file + u"-wal"_s), QByteArray(50'000, '\x37'));
}

TONGDAI_TEST(SqliteDamageTest)

}  // namespace tongdai::testing

#include "sqlite_damage_test.moc"
