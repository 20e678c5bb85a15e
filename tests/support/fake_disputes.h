#pragma once

#include "engine/api/dispute.h"

#include <optional>

namespace tongdai::testing {

/// Disputes of a shop and of a MySQL chat beside it, which answer at once and remember what was asked; with
/// `isWaiting` they answer when a test says so. Lives on the GUI thread.
class FakeDisputes final : public api::Disputes {
    Q_OBJECT
public:
    FakeDisputes();

    api::Asked<std::vector<SourceStatus>> sources() override
    {
        return api::answered<std::vector<SourceStatus>>(status);
    }
    api::Asked<api::CaseList> cases(int limit) override;
    api::Asked<DisputeThread> thread(const ThreadRef& ref, const std::optional<LineKey>& before) override;
    api::Asked<DisputeThread> threadAround(const ThreadRef& ref, const QByteArray& line) override;
    api::Asked<api::OriginalText> original(const ThreadRef& ref, const QByteArray& line) override;
    api::Asked<DisputeLine> reveal(const ThreadRef& ref, const QByteArray& line, const QString& reason) override;
    api::Asked<api::JoinAnswer> join(const QByteArray& source, const QByteArray& dispute,
                                     const QString& reason) override
    {
        joined.push_back({{source, dispute}, reason});
        return api::answered<api::JoinAnswer>(joinAnswer);
    }
    api::Asked<bool> noteSaved(const ThreadRef& ref, int lines) override
    {
        saved.emplace_back(ref, lines);
        if (failure) return api::answered<bool>(*failure);
        return api::answered<bool>(true);
    }
    api::Asked<api::FoundLines> search(const DisputeSearch& search) override;
    void cancel() override { ++cancelled; }
    api::Asked<CaseFile> openCase(const ConversationId& conversation, const MessageId& message) override;
    api::Asked<CaseFile> caseFile(const QByteArray& id) override;
    api::Asked<CaseFile> addNote(const QByteArray& id, const QString& body) override;
    api::Asked<CaseFile> proposeVerdict(const QByteArray& id, DisputeVerdict verdict,
                                        const QString& reasoning) override;
    api::Asked<CaseFile> approveVerdict(const QByteArray& id) override;
    api::Asked<CaseFile> setHold(const QByteArray& id, bool held) override;
    OperatorId me() const override { return OperatorId("lan"); }

    /// The cases of a busy shop, own ones and foreign ones.
    void fill();
    /// The MySQL chat does not answer.
    void goAway();
    void comeBack();

    std::vector<SourceStatus> status;
    std::vector<DisputeCase> list;
    CaseFile file;
    std::optional<api::DeskFailure> failure;  ///< of threads
    std::optional<DisputeThread> told;        ///< in place of the short delivery
    std::optional<DisputeThread> around;      ///< in place of `told`, where somebody is led to a line
    QByteArray gone;                          ///< this line is not there any more
    std::vector<DisputeThread> before;        ///< pages of what was said before the first line of it, newest first
    std::vector<DisputeHit> inOne;            ///< found where one conversation is asked about
    bool isMasked = false;                    ///< the last line of a thread holds a number
    int timeless = 0;                         ///< so many lines at the beginning have no time
    bool isEmpty = false;                     ///< a search finds nothing
    bool isWaiting = false;                   ///< a search is answered by answerSearch()
    void answerSearch();
    std::vector<ThreadRef> askedThreads;
    std::vector<QByteArray> askedLines;  ///< somebody was led to
    std::vector<QByteArray> openedOriginals;
    std::vector<std::pair<ThreadRef, int>> saved;
    std::vector<std::pair<std::pair<QByteArray, QByteArray>, QString>> joined;  ///< source and dispute, reason
    api::Answer<api::JoinAnswer> joinAnswer = api::JoinAnswer{DisputeRefusal::None, true};
    std::vector<std::pair<QByteArray, QString>> revealed;  ///< line, reason
    std::vector<std::pair<ConversationId, MessageId>> openedCases;
    std::vector<DisputeSearch> searched;
    int cancelled = 0;
    TimePoint now{std::chrono::milliseconds(1'763'690'400'000)};  ///< 21/11/2025 09:00 in Saigon

private:
    api::FoundLines found() const;
    DisputeThread madeOf(DisputeThread thread, const ThreadRef& ref) const;

    QPromise<api::Answer<api::FoundLines>> m_search;
};

/// A delivery that was short of one thing, as the whole page is drawn with: receipts, an edit, a deletion, a picture,
/// a bot's answer with its card, staff who answered without having seen a picture.
DisputeThread shortDeliveryThread();

}  // namespace tongdai::testing
