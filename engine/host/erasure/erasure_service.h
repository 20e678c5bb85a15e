#pragma once

#include "engine/api/erasure.h"
#include "engine/domain/ports/clock.h"
#include "engine/host/people/desk_gate.h"
#include "engine/work/chat/erase_chat_session.h"

namespace tongdai {

/// The erasure planner's half on the engine loop; ErasureHost is the half on the GUI thread. Asks the gate before each
/// plan and each erasure. The owner closes the store before deleting this.
class ErasureService final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        EraseChatSession& erase;
        ports::Clock& clock;
        const DeskGate& gate;
    };
    ErasureService(Ports ports, QString shop) : m_ports(ports), m_shop(std::move(shop)) {}

    /// @throws StoreError
    QCoro::Task<api::Answer<ErasureReport>> plan(SenderId customer);
    /// @throws StoreError
    QCoro::Task<api::Answer<ErasureRequest>> note(SenderId customer, ErasureNote note);
    /// @throws StoreError
    QCoro::Task<api::Answer<std::vector<OpenErasure>>> open();
    /// @throws StoreError
    QCoro::Task<api::Answer<api::ErasureDone>> erase(SenderId customer);

private:
    Ports m_ports;
    QString m_shop;
};

}  // namespace tongdai
