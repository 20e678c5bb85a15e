#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/conversation_store.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/host/sample/sample_colleague.h"
#include "engine/host/sample/sample_customers.h"

#include <QObject>
#include <QTimer>
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

    /// Finds out from the store whether the sample shop is open; asks again while the store does not answer.
    void look();
    void open();
    void remove();
    /// The customers go home.
    void stop();

signals:
    /// The answer of look().
    void found(bool open);
    void changed(bool open);
    void failed(QString cause);

private:
    QCoro::Task<void> lookNow();
    QCoro::Task<void> openNow();
    QCoro::Task<void> removeNow();
    QCoro::Task<void> helpCustomers();

    Ports m_ports;
    QByteArray m_token;
    QByteArray m_key;
    QUrl m_engine;
    std::unique_ptr<SampleCustomers> m_customers;
    SampleColleague m_colleague;
    QTimer m_lookAround;
    bool m_busy = false;
    bool m_isHelping = false;
    bool m_isStopped = false;
};

}  // namespace tongdai
