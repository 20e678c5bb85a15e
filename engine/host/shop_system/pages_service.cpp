#include "engine/host/shop_system/pages_service.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUnsentTogether = 500;
/// Setup looks every ten seconds: more than these it need not count.
constexpr int kMostUnsentCounted = 2'000;
constexpr int kMostUnsentSent = 100'000;

}  // namespace

QCoro::Task<api::Answer<std::vector<api::PageLook>>> PagesService::pages()
{
    if (const auto refused = m_gate.refusal(Permission::ChangeSettings)) co_return *refused;
    std::vector<api::PageLook> looks = m_pages.looks();
    if (looks.empty() || !m_outbox) co_return looks;
    try {
        auto reading = notSent(kMostUnsentCounted);
        const NotSent found = co_await reading;
        for (api::PageLook& look : looks)
            look.notSent = int(found.value(look.id.toUtf8()).size());
    } catch (const StoreError&) {
        // How the pages fare is seen all the same; of what was not sent they say that it is not known.
    }
    co_return looks;
}

QCoro::Task<PagesService::NotSent> PagesService::notSent(int most)
{
    NotSent found;
    qint64 last = 0;
    bool isMore = true;
    for (int read = 0; isMore && read < most; read += kUnsentTogether) {
        auto reading = m_outbox->plans.unsent(last, kUnsentTogether);
        const std::vector<ports::UnsentRow> rows = co_await reading;
        for (const ports::UnsentRow& row : rows) {
            last = row.id;
            if (row.to && !row.mayHaveArrived) found[row.to->page].push_back(row.id);
        }
        isMore = rows.size() >= size_t(kUnsentTogether);
    }
    co_return found;
}

/// As whoever presses "again" on each of them.
QCoro::Task<api::Answer<int>> PagesService::sendAgain(QString page)
{
    if (const auto refused = m_gate.refusal(Permission::ReleaseLocks)) co_return *refused;
    if (!m_outbox) co_return api::DeskFailure{api::DeskError::NotReady, {}};
    const OperatorId me = m_gate.me();
    auto reading = notSent(kMostUnsentSent);
    const NotSent found = co_await reading;
    const std::vector<qint64> ids = found.value(page.toUtf8());
    if (ids.empty()) co_return 0;
    AuditEntry entry;
    entry.actor = me.bytes();
    entry.action = u"outbox.sent_again"_s;
    entry.detail = {{u"rows"_s, int(ids.size())}, {u"page"_s, page}};
    auto writing = m_outbox->audit.audit(std::move(entry));
    co_await writing;
    int sent = 0;
    for (size_t i = 0; i < ids.size(); ++i) {
        auto deciding = m_outbox->sendAgain(ids[i], me);
        const bool isDecided = co_await deciding;
        sent += isDecided ? 1 : 0;
    }
    co_return sent;
}

/// The address opens a door of the engine: for whoever may set it up.
QCoro::Task<api::Answer<QString>> PagesService::hookAddress(QString page)
{
    if (const auto refused = m_gate.refusal(Permission::ChangeSettings)) co_return *refused;
    const QString address = m_pages.hookAddress(page.toUtf8());
    if (address.isEmpty()) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    co_return address;
}

}  // namespace tongdai
