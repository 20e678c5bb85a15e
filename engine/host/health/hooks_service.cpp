#include "engine/host/health/hooks_service.h"

namespace tongdai {

using namespace std::chrono_literals;
using api::DeskError;
using api::DeskFailure;

HooksService::HooksService(HookInspector& inspector, Outgoing outgoing, const DeskGate& gate)
    : m_inspector(inspector), m_outgoing(std::move(outgoing)), m_gate(gate)
{
    m_forgetting.setInterval(10min);
    connect(&m_forgetting, &QTimer::timeout, this, [this] { m_inspector.forgetOld(); });
    m_forgetting.start();
}

QCoro::Task<api::Answer<api::HooksPicture>> HooksService::hooks(qint64 known)
{
    if (const auto refused = m_gate.refusal(Permission::SeeLocks)) co_return *refused;
    api::HooksPicture picture;
    picture.revision = m_inspector.shelf().revision();
    picture.isSame = known > 0 && known == picture.revision;
    if (picture.isSame) co_return picture;
    HookInspector::List list = m_inspector.list(isMasked(), kMostRows);
    picture.rows = std::move(list.rows);
    picture.doors = m_inspector.doors();
    picture.kept = m_inspector.shelf().most();
    picture.gone = m_inspector.shelf().goneTotal();
    // The rest follows with the next question.
    if (!list.isWhole) picture.revision = 0;
    co_return picture;
}

QCoro::Task<api::Answer<HookDetail>> HooksService::detail(qint64 id)
{
    if (const auto refused = m_gate.refusal(Permission::SeeLocks)) co_return *refused;
    const std::optional<HookDetail> found = m_inspector.detail(id, isMasked());
    if (!found) co_return DeskFailure{DeskError::NotFound, {}};
    co_return *found;
}

QCoro::Task<api::Answer<HookReplay>> HooksService::replay(qint64 id)
{
    if (const auto refused = m_gate.refusal(Permission::SeeLocks)) co_return *refused;
    auto replaying = m_inspector.replay(id, isMasked());
    const std::optional<HookReplay> replay = co_await replaying;
    if (!replay) co_return DeskFailure{DeskError::NotFound, {}};
    co_return *replay;
}

QCoro::Task<api::Answer<std::vector<OutgoingHookState>>> HooksService::outgoing()
{
    if (const auto refused = m_gate.refusal(Permission::SeeLocks)) co_return *refused;
    co_return m_outgoing();
}

}  // namespace tongdai
