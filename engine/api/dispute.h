#pragma once

#include "engine/api/answer.h"
#include "engine/domain/dispute/dispute_admin.h"
#include "engine/domain/dispute/dispute_file.h"

#include <QObject>

namespace tongdai::api {

/// Cases of all sources that answered, newest first.
struct CaseList {
    std::vector<DisputeCase> cases;
    bool hasMore = false;  ///< a source has older ones
};

/// What was found in all sources that answered, newest first.
struct FoundLines {
    std::vector<DisputeHit> hits;
    qint64 found = 0;
    qint64 searched = 0;
    bool isWhole = true;  ///< false: a source did not answer, is still being read, or was not searched to its end
    std::chrono::milliseconds took{};
};

/// What a deleted line said.
struct OriginalText {
    QString text;
    bool isMasked = false;
};

/// What came of wanting to take part in another program's dispute.
struct JoinAnswer {
    DisputeRefusal refusal = DisputeRefusal::None;
    bool takesPart = false;  ///< false: that program is only read here; that somebody joined stands in its access log
};

/// The Dispute page's view of the engine. Telephone, card and identity numbers are masked in all of it, whoever looks
/// (features F11). Whoever looks at a thread or an original is written down before it is given
/// out. Lives on the GUI thread.
class Disputes : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// From the first question on, sources that are away are tried again by themselves: sourcesChanged() tells.
    virtual Asked<std::vector<SourceStatus>> sources() = 0;
    virtual Asked<CaseList> cases(int limit) = 0;
    virtual Asked<DisputeThread> thread(const ThreadRef& ref, const std::optional<LineKey>& before) = 0;
    /// The page that holds this line, with what was said before and behind it. NotFound: it is not there (any more).
    virtual Asked<DisputeThread> threadAround(const ThreadRef& ref, const QByteArray& line) = 0;
    virtual Asked<OriginalText> original(const ThreadRef& ref, const QByteArray& line) = 0;
    /// A masked line of the thread that was asked for last, or the original of one, as it is. The reason stands in the
    /// audit log before it is given out; Refused without one.
    virtual Asked<DisputeLine> reveal(const ThreadRef& ref, const QByteArray& line, const QString& reason) = 0;
    /// Takes part in the mediation of another program's case, with a reason, as the user there whom the settings name
    /// (contracts/realtime-chat §8). It stands in the audit log first; Refused without a reason.
    virtual Asked<JoinAnswer> join(const QByteArray& source, const QByteArray& dispute, const QString& reason) = 0;
    /// So many lines of it are about to be written into a file from the screen: stands in the audit log before they
    /// are.
    virtual Asked<bool> noteSaved(const ThreadRef& ref, int lines) = 0;
    /// NotFound: there is no source of that name.
    virtual Asked<FoundLines> search(const DisputeSearch& search) = 0;
    /// Ends what the sources are being asked; those questions answer TookTooLong.
    virtual void cancel() = 0;

    /// About a conversation of this shop; the case that is open about it already, if there is one.
    virtual Asked<CaseFile> openCase(const ConversationId& conversation, const MessageId& message) = 0;
    virtual Asked<CaseFile> caseFile(const QByteArray& id) = 0;
    virtual Asked<CaseFile> addNote(const QByteArray& id, const QString& body) = 0;
    /// Refused where it was decided already.
    virtual Asked<CaseFile> proposeVerdict(const QByteArray& id, DisputeVerdict verdict, const QString& reasoning) = 0;
    /// AlreadyDecided, or Refused for the one who proposed it.
    virtual Asked<CaseFile> approveVerdict(const QByteArray& id) = 0;
    /// Keeps the case's conversation from erasure, or no longer.
    virtual Asked<CaseFile> setHold(const QByteArray& id, bool held) = 0;
    virtual OperatorId me() const = 0;
signals:
    /// The engine answers from now on.
    void ready();
    void sourcesChanged(std::vector<tongdai::SourceStatus> sources);
};

}  // namespace tongdai::api
