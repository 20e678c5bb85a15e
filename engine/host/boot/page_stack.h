#pragma once

#include "engine/api/setup/pages.h"
#include "engine/host/boot/engine_config.h"
#include "engine/host/boot/page_marks.h"
#include "engine/host/health/health_board.h"
#include "engine/host/health/silent_pages.h"
#include "engine/server/pancake/pancake_hook.h"
#include "engine/server/router.h"
#include "engine/server/routes/metrics_text.h"
#include "engine/upstream/pancake/page_catch_up.h"
#include "engine/upstream/pancake/page_people.h"
#include "engine/upstream/pancake/page_reads.h"
#include "engine/upstream/pancake/page_tags.h"
#include "engine/upstream/pancake/pages_platform.h"

#include <memory>

namespace tongdai {

/// Calls for a page of the settings.
std::shared_ptr<upstream::PageCalls> pageCallsOf(const EngineConfig& config, const PageTarget& target,
                                                 ports::Clock& clock);

/// The shop's pages at Pancake, where any are set up: what is sent to them, what they say by webhook, and what was
/// missed of it (contracts/pancake). Nothing of it exists without a page. Engine loop. close() before the stores are
/// closed: it resumes whoever still waits.
class PageStack {
public:
    PageStack(const EngineConfig& config, ports::Clock& clock);

    /// The platform of the settings, with the pages in front of it.
    std::unique_ptr<ports::PlatformClient> before(std::unique_ptr<ports::PlatformClient> platform) const;
    /// Takes events where a page has a secret for them, and says there when one is silent. Once, before start().
    void connect(HandleMessage& handle, ports::ConversationTags& tags, Router& router, HealthBoard& board);
    void start();
    /// What is being caught up with ends soon.
    QCoro::Task<void> stop(std::chrono::milliseconds deadline);
    void close();
    /// Each page, in the order of the settings.
    std::vector<api::PageLook> looks() const;
    /// Where Pancake is to send the page's events; empty: none are taken. Holds a secret.
    QString hookAddress(const QByteArray& page) const;
    /// For /metrics; empty without a page.
    std::vector<Figure> figures() const;

private:
    QHash<QByteArray, qint64> eventsHeard() const;
    contract::PancakePage pageOf(const PageTarget& target) const;
    void report(HealthBoard& board, const SilentPages::Silent& silent) const;

    const EngineConfig& m_config;
    ports::Clock& m_clock;
    upstream::PagesPlatform::Pages m_calls;
    std::shared_ptr<upstream::PageReads> m_reads;
    std::unique_ptr<PageMarks> m_marks;
    std::unique_ptr<PageIntake> m_intake;
    std::unique_ptr<PancakeHook> m_hook;
    std::unique_ptr<upstream::PageCatchUp> m_catchUp;
    std::unique_ptr<upstream::PageTags> m_tags;
    std::unique_ptr<upstream::PagePeople> m_people;
    std::unique_ptr<SilentPages> m_silent;
};

}  // namespace tongdai
