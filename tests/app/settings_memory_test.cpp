#include "app/settings/settings_memory.h"

#include "engine/domain/dispute/audit_file.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class SettingsMemoryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    SettingSources sources() const
    {
        SettingSources result;
        result.dataDir = m_dir->path();
        result.settingsFile = m_dir->filePath(u"settings.conf"_s);
        return result;
    }
    void write(const QByteArray& settings) const
    {
        QFile file(m_dir->filePath(u"settings.conf"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(settings);
    }
    std::vector<AuditEntry> noted() const
    {
        std::vector<AuditEntry> entries = takeKeptAudit(m_dir->path());
        forgetTakenAudit(m_dir->path());
        return entries;
    }
    QByteArray everything() const
    {
        QByteArray text;
        for (const QString& name : {u"settings-seen"_s, u"audit-waiting"_s}) {
            QFile file(m_dir->filePath(name));
            if (file.open(QIODevice::ReadOnly)) text += file.readAll();
        }
        return text;
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void whatDiffersIsNotedOnceWithWhatItWas()
    {
        write("API_PORT=8000\n");
        noteSettings(sources(), "start", u"start"_s);
        QVERIFY(noted().empty());  // there is nothing to compare with
        write("API_PORT=8111\nSHOP_NAME=Hoa Mai\n");
        for (int i = 0; i < 2; ++i)
            noteSettings(sources(), "lan", u"setup"_s);
        const std::vector<AuditEntry> entries = noted();
        QCOMPARE(entries.size(), size_t(1));
        QCOMPARE(entries[0].actor, "lan"_ba);
        QCOMPARE(entries[0].action, u"settings_changed"_s);
        QCOMPARE(entries[0].detail["door"_L1].toString(), u"setup"_s);
        QCOMPARE(entries[0].detail["settings"_L1].toObject(),
                 (QJsonObject{{u"API_PORT"_s, QJsonArray{u"8000"_s, u"8111"_s}},
                              {u"SHOP_NAME"_s, QJsonArray{u""_s, u"Hoa Mai"_s}}}));
        QVERIFY(entries[0].detail["secrets"_L1].toObject().isEmpty());
    }

    void anotherSourceCountsAsWell()
    {
        write("API_PORT=8000\n");
        noteSettings(sources(), "start", u"start"_s);
        SettingSources with = sources();
        with.environment.insert(u"API_PORT"_s, u"9000"_s);
        noteSettings(with, "start", u"start"_s);
        QCOMPARE(noted().size(), size_t(1));
    }

    void ofSecretsOnlyThatTheyChanged()
    {
        const QString first = u"first-secret-0123456789abcdef0123"_s;
        const QString second = u"second-secret-0123456789abcdef012"_s;
        write("REDIS_PASSWORD=" + first.toUtf8() + '\n');
        noteSettings(sources(), "start", u"start"_s, Secrets{first, first, first, true, {}});
        write("REDIS_PASSWORD=" + second.toUtf8() + '\n');
        noteSettings(sources(), "start", u"start"_s, Secrets{second, first, first, true, {}});
        QVERIFY(!everything().contains("first-secret") && !everything().contains("second-secret"));
        write("");
        noteSettings(sources(), "lan", u"setup"_s);  // knows nothing of tokens, and says nothing of them
        const std::vector<AuditEntry> entries = noted();
        QCOMPARE(entries.size(), size_t(2));
        QCOMPARE(entries[0].detail["secrets"_L1].toObject(),
                 (QJsonObject{{u"PANCAKE_ACCESS_TOKEN"_s, u"changed"_s}, {u"REDIS_PASSWORD"_s, u"changed"_s}}));
        QCOMPARE(entries[1].detail["secrets"_L1].toObject(), (QJsonObject{{u"REDIS_PASSWORD"_s, u"removed"_s}}));
    }

    void onlyTheOwnerMayRead()
    {
        noteSettings(sources(), "start", u"start"_s);
        keepForAudit(m_dir->path(), {{"lan", u"one"_s, {}, {}}}, TimePoint(1s));
        keepHead(m_dir->path(), {});
        for (const QString& name : {u"settings-seen"_s, u"audit-waiting"_s, u"audit-heads"_s})
            QCOMPARE(QFile::permissions(m_dir->filePath(name)) & 0x0077, QFile::Permissions());
    }

    void keptActsComeBackInOrderUntilTheyAreForgotten()
    {
        const QString dir = m_dir->path();
        QCOMPARE(keepForAudit(dir, {{"lan", u"one"_s, "c1", {{u"a"_s, 1}}}}, TimePoint(1s)), QString());
        QCOMPARE(keepForAudit(dir, {{"minh", u"two"_s, {}, {}}}, TimePoint(1s)), QString());
        QCOMPARE(takeKeptAudit(dir).size(), size_t(2));
        QCOMPARE(keepForAudit(dir, {{"minh", u"three"_s, {}, {}}}, TimePoint(1s)), QString());
        const std::vector<AuditEntry> again = takeKeptAudit(dir);  // as after a crash before they were written
        QCOMPARE(again.size(), size_t(2));
        QVERIFY(again[0].actor == "lan" && again[0].action == "one"_L1 && again[0].object == "c1");
        QCOMPARE(again[0].detail["a"_L1].toInt(), 1);
        QVERIFY(again[0].detail.contains("happened_at"_L1));
        forgetTakenAudit(dir);
        QCOMPARE(takeKeptAudit(dir).size(), size_t(1));
        forgetTakenAudit(dir);
        QVERIFY(takeKeptAudit(dir).empty());
    }

    void headsAreKeptUpToABound()
    {
        const QString dir = m_dir->path();
        KeptHead head;
        head.installation = "shop";
        head.target = u"tệp"_s;
        for (int i = 1; i <= kMostKeptHeads + 5; ++i) {
            head.head = {i, QByteArray(32, char(i)), i * 10};
            head.at = TimePoint(std::chrono::milliseconds(i));
            if (i % 50 == 0) QCOMPARE(keepHead(dir, head), QString());
        }
        head.isRestored = true;
        QCOMPARE(keepHead(dir, head), QString());
        const std::vector<KeptHead> kept = keptHeads(dir);
        QCOMPARE(kept.size(), size_t(5));
        QCOMPARE(kept[0].head, (AuditHead{50, QByteArray(32, char(50)), 500}));
        QVERIFY(kept[0].installation == "shop" && kept[0].target == u"tệp"_s && kept[0].at == TimePoint(50ms));
        QVERIFY(kept[4].isRestored && !kept[3].isRestored);
        for (int i = 0; i < kMostKeptHeads; ++i)
            keepHead(dir, head);
        QCOMPARE(keptHeads(dir).size(), size_t(kMostKeptHeads));
    }
};

TONGDAI_TEST(SettingsMemoryTest)

}  // namespace tongdai::app

#include "settings_memory_test.moc"
