#pragma once

#include "engine/api/answer.h"
#include "engine/domain/dispute/evidence.h"

#include <QObject>

#include <functional>

namespace tongdai::api {

/// What is to leave the shop.
struct EvidenceRequest {
    enum class Form : quint8 {
        Package,  ///< signed; what `print` makes goes in as report.pdf
        Print,    ///< what `print` makes, and nothing else
    };
    ConversationId conversation;  ///< the thread there, where it is another program's
    QByteArray source;            ///< whose it is; empty or "own": this shop's
    QByteArray dispute;           ///< the case that goes in with it: who opened it, verdict, notes; empty: none
    QString file;                 ///< replaced whole, or left as it was
    Form form = Form::Package;
    bool isMasked = true;
    bool withNotes = false;
    QByteArray zone;  ///< IANA; of the times people read
    /// How the screens write it for people. Called once, on a thread of its own, with nothing of a window in it; empty:
    /// it could not, or was told to end.
    std::function<QByteArray(const EvidenceBook& book, const EvidenceGoOn& goOn)> print;
    QString printedAs;  ///< "pdf", "csv", "xlsx": for the audit log
};

struct EvidenceMade {
    bool isCancelled = false;  ///< nothing was written
    QString file;
    qint64 bytes = 0;
    qint64 lines = 0;
    bool hasGaps = false;  ///< lines of the conversation are not in the store any more
    QByteArray head;
    QByteArray publicKey;
};

struct EvidenceProgress {
    enum class Phase : quint8 { Reading, Printing, Writing };
    Phase phase = Phase::Reading;
    qint64 done = 0;
    qint64 total = 0;  ///< 0: not known
};

/// Exports conversations, and checks what was exported. Lives on the GUI thread.
class Evidence : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// A conversation of more lines is refused.
    static constexpr qint64 kMostLines = 100'000;

    /// One at a time. Ends in a file or in nothing; stands in the audit log before the file has its name.
    virtual Asked<EvidenceMade> exportConversation(const EvidenceRequest& request) = 0;
    /// The export under way ends, with isCancelled.
    virtual void cancelExport() = 0;
    /// Whether a package is what was signed, and whole: of this shop or any other.
    virtual Asked<EvidenceVerdict> verify(const QString& file) = 0;
signals:
    void progressed(tongdai::api::EvidenceProgress progress);
};

}  // namespace tongdai::api

Q_DECLARE_METATYPE(tongdai::api::EvidenceProgress)
