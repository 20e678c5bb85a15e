#include "engine/evidence/verify_package.h"

#include "engine/evidence/canonical_json.h"
#include "engine/evidence/evidence_key.h"
#include "engine/evidence/package_layout.h"
#include "engine/evidence/read_package.h"
#include "engine/evidence/row_check.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace tongdai::evidence {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSealBlock = 1024 * 1024;

/// A file of the package other than its rows: the small ones whole, the others by their hash.
struct FoundFile {
    QByteArray content;  ///< its first kMostManifestBytes
    QCryptographicHash hash{QCryptographicHash::Sha256};
    qint64 bytes = 0;
    bool isCut = false;
};

struct Seal {
    bool isThere = false;
    bool hasEnd = false;      ///< the zip's end record stands where it must
    bool isRepacked = false;  ///< the end record of a zip without a seal
    QByteArray signature;
    QByteArray hash;  ///< of what it seals
};

Seal readSeal(QFile& file)
{
    Seal seal;
    const qint64 sealed = file.size() - kSealSize;
    seal.isRepacked = file.size() >= kZipEndSize && file.seek(file.size() - kZipEndSize) &&
                      file.read(kZipEndSize).startsWith("PK\5\6");
    if (sealed < kZipEndSize || !file.seek(sealed - kZipEndSize)) return seal;
    const QByteArray end = file.read(kZipEndSize);
    const QByteArray comment = file.read(kSealSize);
    seal.hasEnd = end.startsWith("PK\5\6") || (uchar(end[20]) == kSealSize && end[21] == 0);
    seal.isThere = comment.startsWith(kSealBegin);
    seal.signature = QByteArray::fromBase64(comment.sliced(kSealBegin.size()));
    if (seal.signature.toBase64() != comment.sliced(kSealBegin.size())) seal.signature.clear();
    file.seek(0);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qint64 left = sealed; left > 0;) {
        const QByteArray block = file.read(std::min(left, kSealBlock));
        if (block.isEmpty()) break;
        hash.addData(block);
        left -= block.size();
    }
    seal.hash = hash.result();
    return seal;
}

class PackageCheck {
public:
    explicit PackageCheck(QString path) : m_path(std::move(path)) {}

    EvidenceVerdict run()
    {
        QFile file(m_path);
        const QFileInfo info(m_path);
        if (!info.isFile() || !file.open(QIODevice::ReadOnly)) return refused(u"it cannot be read"_s);
        if (info.size() > kMostPackageBytes) return refused(u"it is larger than 1 GiB"_s);
        m_seal = readSeal(file);
        m_isCutOff = !m_seal.isThere && !m_seal.hasEnd && !m_seal.isRepacked;
        const bool readsByContents = !m_isCutOff && readFiles(true);
        if (!m_verdict.refusal.isEmpty()) return m_verdict;
        if (!readsByContents) {
            const bool isRead = readFiles(false);
            if (!m_verdict.refusal.isEmpty()) return m_verdict;
            if (!isRead && !m_isCutOff) flag(EvidenceFlaw::Kind::Container, {});
        }
        if (!m_files.contains(kManifestFile) && !m_seal.isThere) return refused(u"it is no evidence of Tongdai"_s);
        checkManifest();
        checkRows();
        checkFiles();
        checkSeal();
        readCompleteness();
        return m_verdict;
    }

private:
    EvidenceVerdict refused(const QString& why)
    {
        m_verdict = {};
        m_verdict.refusal = why;
        return m_verdict;
    }

    void flag(EvidenceFlaw::Kind kind, const QString& what)
    {
        if (int(m_verdict.flaws.size()) < kMostFlaws) m_verdict.flaws.push_back({kind, 0, what});
    }
    void miss(EvidenceLack::Kind kind, qint64 from, qint64 to, const QString& what)
    {
        if (int(m_verdict.lacks.size()) < kMostFlaws) m_verdict.lacks.push_back({kind, from, to, what});
    }

    bool readFiles(bool byContents)
    {
        m_files.clear();
        m_rows = std::make_unique<RowCheck>();
        m_hasRows = false;
        QString open;
        PackageFiles files(m_path);
        const auto end = files.read(byContents, {[&](const QString& name) {
                                                     open = name;
                                                     m_hasRows |= name == kRowsFile;
                                                     m_files.insert(name, std::make_shared<FoundFile>());
                                                 },
                                                 [&](QByteArrayView bytes) {
                                                     FoundFile& file = *m_files[open];
                                                     file.bytes += bytes.size();
                                                     if (open == kRowsFile) return m_rows->take(bytes);
                                                     file.hash.addData(bytes);
                                                     if (file.content.size() < kMostManifestBytes)
                                                         file.content += bytes.first(std::min<qsizetype>(
                                                             bytes.size(), kMostManifestBytes - file.content.size()));
                                                 },
                                                 [&](bool isCut) {
                                                     m_files[open]->isCut = isCut;
                                                     if (open == kRowsFile) m_rows->end(isCut);
                                                 }});
        if (end == PackageFiles::End::Hostile) refused(files.why());
        return end == PackageFiles::End::Whole;
    }

    void checkManifest()
    {
        const auto found = m_files.value(kManifestFile);
        const auto signature = m_files.value(kSignatureFile);
        if (!found || found->isCut || found->bytes > kMostManifestBytes) {
            // A file that ends within its first lines was cut off; one that goes on was damaged.
            if (m_isCutOff && (!found || found->isCut))
                miss(EvidenceLack::Kind::File, 0, 0, kManifestFile);
            else
                flag(EvidenceFlaw::Kind::Manifest, {});
            return;
        }
        const QJsonObject manifest = QJsonDocument::fromJson(found->content).object();
        if (manifest["format"_L1] != "tongdai-evidence"_L1 || canonicalJson(manifest) != found->content) {
            flag(EvidenceFlaw::Kind::Manifest, {});
            return;
        }
        if (manifest["version"_L1].toInt() != 1) {
            refused(u"it was made by a newer program"_s);
            return;
        }
        m_verdict.manifest = manifest;
        m_verdict.publicKey = QByteArray::fromBase64(manifest["public_key"_L1].toString().toLatin1());
        m_verdict.expectedRows = manifest["rows"_L1]["count"_L1].toInteger();
        if (!signature && m_isCutOff)
            miss(EvidenceLack::Kind::File, 0, 0, kSignatureFile);
        else if (signature && signature->isCut)
            miss(EvidenceLack::Kind::File, 0, 0, kSignatureFile);
        else if (!signature || !isSigned(*found, *signature))
            flag(EvidenceFlaw::Kind::Signature, {});
    }

    bool isSigned(const FoundFile& manifest, const FoundFile& signature) const
    {
        const QByteArray bytes = QByteArray::fromBase64(signature.content);
        return bytes.toBase64() == signature.content && isSignedBy(m_verdict.publicKey, manifest.content, bytes);
    }

    void checkRows()
    {
        m_verdict.rows = m_rows->rows();
        m_verdict.head = m_rows->head();
        std::ranges::copy(m_rows->flaws(), std::back_inserter(m_verdict.flaws));
        if (!m_hasRows && !m_isCutOff) flag(EvidenceFlaw::Kind::File, kRowsFile);
        if (m_verdict.manifest.isEmpty()) return;
        const qint64 expected = m_verdict.expectedRows;
        if (m_verdict.rows < expected && m_rows->flaws().empty()) {
            miss(EvidenceLack::Kind::Tail, m_verdict.rows + 1, expected, {});
        } else if (m_rows->flaws().empty()) {
            const QJsonValue rows = m_verdict.manifest["rows"_L1];
            const bool isSame = m_verdict.rows == expected &&
                                rows["head"_L1].toString() == QString::fromLatin1(m_verdict.head.toHex()) &&
                                rows["sha256"_L1].toString() == QString::fromLatin1(m_rows->sha256().toHex());
            if (!isSame) flag(EvidenceFlaw::Kind::Manifest, {});
        }
    }

    void checkFiles()
    {
        QSet<QString> known{kManifestFile, kSignatureFile, kRowsFile, kPageFile};
        for (const QJsonValue& value : m_verdict.manifest["files"_L1].toArray()) {
            const QString name = value["name"_L1].toString();
            known.insert(name);
            const auto found = m_files.value(name);
            if (!found || found->isCut)
                miss(EvidenceLack::Kind::File, 0, 0, name);
            else if (QString::fromLatin1(found->hash.result().toHex()) != value["sha256"_L1].toString())
                flag(EvidenceFlaw::Kind::File, name);
        }
        const auto page = m_files.value(kPageFile);
        if (!page || page->isCut) miss(EvidenceLack::Kind::File, 0, 0, kPageFile);
        for (auto each = m_files.cbegin(); each != m_files.cend(); ++each) {
            if (!m_verdict.manifest.isEmpty() && !known.contains(each.key()))
                flag(EvidenceFlaw::Kind::Container, each.key());
        }
    }

    void checkSeal()
    {
        if (m_isCutOff) {
            if (m_verdict.lacks.empty()) miss(EvidenceLack::Kind::Tail, 0, 0, {});
        } else if (m_seal.isRepacked) {
            miss(EvidenceLack::Kind::File, 0, 0, u"seal"_s);
        } else if (!m_seal.isThere || !isSignedBy(m_verdict.publicKey, m_seal.hash, m_seal.signature)) {
            // What is damaged inside is named already; this is about the bytes around.
            if (m_verdict.flaws.empty()) flag(EvidenceFlaw::Kind::Container, {});
        }
    }

    void readCompleteness()
    {
        const QJsonValue completeness = m_verdict.manifest["completeness"_L1];
        const qint64 newest = completeness["newest_rev_known"_L1].toInteger();
        for (const QJsonValue& gap : completeness["gaps"_L1].toArray()) {
            const qint64 to = gap.toArray().at(1).toInteger();
            miss(to == newest ? EvidenceLack::Kind::Newest : EvidenceLack::Kind::Gap, gap.toArray().at(0).toInteger(),
                 to, {});
        }
        const QString anchor = completeness["anchor_outside_the_store"_L1]["state"_L1].toString();
        if (!anchor.isEmpty() && anchor != "ok"_L1 && anchor != "unknown"_L1)
            miss(EvidenceLack::Kind::Anchor, 0, 0, anchor);
    }

    QString m_path;
    Seal m_seal;
    bool m_isCutOff = false;
    bool m_hasRows = false;
    QHash<QString, std::shared_ptr<FoundFile>> m_files;
    std::unique_ptr<RowCheck> m_rows;
    EvidenceVerdict m_verdict;
};

}  // namespace

EvidenceVerdict verifyPackage(const QString& path)
{
    return PackageCheck(path).run();
}

}  // namespace tongdai::evidence
