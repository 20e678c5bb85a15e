#include "engine/evidence/write_package.h"

#include "engine/evidence/canonical_json.h"
#include "engine/evidence/evidence_book.h"
#include "engine/evidence/evidence_chain.h"
#include "engine/evidence/package_layout.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace tongdai::evidence {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kRowsBetweenQuestions = 500;

QByteArray sha256(const QByteArray& content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256);
}

struct ArchiveCloser {
    void operator()(archive* zip) const { archive_write_free(zip); }
};

la_ssize_t takeBytes(archive*, void* into, const void* bytes, size_t size)
{
    static_cast<QByteArray*>(into)->append(static_cast<const char*>(bytes), qsizetype(size));
    return la_ssize_t(size);
}

class ZipWriter {
public:
    explicit ZipWriter(TimePoint at) : m_zip(archive_write_new()), m_at(at)
    {
        archive_write_set_format_zip(m_zip.get());
        archive_write_zip_set_compression_store(m_zip.get());
        archive_write_set_bytes_in_last_block(m_zip.get(), 1);
        check(archive_write_open(m_zip.get(), &m_bytes, nullptr, takeBytes, nullptr));
    }

    void add(QLatin1StringView name, const QByteArray& content)
    {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.data());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0600);
        archive_entry_set_size(entry, content.size());
        archive_entry_set_mtime(entry, m_at.time_since_epoch().count() / 1000, 0);
        check(archive_write_header(m_zip.get(), entry));
        archive_entry_free(entry);
        for (qsizetype at = 0; at < content.size();) {
            const la_ssize_t written =
                archive_write_data(m_zip.get(), content.constData() + at, size_t(content.size() - at));
            if (written <= 0) {
                check(ARCHIVE_FATAL);
                return;
            }
            at += written;
        }
    }

    /// Empty: problem() says why.
    QByteArray close()
    {
        check(archive_write_close(m_zip.get()));
        return m_problem.isEmpty() ? m_bytes : QByteArray();
    }
    QString problem() const { return m_problem; }

private:
    void check(int result)
    {
        if (result < ARCHIVE_WARN && m_problem.isEmpty())
            m_problem = QString::fromUtf8(archive_error_string(m_zip.get()));
    }

    QByteArray m_bytes;
    std::unique_ptr<archive, ArchiveCloser> m_zip;
    TimePoint m_at;
    QString m_problem;
};

QJsonObject completenessOf(const EvidenceBook& book)
{
    std::vector<qint64> revs;
    revs.reserve(book.lines.size());
    for (const EvidenceLine& line : book.lines)
        revs.push_back(line.message.rev);
    QJsonArray gaps;
    for (const auto& [from, to] : gapsIn(revs, book.expectedRev))
        gaps.append(QJsonArray{from, to});
    QJsonObject anchor{{u"state"_s, book.anchor.state}, {u"audit_entries"_s, book.anchor.entries}};
    if (!book.anchor.head.isEmpty()) anchor.insert(u"audit_head"_s, QString::fromLatin1(book.anchor.head.toHex()));
    if (book.anchor.keptAt) anchor.insert(u"kept_at"_s, utcText(*book.anchor.keptAt));
    QJsonObject completeness{{u"first_rev"_s, 1},
                             {u"newest_rev_known"_s, book.expectedRev},
                             {u"gaps"_s, gaps},
                             {u"anchor_outside_the_store"_s, anchor}};
    // Another program keeps no numbers: what is missing there leaves no gap.
    if (!book.source.isEmpty()) completeness.insert(u"numbered_when_read"_s, true);
    return completeness;
}

QJsonObject manifestOf(const EvidenceBook& book, const QByteArray& rows, const std::vector<BesideFile>& beside)
{
    QJsonArray files;
    for (const BesideFile& file : beside) {
        files.append(QJsonObject{{u"name"_s, file.name},
                                 {u"bytes"_s, qint64(file.content.size())},
                                 {u"sha256"_s, QString::fromLatin1(sha256(file.content).toHex())}});
    }
    const Conversation& c = book.conversation;
    QJsonObject subject{{u"kind"_s, u"conversation"_s},
                        {u"conversation_id"_s, c.id.toString()},
                        {u"channel"_s, c.channel},
                        {u"customer_id"_s, c.customer.toString()},
                        {u"customer_name"_s, c.customerName},
                        {u"sample"_s, c.isSample}};
    if (book.file) subject.insert(u"case"_s, book.file->shown.number);
    if (!book.source.isEmpty()) subject.insert(u"other_program"_s, book.target);
    return {{u"format"_s, u"tongdai-evidence"_s},
            {u"version"_s, 1},
            {u"subject"_s, subject},
            {u"exported"_s, QJsonObject{{u"at"_s, utcText(book.exportedAt)},
                                        {u"by"_s, book.exportedBy},
                                        {u"shop"_s, book.shop},
                                        {u"store"_s, QString::fromLatin1(book.installation.toHex())},
                                        {u"program"_s, u"" TONGDAI_VERSION ""_s},
                                        {u"time_zone"_s, QString::fromLatin1(book.zone)}}},
            {u"masked"_s, book.isMasked},
            {u"notes"_s, book.withNotes},
            {u"rows"_s, QJsonObject{{u"count"_s, qint64(book.lines.size())},
                                    {u"head"_s, QString::fromLatin1(book.head.toHex())},
                                    {u"sha256"_s, QString::fromLatin1(sha256(rows).toHex())}}},
            {u"completeness"_s, completenessOf(book)},
            {u"files"_s, files},
            {u"public_key"_s, QString::fromLatin1(book.publicKey.toBase64())}};
}

/// The chain's text, written anew from the lines; empty: it was told to end.
std::optional<QByteArray> rowsOf(const EvidenceBook& book, const EvidenceGoOn& goOn)
{
    QByteArray rows;
    QByteArray before = chainStart();
    const auto total = qint64(book.lines.size());
    for (qint64 n = 1; n <= total; ++n) {
        if (n % kRowsBetweenQuestions == 0 && goOn && !goOn(n, total)) return std::nullopt;
        const auto row = chainedRow(before, book.lines[size_t(n - 1)].row, n);
        before = row ? row->hash : QByteArray();
        if (row) rows += row->text + '\n';
    }
    return rows;
}

QByteArray pageFile(const char* name)
{
    QFile file(QLatin1StringView(":/evidence/") + QLatin1StringView(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

QByteArray offlinePage(const QByteArray& manifest, const QByteArray& signature, const QByteArray& rows)
{
    QByteArray page = pageFile("verify.html");
    // From the first to the last, none of which can stand in another's text.
    page.replace("@NACL@", pageFile("nacl-fast.js"));
    page.replace("@SHA256@", pageFile("sha256.js"));
    page.replace("@VERIFY@", pageFile("verify.js"));
    page.replace("@MANIFEST@", manifest.toBase64());
    page.replace("@SIGNATURE@", signature);
    page.replace("@ROWS@", rows.toBase64());
    return page;
}

std::variant<QByteArray, PackageProblem> writePackage(const EvidenceBook& book, const EvidenceKey& key,
                                                      const std::vector<BesideFile>& beside, const EvidenceGoOn& goOn)
{
    const auto rows = rowsOf(book, goOn);
    if (!rows) return PackageProblem{{}, true};
    const auto manifest = canonicalJson(manifestOf(book, *rows, beside));
    if (!manifest) return PackageProblem{u"the manifest cannot be written in canonical form"_s};
    const QByteArray signature = key.sign(*manifest).toBase64();
    ZipWriter zip(book.exportedAt);
    zip.add(kManifestFile, *manifest);
    zip.add(kSignatureFile, signature);
    zip.add(kRowsFile, *rows);
    for (const BesideFile& file : beside)
        zip.add(QLatin1StringView(file.name.toLatin1()), file.content);
    zip.add(kPageFile, offlinePage(*manifest, signature, *rows));
    QByteArray bytes = zip.close();
    if (bytes.size() < kZipEndSize) return PackageProblem{zip.problem()};
    if (bytes.size() > kMostPackageBytes) return PackageProblem{u"the package would be larger than 1 GiB"_s};
    // The end record is the last of the file and says that no comment follows; now one does.
    bytes[bytes.size() - 2] = char(kSealSize);
    const QByteArray seal = kSealBegin.toByteArray() + key.sign(sha256(bytes)).toBase64();
    return bytes + seal;
}

}  // namespace tongdai::evidence
