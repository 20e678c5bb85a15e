#include "engine/host/sample/sample_shop.h"

#include "engine/domain/log.h"
#include "engine/host/sample/sample_shop_content.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log sampleShopLog("sample");
constexpr auto kLookAgain = 5s;
/// A few times a minute, as customers come a few times a minute.
constexpr auto kColleagueLooks = 15s;

}  // namespace

SampleShop::SampleShop(Ports ports, QByteArray platformToken, QByteArray key)
    : m_ports(ports),
      m_token(std::move(platformToken)),
      m_key(std::move(key)),
      m_colleague(m_ports.store, m_ports.reader)
{
    m_lookAround.setInterval(kColleagueLooks);
    connect(&m_lookAround, &QTimer::timeout, this, [this] { helpCustomers(); });
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
    bool told = false;
    while (!m_isStopped) {
        try {
            const bool isOpen = co_await m_ports.reader.hasSample();
            if (isOpen) sampleShopLog.info("the sample shop is open");
            emit found(isOpen);
            co_return;
        } catch (const StoreError& error) {
            if (!std::exchange(told, true))
                sampleShopLog.warn("whether the sample shop is open is not known yet", {{u"cause"_s, error.cause()}});
        }
        co_await m_ports.clock.sleep(kLookAgain);
    }
}

void SampleShop::stop()
{
    m_isStopped = true;
    m_lookAround.stop();
    m_customers.reset();
}

/// Those whom nobody at the desk helps.
QCoro::Task<void> SampleShop::helpCustomers()
{
    if (m_isHelping || m_busy) co_return;
    m_isHelping = true;
    try {
        std::function<bool(ConversationId)> isPresent = [this](const ConversationId& conversation) {
            return m_customers && m_customers->isPresent(conversation.toString());
        };
        co_await m_colleague.lookAround(std::move(isPresent));
    } catch (const StoreError& error) {
        sampleShopLog.debug("nobody helped the sample customers", {{u"cause"_s, error.cause()}});
    }
    m_isHelping = false;
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
            m_lookAround.start();
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
    m_lookAround.stop();
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
