#include "engine/evidence/package_layout.h"
#include "tests/engine/evidence/evidence_stage.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <archive.h>
#include <archive_entry.h>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

struct HostileEntry {
    QByteArray name;
    QByteArray content;
    QByteArray linkTo = {};
    bool isFolder = false;
};

/// A zip with these entries, packed as zips usually are.
void writeHostileZip(const QString& path, const std::vector<HostileEntry>& entries, qint64 repeats = 1)
{
    archive* const zip = archive_write_new();
    archive_write_set_format_zip(zip);
    archive_write_open_filename(zip, path.toLocal8Bit().constData());
    for (const HostileEntry& each : entries) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, each.name.constData());
        archive_entry_set_filetype(entry, each.isFolder ? AE_IFDIR : each.linkTo.isEmpty() ? AE_IFREG : AE_IFLNK);
        if (!each.linkTo.isEmpty()) archive_entry_set_symlink(entry, each.linkTo.constData());
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, each.content.size() * repeats);
        archive_write_header(zip, entry);
        for (qint64 i = 0; i < repeats && !each.content.isEmpty(); ++i)
            archive_write_data(zip, each.content.constData(), size_t(each.content.size()));
        archive_entry_free(entry);
    }
    archive_write_close(zip);
    archive_write_free(zip);
}

}  // namespace

/// Files that somebody made to do harm to whoever checks them.
class HostilePackageTest : public QObject {
    Q_OBJECT

    EvidenceStage m_stage;

    QString refusalOf(const std::vector<HostileEntry>& entries, qint64 repeats = 1)
    {
        writeHostileZip(m_stage.path(), entries, repeats);
        return evidence::verifyPackage(m_stage.path()).refusal;
    }

private slots:
    void pathsOutOfThePackageAreRefused()
    {
        for (const QByteArray& name :
             {"../manifest.json"_ba, "/etc/passwd"_ba, "a/../../b"_ba, "..manifest"_ba, "C:\\x"_ba, "dir/x"_ba})
            QVERIFY2(refusalOf({{name, "x"}}).contains(u"name"_s), name.constData());
    }

    void linksAndFoldersAreRefused()
    {
        QVERIFY(refusalOf({{"manifest.json", {}, "/etc/passwd"}}).contains(u"link"_s));
        QVERIFY(!refusalOf({{"manifest.json", {}, {}, true}}).isEmpty());
    }

    void whatUnfoldsIntoMoreThanItIsIsRefused()
    {
        // 64 MiB of nothing in some ten kilobytes.
        const QString why = refusalOf({{"rows.jsonl", QByteArray(1024 * 1024, '\0')}}, 64);
        QVERIFY2(why.contains(u"larger"_s) || why.contains(u"unfolds"_s), qPrintable(why));
    }

    void namesTwiceAndTooManyFilesAreRefused()
    {
        QVERIFY(refusalOf({{"manifest.json", "{}"}, {"manifest.json", "{}"}}).contains(u"twice"_s));
        std::vector<HostileEntry> many;
        for (int i = 0; i < 40; ++i)
            many.push_back({"file" + QByteArray::number(i), "x"});
        QVERIFY(refusalOf(many).contains(u"more than"_s));
    }

    void aHugeManifestIsNotRead()
    {
        writeHostileZip(m_stage.path(), {{"manifest.json", QByteArray("[", 1)}, {"rows.jsonl", "x"}});
        QVERIFY(!evidence::verifyPackage(m_stage.path()).isWhole());
        QByteArray noise(evidence::kMostManifestBytes * 2, '\0');
        for (qsizetype i = 0; i < noise.size(); ++i)
            noise[i] = char('a' + (i * i + i / 7) % 23);
        writeHostileZip(m_stage.path(), {{"manifest.json", noise}});
        const EvidenceVerdict verdict = evidence::verifyPackage(m_stage.path());
        QVERIFY(!verdict.isWhole());
        QVERIFY(verdict.manifest.isEmpty());
    }

    void whatIsNoPackageIsSaidToBeNone()
    {
        QVERIFY(!m_stage.verify({}).refusal.isEmpty());
        QVERIFY(!m_stage.verify("PK\3\4 nothing").refusal.isEmpty());
        QVERIFY(!m_stage.verify(QByteArray(100'000, '\x7f')).refusal.isEmpty());
        QVERIFY(refusalOf({{"letter.txt", "hello"}}).contains(u"no evidence"_s));
        QVERIFY(!evidence::verifyPackage(m_stage.dir.path()).refusal.isEmpty());
        QVERIFY(!evidence::verifyPackage(u"/nowhere/at-all.zip"_s).refusal.isEmpty());
    }
};

TONGDAI_TEST(HostilePackageTest)

}  // namespace tongdai::testing

#include "hostile_package_test.moc"
