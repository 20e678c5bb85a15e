#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/dispute/dispute_file.h"

#include <QJsonObject>
#include <QMetaType>

#include <functional>
#include <utility>
#include <vector>

/// What leaves the shop as evidence, and what checking it found (features F6, F8, F9). Values; any thread.
namespace tongdai {

/// One line of the conversation as it is exported.
struct EvidenceLine {
    StoredMessage message;    ///< masked already, if that was wanted
    bool isWithheld = false;  ///< a note that was left out: only that there was one is told
    bool isMasked = false;    ///< something in it was blacked out
    QJsonObject row;          ///< as the package writes it
    QByteArray hash;          ///< SHA-256 of the chain up to here
};

/// The chain's end as the audit log's heads outside of the store bear witness to it (guarantees 2.15).
struct EvidenceAnchor {
    QString state;  ///< "ok", "older", "altered", "replaced", "unknown"
    qint64 entries = 0;
    QByteArray head;
    std::optional<TimePoint> keptAt;  ///< the newest head kept outside; absent: none yet
};

/// Everything that is exported of one conversation: what a package is written from, and what people read on paper.
struct EvidenceBook {
    Conversation conversation;
    QByteArray source;             ///< another program's database it was read from; empty: this shop's history
    QString target;                ///< the address of that database
    std::optional<CaseFile> file;  ///< the case it belongs to; notes only where `withNotes`
    QString shop;
    QByteArray installation;  ///< which store
    QString exportedBy;
    TimePoint exportedAt{};
    QByteArray zone;  ///< IANA; stands beside every time
    bool isMasked = true;
    bool withNotes = false;
    std::vector<EvidenceLine> lines;  ///< oldest first; of another program they are numbered as they came
    qint64 expectedRev = 0;           ///< the newest line there was when the export began
    EvidenceAnchor anchor;
    QByteArray head;       ///< of the chain
    QByteArray publicKey;  ///< of the shop
};

/// In the metadata of a line of another program's database: "role" (a number of PartyRole), "edited_at", "deleted_at",
/// "receipts", "attachments_sha256".
inline constexpr QLatin1StringView kOfOtherProgram{"other_program"};

/// A note of a case that was not to leave the shop.
bool isWithheld(const CaseNote& note);

/// Places in a row of numbers that nothing stands at: from, to, both included.
using EvidenceGap = std::pair<qint64, qint64>;
/// `revs` ascending; the numbers run from 1 to `expected`.
std::vector<EvidenceGap> gapsIn(const std::vector<qint64>& revs, qint64 expected);

/// One thing that is not as it was signed.
struct EvidenceFlaw {
    enum class Kind : quint8 {
        Row,        ///< `row` is not what was chained
        RowOrder,   ///< rows stand in another order, or one was put in between
        Signature,  ///< the manifest is not what the key signed
        Manifest,   ///< cannot be read, or says something else than the rows
        File,       ///< `what` is not the file that was put in
        Container,  ///< bytes around the files
    };
    Kind kind = Kind::Container;
    qint64 row = 0;  ///< from 1; 0: none in particular
    QString what;
};
/// One thing that is not there.
struct EvidenceLack {
    enum class Kind : quint8 {
        Tail,    ///< the file ends too early: `from` to `to` are rows
        Gap,     ///< lines `from` to `to` of the conversation were not there when it was exported
        Newest,  ///< lines `from` to `to` were known to be newer than the last one that is here
        File,    ///< `what` is not in the package
        Anchor,  ///< when it was exported the store was not the one it was: `what` says how
    };
    Kind kind = Kind::Gap;
    qint64 from = 0;
    qint64 to = 0;
    QString what;
};

/// Two verdicts, apart: whether what is there is what was signed, and whether all of it is there (features F9).
struct EvidenceVerdict {
    QString refusal;                  ///< not empty: no package of ours, or made to do harm; nothing else counts
    std::vector<EvidenceFlaw> flaws;  ///< bounded; empty: whole
    std::vector<EvidenceLack> lacks;  ///< bounded; empty: complete
    qint64 rows = 0;
    qint64 expectedRows = 0;  ///< as the signed manifest says; 0: it cannot be read
    QJsonObject manifest;     ///< as signed; empty: it cannot be read
    QByteArray publicKey;
    QByteArray head;

    bool isWhole() const { return refusal.isEmpty() && flaws.empty(); }
    bool isComplete() const { return refusal.isEmpty() && lacks.empty(); }
};

/// Asked by whatever writes a long piece, with how much of how much is done; false: it is to end without a result.
using EvidenceGoOn = std::function<bool(qint64 done, qint64 total)>;

/// A key's name for people: the first half of its SHA-256, in groups of four.
QString keyFingerprint(const QByteArray& publicKey);

}  // namespace tongdai

Q_DECLARE_METATYPE(tongdai::EvidenceVerdict)
