#pragma once

#include "engine/contract/json/pancake/pancake_event.h"
#include "engine/server/access/bearer_tokens.h"
#include "engine/server/http/http_server.h"
#include "engine/work/message/page_intake.h"

#include <vector>

namespace tongdai {

/// Where Pancake says what happened on the shop's pages (contracts/pancake §2). The secret stands in the address; with
/// a wrong one nothing is found there (404). Pancake stops all events once most of some hundred answers were no 2xx:
/// whatever an event says, it is acknowledged and counted, and 503 is only for a message that could not be stored, so
/// that it comes again. Mount it at contract::kPancakeHookPath. Engine loop.
class PancakeHook final : public http::RequestHandler {
public:
    struct Page {
        contract::PancakePage page;
        QByteArray secret;
    };
    /// Beside what the intake counts.
    struct Figures {
        qint64 heard = 0;
        qint64 ignored = 0;  ///< events of other kinds
        qint64 odd = 0;      ///< nothing could be made of them
        qint64 strange = 0;  ///< of pages that are not set up, or not with this secret
        qint64 wrongSecrets = 0;
        qint64 deferred = 0;  ///< answered 503
    };
    /// Of one page.
    struct PageFigures {
        TimePoint lastHeard{};  ///< zero: nothing since the start
        qint64 heard = 0;
    };
    /// What a page said could not be stored, or what it said was lost: it has to be caught up with.
    using Missed = std::function<void(QByteArray page)>;

    /// What an event said, with what it brought stored.
    using Heard = std::function<void(const QByteArray& page, const QJsonObject& data)>;

    PancakeHook(std::vector<Page> pages, PageIntake& intake, const ports::Clock& clock, Missed missed, Heard heard);

    std::optional<qsizetype> bodyLimit(const http::Request& head) const override;
    /// With a wrong secret nothing of the body is read.
    BodyBegin bodyBegins(const http::Request& head) override;
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override;
    http::UpgradeHandler upgradeHandler(const http::Request& head) const override;

    const Figures& figures() const { return m_figures; }
    PageFigures figuresOf(const QByteArray& page) const { return m_byPage.value(page); }

private:
    struct Door {
        contract::PancakePage page;
        BearerTokens secret;
    };
    std::vector<const contract::PancakePage*> openedBy(const http::Request& request) const;
    http::Response notFound();
    QCoro::Task<http::Response> take(contract::PancakeEvent event, contract::PancakePage page);

    std::vector<Door> m_doors;
    PageIntake& m_intake;
    const ports::Clock& m_clock;
    Missed m_missed;
    Heard m_heard;
    Figures m_figures;
    QHash<QByteArray, PageFigures> m_byPage;
};

}  // namespace tongdai
