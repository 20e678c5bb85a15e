#include "engine/history/postgres/session_terms.h"

namespace tongdai::postgres {

SessionTerms::SessionTerms(bool readOnly)
    : m_settings{
          // A client that stands still must not keep rows locked (guarantees 2.14).
          {"statement_timeout", "5s"},
          {"lock_timeout", "2s"},
          {"idle_in_transaction_session_timeout", "5s"},
          {"client_min_messages", "warning"},
          {"timezone", "UTC"},
          {"bytea_output", "hex"},
          // Compiling a statement takes longer than any of ours.
          {"jit", "off"},
          // What is written is found by its keys, whatever the values: planning anew for each only costs. Questions of
          // people are planned for their values while that pays.
          {"plan_cache_mode", readOnly ? "auto" : "force_generic_plan"},
      },
      m_readOnly(readOnly)
{
}

void SessionTerms::liftLimits()
{
    m_settings["statement_timeout"] = "0";
    // What changes a table waits for whoever reads it, and new readers wait behind: a while, not for ever.
    m_settings["lock_timeout"] = "60s";
    m_settings["idle_in_transaction_session_timeout"] = "0";
}

std::string SessionTerms::options() const
{
    std::string text = m_readOnly ? "-c default_transaction_read_only=on" : "";
    for (const auto& [name, value] : m_settings)
        text.append(text.empty() ? "-c " : " -c ").append(name).append("=").append(value);
    return text;
}

std::string SessionTerms::statement(Until until) const
{
    const bool isLocal = until == Until::TransactionEnds;
    std::string text = "select ";
    const auto set = [&](const std::string& name, const std::string& value) {
        text.append(text.ends_with(' ') ? "set_config('" : ", set_config('").append(name).append("', '");
        text.append(value).append(isLocal ? "', true)" : "', false)");
    };
    // Once a statement has looked at the data, nobody can turn the transaction back into one that writes.
    if (m_readOnly) set(isLocal ? "transaction_read_only" : "default_transaction_read_only", "on");
    for (const auto& [name, value] : m_settings)
        set(name, value);
    return text;
}

}  // namespace tongdai::postgres
