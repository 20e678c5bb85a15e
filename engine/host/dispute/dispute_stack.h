#pragma once

#include "engine/history/disputes/cases/sql_cases.h"
#include "engine/history/disputes/sources/dispute_desk.h"
#include "engine/history/disputes/sources/sql_dispute_source.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/host/boot/engine_config.h"
#include "engine/host/dispute/dispute_service.h"
#include "engine/work/desk/own_dispute_source.h"

namespace tongdai {

/// What disputes are judged on, put together: this shop's history and the databases of the settings. Engine loop.
/// Construct after the history, destroy before it; close() when the history closes. Nothing is opened before somebody
/// looks at disputes.
class DisputeStack {
public:
    DisputeStack(const EngineConfig& config, SqlHistory& history, ports::Clock& clock, const DeskGate& gate);

    DisputeService& service() { return m_service; }
    ports::CaseStore& cases() { return m_cases; }
    /// Other programs' databases.
    std::vector<ports::DisputeSource*> foreign() const;
    /// For the dispute routes; null: no MySQL of another chat is in the settings.
    ports::DisputeAdmin* admin() { return m_desk.get(); }
    void close();

private:
    std::vector<ports::DisputeSource*> sources();

    SqlCases m_cases;
    SqlPrivacy m_privacy;
    OwnDisputeSource m_own;
    std::vector<std::unique_ptr<SqlDisputeSource>> m_foreign;
    std::unique_ptr<DisputeDesk> m_desk;
    DisputeService m_service;
};

}  // namespace tongdai
