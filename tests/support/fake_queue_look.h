#pragma once

#include "engine/api/queue_look.h"

#include <memory>
#include <optional>

namespace tongdai::testing {

/// A stream with a group, and an offline list, without an engine; pages of fifty, as the engine gives them. GUI thread.
class FakeQueueLook final : public api::QueueLook {
    Q_OBJECT
public:
    static constexpr size_t kPage = 50;

    api::Asked<api::StreamPage> entries(const QByteArray& stream, const QByteArray& before) override;
    api::Asked<api::StreamEntry> entry(const QByteArray& stream, const QByteArray& id) override;
    api::Asked<api::StreamGroups> groups(const QByteArray& stream) override;
    api::Asked<api::PendingPage> pending(const QByteArray& stream, const QByteArray& group,
                                         const QByteArray& after) override;
    api::Asked<int> acknowledge(const QByteArray& stream, const QByteArray& group,
                                const std::vector<api::PendingEntry>& seen) override;
    api::Asked<int> handOver(const QByteArray& stream, const QByteArray& group, const QByteArray& consumer,
                             const std::vector<api::PendingEntry>& seen) override;
    api::Asked<api::OfflinePage> offline(const QByteArray& list, qint64 first) override;

    /// One more entry, the newest.
    void add(const QByteArray& id, std::vector<std::pair<QByteArray, QByteArray>> fields);
    /// A busy shop's events, the newest now.
    void fillEvents(TimePoint now, int count);
    /// A worker that died with four entries, beside one that works.
    void fillPending(TimePoint now);
    void fillOffline(TimePoint now, int count);

    std::vector<api::StreamEntry> stream;  ///< newest first
    qint64 added = 0;
    bool saysAdded = true;  ///< Redis 7
    api::StreamGroups groupsNow;
    std::vector<api::PendingEntry> waiting;
    std::vector<api::StreamConsumer> consumers;
    std::vector<api::OfflineLine> lines;
    std::optional<api::DeskFailure> failure;     ///< of every question
    std::optional<api::DeskFailure> actFailure;  ///< of every act
    /// The answer to what waits in a group, while it is set; the test gives it.
    std::shared_ptr<QPromise<api::Answer<api::PendingPage>>> latePending;
    QByteArrayList asked;  ///< "key@from"
    QByteArrayList acts;   ///< "ack group 1-0 2-0", "give group worker 1-0"
};

}  // namespace tongdai::testing
