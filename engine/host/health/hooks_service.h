#pragma once

#include "engine/api/setup/hooks.h"
#include "engine/host/people/desk_gate.h"
#include "engine/work/desk/hook_inspector.h"

#include <QCoro/QCoroTask>
#include <QTimer>

namespace tongdai {

/// Hooks as screens ask about them, on the engine loop; HooksHost is the half on the GUI thread. Also lets go
/// of what is too old while nobody looks.
class HooksService final : public QObject {
    Q_OBJECT
public:
    static constexpr int kMostRows = 1'000;

    using Outgoing = std::function<std::vector<OutgoingHookState>()>;
    HooksService(HookInspector& inspector, Outgoing outgoing, const DeskGate& gate);

    QCoro::Task<api::Answer<api::HooksPicture>> hooks(qint64 known);
    QCoro::Task<api::Answer<HookDetail>> detail(qint64 id);
    /// @throws StoreError
    QCoro::Task<api::Answer<HookReplay>> replay(qint64 id);
    QCoro::Task<api::Answer<std::vector<OutgoingHookState>>> outgoing();

private:
    bool isMasked() const { return !m_gate.allows(Permission::RevealMasked); }

    HookInspector& m_inspector;
    Outgoing m_outgoing;
    const DeskGate& m_gate;
    QTimer m_forgetting;
};

}  // namespace tongdai
