#pragma once

#include <QByteArray>
#include <QLatin1StringView>

/// How a package lies in its file: a zip whose files are stored as they are, in this order, closed by a seal.
///
///   manifest.json   what the package says of itself, canonical JSON
///   manifest.sig    Ed25519 signature of manifest.json, base64
///   rows.jsonl      the chain, a row a line
///   …               what people read: report.pdf; the case it belongs to: case.json; named in the manifest with
///                   their SHA-256
///   verify.html     the same for a browser without network; made last, since it holds the manifest
///
/// The seal is the zip's comment: the signature over the SHA-256 of every byte before the comment, so that no byte of
/// the file can be another one unnoticed. Stored, not packed: one byte damages one row, and no zip can unfold into more
/// than it is.
namespace tongdai::evidence {

using namespace Qt::StringLiterals;

inline constexpr QLatin1StringView kManifestFile{"manifest.json"};
inline constexpr QLatin1StringView kSignatureFile{"manifest.sig"};
inline constexpr QLatin1StringView kRowsFile{"rows.jsonl"};
inline constexpr QLatin1StringView kReportFile{"report.pdf"};
inline constexpr QLatin1StringView kCaseFile{"case.json"};
inline constexpr QLatin1StringView kPageFile{"verify.html"};

inline constexpr QByteArrayView kSealBegin{"tongdai-seal-1 "};
inline constexpr qsizetype kSealSize = 15 + 88;  ///< begin and base64 of a signature
inline constexpr qsizetype kZipEndSize = 22;     ///< the zip's end record, the comment's length in its last two bytes

inline constexpr qint64 kMostPackageBytes = 1024LL * 1024 * 1024;
inline constexpr qint64 kMostManifestBytes = 1024LL * 1024;
inline constexpr qint64 kMostRowBytes = 4LL * 1024 * 1024;
inline constexpr int kMostFiles = 16;
inline constexpr int kMostFlaws = 100;  ///< told of; as many lacks

}  // namespace tongdai::evidence
