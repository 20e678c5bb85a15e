#pragma once

namespace tongdai {

namespace api {
struct ConnectionForm;
}  // namespace api

struct HistoryBackend;

/// The database a form means, as an engine would open it: TLS is insisted on between computers unless the form says
/// otherwise (security S02).
HistoryBackend backendOf(const api::ConnectionForm& form);

}  // namespace tongdai
