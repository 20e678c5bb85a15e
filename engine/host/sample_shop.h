#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/conversation_store.h"
#include "engine/domain/ports/history_reader.h"
#include "engine/host/sample_customers.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace tongdai {

/// Opens and removes the sample shop, and keeps its customers writing while it is open. Engine loop. Its coroutines end
/// when the store is closed; the owner closes the store before deleting this.
class SampleShop final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        ports::Clock& clock;
        ports::ConversationStore& store;
        ports::HistoryReader& reader;
    };
    /// `key`: of the engine, see HandleMessageRoute.
    SampleShop(Ports ports, QByteArray platformToken, QByteArray key);

    /// Where the customers write to; without it (nobody listens) they stay silent.
    void setEngine(const QUrl& url) { m_engine = url; }

    /// Finds out whether an earlier run left the sample shop open.
    void look();
    void open();
    void remove();
    /// The customers go home.
    void stop() { m_customers.reset(); }

signals:
    void changed(bool open);
    void failed(QString cause);

private:
    QCoro::Task<void> lookNow();
    QCoro::Task<void> openNow();
    QCoro::Task<void> removeNow();

    Ports m_ports;
    QByteArray m_token;
    QByteArray m_key;
    QUrl m_engine;
    std::unique_ptr<SampleCustomers> m_customers;
    bool m_busy = false;
};

}  // namespace tongdai
