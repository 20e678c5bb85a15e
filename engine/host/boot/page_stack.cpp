#include "engine/host/boot/page_stack.h"

#include "engine/contract/rest_routes.h"

#include <QUrlQuery>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// One call's, below a row's lease with all that stands before it: ten seconds for its turn and twenty of texts before
/// it. A row whose lease is over goes out once more, and Pancake knows no keys.
constexpr std::chrono::seconds kLongestPageCall{12};
static_assert(std::chrono::seconds{10 + 20} + kLongestPageCall < kOutboxLease);

}  // namespace

std::shared_ptr<upstream::PageCalls> pageCallsOf(const EngineConfig& config, const PageTarget& target,
                                                 ports::Clock& clock)
{
    upstream::PageAccount account;
    account.page = target.id;
    account.token = target.token.toUtf8();
    account.platform = target.platform;
    account.name = target.name;
    account.timeout = std::min(config.platformTimeout, kLongestPageCall);
    return std::make_shared<upstream::PageCalls>(std::move(account), config.pagesApi, clock);
}

PageStack::PageStack(const EngineConfig& config, ports::Clock& clock)
    : m_config(config), m_clock(clock), m_reads(std::make_shared<upstream::PageReads>(clock))
{
    for (const PageTarget& target : config.pages)
        m_calls.push_back(pageCallsOf(config, target, clock));
}

std::unique_ptr<ports::PlatformClient> PageStack::before(std::unique_ptr<ports::PlatformClient> platform) const
{
    if (m_calls.empty()) return platform;
    return std::make_unique<upstream::PagesPlatform>(std::move(platform), m_calls, m_reads, m_clock);
}

contract::PancakePage PageStack::pageOf(const PageTarget& target) const
{
    return {target.id, target.platform, target.name, m_people->of(target.id)};
}

void PageStack::connect(HandleMessage& handle, ports::ConversationTags& tags, Router& router, HealthBoard& board)
{
    if (m_calls.empty()) return;
    m_tags = std::make_unique<upstream::PageTags>(m_calls, tags, m_clock);
    m_people = std::make_unique<upstream::PagePeople>(m_calls, m_clock);
    m_marks = std::make_unique<PageMarks>(m_config.dataDir);
    m_intake = std::make_unique<PageIntake>(
        handle, [reads = m_reads](const ConversationId& conversation) { reads->forget(conversation.bytes()); });
    std::vector<upstream::PageCatchUp::Page> asked;
    std::vector<PancakeHook::Page> heard;
    for (size_t i = 0; i < m_calls.size(); ++i) {
        const PageTarget& target = m_config.pages[i];
        asked.push_back({pageOf(target), m_calls[i]});
        if (!target.hookSecret.isEmpty()) heard.push_back({pageOf(target), target.hookSecret.toUtf8()});
    }
    const auto keep = [this](PageMarks::Marks marks) { return m_marks->keep(std::move(marks)); };
    const auto listed = [this](const QByteArray& page, const QJsonObject& conversation,
                               std::chrono::nanoseconds askedAt) {
        m_tags->noteListed(page, conversation, askedAt);
        m_people->note(page, conversation);
    };
    m_catchUp =
        std::make_unique<upstream::PageCatchUp>(std::move(asked), m_marks->read(), *m_intake, m_clock, keep, listed);
    if (heard.empty()) return;
    m_hook = std::make_unique<PancakeHook>(
        std::move(heard), *m_intake, m_clock, [this](const QByteArray&) { m_catchUp->hurry(); },
        [this](const QByteArray& page, const QJsonObject& data) {
            const QJsonObject conversation = contract::conversationOf(data);
            m_tags->note(page, conversation);
            m_people->note(page, conversation);
        });
    router.mount(QString::fromLatin1(contract::kPancakeHookPath), *m_hook);
    m_silent = std::make_unique<SilentPages>(
        m_clock, m_config.dataDir, [this] { return eventsHeard(); },
        [this, &board](const SilentPages::Silent& silent) { report(board, silent); });
}

/// Of the pages whose events are taken: of others nothing can be missed. An engine that gets no calls, as it is
/// drained, knows from its looks that another one hears the page.
QHash<QByteArray, qint64> PageStack::eventsHeard() const
{
    QHash<QByteArray, qint64> heard;
    for (const PageTarget& target : m_config.pages) {
        if (target.hookSecret.isEmpty()) continue;
        heard.insert(target.id, m_hook->figuresOf(target.id).heard + m_catchUp->heardElsewhere(target.id));
    }
    return heard;
}

void PageStack::report(HealthBoard& board, const SilentPages::Silent& silent) const
{
    std::vector<SilentPage> pages;
    for (const PageTarget& target : m_config.pages) {
        const auto since = silent.constFind(target.id);
        if (since == silent.constEnd()) continue;
        pages.push_back({target.name.isEmpty() ? QString::fromUtf8(target.id) : target.name, *since});
    }
    board.reportSilentPages(pages);
}

void PageStack::start()
{
    if (m_tags) m_tags->start();
    if (m_people) m_people->start();
    if (!m_calls.empty()) m_reads->start();
    if (m_catchUp) m_catchUp->start();
    if (m_silent) m_silent->start();
}

QCoro::Task<void> PageStack::stop(std::chrono::milliseconds deadline)
{
    if (!m_catchUp) co_return;
    // All at once: each has the whole time.
    std::vector<QCoro::Task<void>> ends;
    ends.push_back(m_catchUp->stopped(deadline));
    ends.push_back(m_tags->stopped(deadline));
    ends.push_back(m_people->stopped(deadline));
    ends.push_back(m_reads->stopped(deadline));
    if (m_silent) ends.push_back(m_silent->stopped(deadline));
    for (QCoro::Task<void>& end : ends)
        co_await end;
}

void PageStack::close()
{
    for (const auto& calls : m_calls)
        calls->close();
}

std::vector<api::PageLook> PageStack::looks() const
{
    std::vector<api::PageLook> looks;
    for (size_t i = 0; i < m_calls.size(); ++i) {
        const PageTarget& target = m_config.pages[i];
        api::PageLook look;
        look.id = QString::fromUtf8(target.id);
        look.takesEvents = !target.hookSecret.isEmpty();
        look.tokenTrouble = m_calls[i]->tokenTrouble();
        const upstream::PagePosts& posts = m_calls[i]->posts();
        look.lastAnswer = posts.lastDone;
        look.texts = posts.done + posts.refused;
        look.refused = posts.refused;
        if (m_hook) {
            const PancakeHook::PageFigures heard = m_hook->figuresOf(target.id);
            look.lastEvent = heard.lastHeard;
            look.events = heard.heard;
            look.silentSince = m_silent->silent().value(target.id);
        }
        const double mark = m_catchUp ? m_catchUp->markOf(target.id) : 0;
        if (mark > 0) look.caughtUp = fromUnixSeconds(mark);
        looks.push_back(std::move(look));
    }
    return looks;
}

/// Under the first name the engine is called by from outside. Where there is none, it is its own address, which only
/// this computer or network knows.
QString PageStack::hookAddress(const QByteArray& page) const
{
    for (const PageTarget& target : m_config.pages) {
        if (target.id != page || target.hookSecret.isEmpty()) continue;
        QUrl address;
        const bool isNamed = !m_config.allowedHosts.isEmpty();
        address.setScheme(isNamed || !m_config.certificateFile.isEmpty() ? u"https"_s : u"http"_s);
        address.setHost(isNamed ? m_config.allowedHosts.first() : m_config.host.toString());
        if (!isNamed) address.setPort(m_config.port);
        address.setPath(QString::fromLatin1(contract::kPancakeHookPath));
        QUrlQuery query;
        query.addQueryItem(QString::fromLatin1(contract::kPancakeHookSecret),
                           QString::fromLatin1(QUrl::toPercentEncoding(target.hookSecret)));
        address.setQuery(query);
        return address.toString(QUrl::FullyEncoded);
    }
    return {};
}

std::vector<Figure> PageStack::figures() const
{
    if (!m_intake) return {};
    const PageIntake::Figures& taken = m_intake->figures();
    const upstream::PageCatchUp::Figures& caught = m_catchUp->figures();
    qint64 refused = 0;
    for (const auto& calls : m_calls)
        refused += calls->tokenTrouble().isEmpty() ? 0 : 1;
    std::vector<Figure> figures{
        {"pancake_lines_total", "Lines of the pages that were stored.", double(taken.stored), true},
        {"pancake_lines_known_total", "Lines that were here before.", double(taken.known), true},
        {"pancake_lines_changed_total", "Lines that were changed on the platform and kept once more.",
         double(taken.changed), true},
        {"pancake_echoes_total", "Lines of ours that came back.", double(taken.echoes), true},
        {"pancake_lines_refused_total", "Lines that could not be stored.", double(taken.refused), true},
        {"pancake_caught_up_total", "Lines that no event had brought.", double(caught.caughtUp), true},
        {"pancake_behind", "1: the last look at what was missed was not complete.", caught.isBehind ? 1.0 : 0.0, false},
        {"pancake_tags_total", "Conversations whose tags were taken over.", double(m_tags->figures().changed), true},
        {"pancake_tags_behind", "1: tags that were said could not be taken over yet.",
         m_tags->figures().isBehind ? 1.0 : 0.0, false},
        {"pancake_reads_total", "Conversations marked as read there behind a person's answer.",
         double(m_reads->figures().told), true},
        {"pancake_reads_left_out_total", "Conversations that were not marked as read there in time.",
         double(m_reads->figures().leftOut), true},
        {"pancake_pages_refused", "Pages whose token is not accepted.", double(refused), false},
    };
    if (!m_hook) return figures;
    const PancakeHook::Figures& heard = m_hook->figures();
    const std::vector<Figure> ofHook{
        {"pancake_pages_silent", "Pages that are silent for longer than is usual at this hour.",
         double(m_silent->silent().size()), false},
        {"pancake_events_total", "Events heard with a right secret.", double(heard.heard), true},
        {"pancake_events_ignored_total", "Of these, of kinds nothing is done about.", double(heard.ignored), true},
        {"pancake_events_odd_total", "Of these, with nothing to keep.", double(heard.odd), true},
        {"pancake_events_strange_total", "Of these, of pages that are not set up.", double(heard.strange), true},
        {"pancake_events_deferred_total", "Of these, answered 503 because they could not be stored.",
         double(heard.deferred), true},
        {"pancake_wrong_secrets_total", "Requests with a wrong secret.", double(heard.wrongSecrets), true},
    };
    figures.insert(figures.end(), ofHook.begin(), ofHook.end());
    return figures;
}

}  // namespace tongdai
