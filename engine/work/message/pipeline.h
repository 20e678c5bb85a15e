#pragma once

#include "engine/domain/ids.h"

#include <QCoro/QCoroTask>

#include <chrono>
#include <memory>

namespace tongdai {

class AdminActs;
class AnswerJudge;
class ContextMemory;
class HandleMessage;
class JournalKeeper;
class OperatorActs;
struct PipelineOptions;
struct PipelinePorts;

/// The use cases and what runs beside them (lease keeper, poller, outbox relay, upkeep), put together. Engine loop.
///
/// Order for the owner: construct ports, construct Pipeline, start(); at the end close the doors, `co_await stop()`,
/// then shut the ports down, then delete Pipeline, then the ports.
class Pipeline {
public:
    Pipeline(PipelinePorts ports, PipelineOptions options);
    ~Pipeline();

    /// Begins to poll, send and renew. Also takes up what a crash left behind.
    void start();
    /// New messages get Unavailable at once. Running turns may end by themselves until the deadline; then they are
    /// cancelled and their conversations given back, so that another engine can go on within its poll interval.
    QCoro::Task<void> stop(std::chrono::milliseconds deadline);

    HandleMessage& handleMessage();
    OperatorActs& operatorActs();
    AdminActs& adminActs();
    JournalKeeper& journal();

    /// Another program or engine says that a conversation has waiting messages (guarantees 2.7).
    void wake(ConversationId conversation);
    /// Another engine raised a conversation's fence, or its row shows a newer one: what runs here under an older one
    /// ends now. `takenOver`: a person answers from here on.
    void fenceRaised(const ConversationId& conversation, Fence fence, bool takenOver);

    /// The customer has begun to write, or stopped: what waits for them to finish goes on waiting.
    void customerTypes(const ConversationId& conversation, bool isTyping);

    /// Redis holds other data than before: what others look for there is put there again.
    void reconcileLive();
    int turnsInWork() const;
    /// Late answers this engine was refused.
    qint64 fencedTotal() const;
    /// What AI answers asked for and may not, and answers that needed a person for it.
    const AnswerJudge& judge() const;
    const ContextMemory& memory() const;
    /// Requests, turns, sends and loops on their way; zero after a complete stop().
    int inWork() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace tongdai
