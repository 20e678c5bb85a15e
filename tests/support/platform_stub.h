#pragma once

#include "tests/support/stub_http_server.h"

#include <QSet>

namespace tongdai::testing {

/// A platform that takes POST /api/v1/actions as contracts/handle-message §4 has it. It counts effects: requests with
/// a key it has not seen, that it did not refuse.
class PlatformStub final : public StubHttpServer {
    Q_OBJECT
public:
    enum class Repeats {
        Accept,    ///< answers a known key like the first time, without a second effect
        Conflict,  ///< 409 naming the key
        Ignore,    ///< knows no keys: every request is an effect
    };
    using StubHttpServer::StubHttpServer;
    void setRepeats(Repeats repeats) { m_repeats = repeats; }
    int effects() const { return m_effects; }
    int repeated() const { return m_repeated; }
    /// Requests whose fence was lower than one already seen for the same conversation.
    int staleFences() const { return m_staleFences; }

protected:
    Answer answerTo(const StubRequest& request) override;
    QJsonObject recordFields(const StubRequest& request) const override;
    QJsonObject stats() const override;

private:
    Repeats m_repeats = Repeats::Accept;
    QSet<QByteArray> m_keys;
    QHash<QString, qint64> m_fences;
    int m_effects = 0;
    int m_repeated = 0;
    int m_staleFences = 0;
};

}  // namespace tongdai::testing
