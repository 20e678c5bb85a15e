#pragma once

#include "engine/domain/ports/platform_client.h"
#include "engine/upstream/pancake/page_breakers.h"
#include "engine/upstream/pancake/page_calls.h"
#include "engine/upstream/pancake/page_reads.h"

#include <QHash>
#include <QSet>

namespace tongdai::upstream {

/// The platform where the shop has pages of Pancake: what belongs to a page goes there over its API, everything else to
/// the platform behind (contracts/pancake §3). A row of several messages is sent one after the other, and what is sent
/// of it is not sent again: where nobody knows, the conversation's messages are looked at first, since Pancake takes
/// the same text twice. What a person answered is read there as well. Engine loop; never throws.
class PagesPlatform final : public ports::PlatformClient {
public:
    using Pages = std::vector<std::shared_ptr<PageCalls>>;
    PagesPlatform(std::unique_ptr<ports::PlatformClient> other, Pages pages, std::shared_ptr<PageReads> reads,
                  ports::Clock& clock);

    bool isConfigured() const override { return true; }
    bool carries(bool ofPage) const override { return ofPage || m_other->carries(false); }
    QCoro::Task<SendOutcome> send(OutboxItem item) override;
    QString describe() const override;
    /// Of the platform behind; pages are judged by what is sent to them. Each has a pause of its own (PageBreakers), so
    /// that no outcome counts against the platform as a whole.
    QCoro::Task<bool> isHealthy() override;
    QString pause() const override;
    QString wholePause() const override;

private:
    /// Of one row, in this run.
    struct Progress {
        QByteArrayList ids;     ///< of the messages that went out; empty where Pancake told none
        bool isUnsure = false;  ///< the next one may have gone out
    };
    struct Memory {
        QHash<qint64, Progress> rows;
        QSet<QByteArray> sent;  ///< ids of messages of rows that are done: nobody else's
    };

    /// What is needed while somebody is asked, and the platform itself may be gone.
    struct Asking {
        std::shared_ptr<PageCalls> calls;  ///< null: for the platform behind
        std::shared_ptr<Memory> memory;
        std::shared_ptr<PageBreakers> breakers;
        std::shared_ptr<PageReads> reads;
    };
    static QCoro::Task<SendOutcome> sendBehind(std::shared_ptr<ports::PlatformClient> other, Asking asking,
                                               ports::Clock& clock, OutboxItem item);
    static QCoro::Task<SendOutcome> sendTo(Asking asking, ports::Clock& clock, OutboxItem item, PageAddress to);
    static QCoro::Task<std::optional<SendOutcome>> lookFor(Asking asking, ports::Clock& clock,
                                                           std::chrono::nanoseconds until, OutboxItem item,
                                                           QStringList texts);

    std::shared_ptr<ports::PlatformClient> m_other;
    Pages m_pages;
    std::shared_ptr<PageReads> m_reads;
    ports::Clock& m_clock;
    std::shared_ptr<Memory> m_memory = std::make_shared<Memory>();
    std::shared_ptr<PageBreakers> m_breakers = std::make_shared<PageBreakers>();
};

}  // namespace tongdai::upstream
