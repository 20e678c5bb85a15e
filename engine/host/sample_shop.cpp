#include "engine/host/sample_shop.h"

#include "engine/domain/log.h"
#include "engine/host/sample_shop_content.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log sampleShopLog("sample");

}  // namespace

SampleShop::SampleShop(Ports ports, QByteArray platformToken, QByteArray key)
    : m_ports(ports), m_token(std::move(platformToken)), m_key(std::move(key))
{
}

void SampleShop::look()
{
    lookNow();
}
void SampleShop::open()
{
    openNow();
}
void SampleShop::remove()
{
    removeNow();
}

QCoro::Task<void> SampleShop::lookNow()
{
    try {
        const ConversationId first("sample-001");
        const std::optional<Conversation> found = co_await m_ports.reader.conversation(first);
        if (found) emit changed(true);
    } catch (const StoreError& error) {
        sampleShopLog.warn("whether the sample shop is open is not known", {{u"cause"_s, error.cause()}});
    }
}

QCoro::Task<void> SampleShop::openNow()
{
    if (m_busy) co_return;
    m_busy = true;
    try {
        std::vector<SampleConversation> conversations = sampleConversations(m_ports.clock.now());
        const int added = co_await installSample(&m_ports.store, std::move(conversations));
        sampleShopLog.info("sample shop opened", {{u"conversations"_s, added}});
        if (!m_engine.isEmpty() && !m_customers) {
            m_customers = std::make_unique<SampleCustomers>(m_engine, m_token, m_key);
            connect(m_customers.get(), &SampleCustomers::failed, this, [](const QString& cause) {
                sampleShopLog.warn("the sample's customers cannot write", {{u"cause"_s, cause}});
            });
            m_customers->start();
        }
        emit changed(true);
    } catch (const StoreError& error) {
        emit failed(error.cause());
    }
    m_busy = false;
}

QCoro::Task<void> SampleShop::removeNow()
{
    if (m_busy) co_return;
    m_busy = true;
    m_customers.reset();
    try {
        const SampleRemoval removal = co_await m_ports.store.removeSample();
        sampleShopLog.info("sample shop removed", {{u"conversations"_s, removal.removed}, {u"held"_s, removal.held}});
        emit changed(removal.held > 0);
        if (removal.held > 0)
            emit failed(
                u"%1 of its conversations are under a legal hold and stay until it is released"_s.arg(removal.held));
    } catch (const StoreError& error) {
        emit failed(error.cause());
    }
    m_busy = false;
}

}  // namespace tongdai
