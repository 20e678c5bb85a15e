#include "engine/host/backup/backup_file.h"

#include <QCryptographicHash>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kBlock = 512;  // of a tar archive
constexpr qint64 kPiece = 1024 * 1024;
constexpr qint64 kMostManifest = 1024 * 1024;
constexpr auto kManifest = "manifest.json"_L1;
constexpr auto kManifestSum = "manifest.sha256"_L1;

QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray octal(qint64 value, int width)
{
    return QByteArray::number(value, 8).rightJustified(width - 1, '0') + '\0';
}

QByteArray headerOf(const QByteArray& name, qint64 size)
{
    QByteArray header(kBlock, '\0');
    const auto put = [&header](int at, const QByteArray& bytes) { header.replace(at, bytes.size(), bytes); };
    put(0, name);
    put(100, octal(0600, 8));
    put(108, octal(0, 8));
    put(116, octal(0, 8));
    // Above 8 GiB the size is a number of base 256, as GNU tar and bsdtar read it.
    if (size < 0x200000000LL) {
        put(124, octal(size, 12));
    } else {
        QByteArray big(12, '\0');
        for (int i = 0; i < 8; ++i)
            big[11 - i] = char(size >> (8 * i));
        big[0] = char(0x80);
        put(124, big);
    }
    put(136, octal(QDateTime::currentSecsSinceEpoch(), 12));
    put(148, QByteArray(8, ' '));
    put(156, "0");
    put(257, QByteArray("ustar\00000", 8));
    qint64 sum = 0;
    for (const char c : header)
        sum += quint8(c);
    put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
    return header;
}

qint64 numberIn(const QByteArray& field)
{
    if (!field.isEmpty() && quint8(field[0]) == 0x80) {
        qint64 value = 0;
        for (int i = 4; i < field.size(); ++i)
            value = value << 8 | quint8(field[i]);
        return value;
    }
    bool isNumber = false;
    const qint64 value = field.left(field.indexOf('\0')).trimmed().toLongLong(&isNumber, 8);
    return isNumber ? value : -1;
}

}  // namespace

QByteArray BackupManifest::toJson() const
{
    QJsonArray list;
    for (const Entry& entry : entries) {
        list << QJsonObject{
            {u"name"_s, entry.name}, {u"size"_s, entry.size}, {u"sha256"_s, QString::fromLatin1(entry.sha256)}};
    }
    const QJsonObject object{{u"format"_s, u"tongdai-backup"_s},
                             {u"formatVersion"_s, 1},
                             {u"program"_s, program},
                             {u"madeAt"_s, madeAt.toUTC().toString(Qt::ISODate)},
                             {u"schemaVersion"_s, schemaVersion},
                             {u"conversations"_s, conversations},
                             {u"messages"_s, messages},
                             {u"entries"_s, list}};
    return QJsonDocument(object).toJson();
}

std::optional<BackupManifest> BackupManifest::fromJson(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object[u"format"_s].toString() != "tongdai-backup"_L1 || object[u"formatVersion"_s].toInt() != 1)
        return std::nullopt;
    BackupManifest manifest;
    manifest.program = object[u"program"_s].toString();
    manifest.madeAt = QDateTime::fromString(object[u"madeAt"_s].toString(), Qt::ISODate);
    manifest.schemaVersion = object[u"schemaVersion"_s].toInt();
    manifest.conversations = object[u"conversations"_s].toInteger();
    manifest.messages = object[u"messages"_s].toInteger();
    for (const QJsonValue& value : object[u"entries"_s].toArray()) {
        manifest.entries << Entry{value[u"name"_s].toString(), value[u"size"_s].toInteger(),
                                  value[u"sha256"_s].toString().toLatin1()};
    }
    return manifest;
}

bool BackupWriter::writeHeader(const QString& name, qint64 size)
{
    return m_out.write(headerOf(name.toUtf8(), size)) == kBlock;
}

bool BackupWriter::pad(qint64 size)
{
    const qint64 rest = (kBlock - size % kBlock) % kBlock;
    return m_out.write(QByteArray(rest, '\0')) == rest;
}

bool BackupWriter::add(const QString& name, QIODevice& content, const BackupProgress& progress)
{
    const qint64 size = content.size();
    if (!writeHeader(name, size)) return false;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    qint64 done = 0;
    while (done < size) {
        const QByteArray piece = content.read(qMin(kPiece, size - done));
        if (piece.isEmpty() || m_out.write(piece) != piece.size()) return false;
        hash.addData(piece);
        done += piece.size();
        if (!progress(done)) return false;
    }
    m_entries << BackupManifest::Entry{name, size, hash.result().toHex()};
    return pad(size);
}

bool BackupWriter::add(const QString& name, const QByteArray& content)
{
    m_entries << BackupManifest::Entry{name, content.size(), sha256(content)};
    return writeHeader(name, content.size()) && m_out.write(content) == content.size() && pad(content.size());
}

bool BackupWriter::finish(BackupManifest manifest)
{
    manifest.entries = m_entries;
    const QByteArray json = manifest.toJson();
    return add(kManifest, json) && add(kManifestSum, sha256(json) + '\n') &&
           m_out.write(QByteArray(2 * kBlock, '\0')) == 2 * kBlock && m_out.flush();
}

std::optional<BackupReader::Header> BackupReader::nextHeader(bool* atEnd)
{
    const QByteArray block = m_in.read(kBlock);
    *atEnd = block == QByteArray(kBlock, '\0');
    if (*atEnd || block.size() != kBlock) return std::nullopt;
    QByteArray blank = block;
    blank.replace(148, 8, QByteArray(8, ' '));
    qint64 sum = 0;
    for (const char c : blank)
        sum += quint8(c);
    const Header header{QString::fromUtf8(block.left(100).constData()), numberIn(block.mid(124, 12))};
    const bool isRight = block.mid(257, 5) == "ustar" && numberIn(block.mid(148, 8)) == sum && header.size >= 0 &&
                         header.size <= m_in.size();
    return isRight ? std::optional(header) : std::nullopt;
}

BackupReader::Verdict BackupReader::read(const std::function<QIODevice*(const QString&)>& sinkOf,
                                         const BackupProgress& progress)
{
    QHash<QString, BackupManifest::Entry> found;
    QByteArray json;
    QByteArray sum;
    for (bool isFirst = true;; isFirst = false) {
        bool atEnd = false;
        const auto header = nextHeader(&atEnd);
        if (atEnd) break;
        if (!header) return isFirst ? Verdict::NotABackup : Verdict::Damaged;
        if (found.contains(header->name)) return Verdict::Damaged;
        QIODevice* const sink = sinkOf(header->name);
        const bool isOwn = header->name == kManifest || header->name == kManifestSum;
        if (isOwn && header->size > kMostManifest) return Verdict::Damaged;
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (qint64 rest = header->size; rest > 0;) {
            const QByteArray piece = m_in.read(qMin(kPiece, rest));
            if (piece.isEmpty()) return Verdict::Damaged;
            hash.addData(piece);
            if (sink && sink->write(piece) != piece.size()) return Verdict::CannotWrite;
            if (header->name == kManifest) json += piece;
            if (header->name == kManifestSum) sum += piece;
            rest -= piece.size();
            if (!progress(m_in.pos())) return Verdict::Stopped;
        }
        m_in.skip((kBlock - header->size % kBlock) % kBlock);
        found.insert(header->name, {header->name, header->size, hash.result().toHex()});
    }
    if (json.isEmpty()) return found.isEmpty() ? Verdict::NotABackup : Verdict::Damaged;
    const auto manifest = BackupManifest::fromJson(json);
    if (sum.trimmed() != sha256(json)) return Verdict::Damaged;
    if (!manifest) return Verdict::NotABackup;
    // Exactly what the manifest names, no more and no less.
    if (manifest->entries.size() + 2 != found.size()) return Verdict::Damaged;
    for (const BackupManifest::Entry& entry : manifest->entries) {
        const BackupManifest::Entry read = found.value(entry.name);
        if (read.size != entry.size || read.sha256 != entry.sha256) return Verdict::Damaged;
    }
    m_manifest = *manifest;
    return Verdict::Whole;
}

}  // namespace tongdai
