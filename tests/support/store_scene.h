#pragma once

#include "tests/support/engine_process.h"
#include "tests/support/http_client.h"
#include "tests/support/shared_store.h"
#include "tests/support/stub_facts.h"

namespace tongdai::testing {

/// One real engine with its history on a database server of the test's, a scripted AI service and a scripted platform.
/// The test's thread.
class StoreScene {
public:
    explicit StoreScene(SharedStore& store);
    Q_DISABLE_COPY_MOVE(StoreScene)

    AiStub ai;
    PlatformStub platform;
    EngineProcess engine;
    JsonClient client;  ///< with the platform's token
    JsonClient admin;   ///< with the administrator's

    /// Where the engine looks for the store; as the store says unless set.
    void setStoreSettings(const QMap<QString, QString>& settings) { m_settings = settings; }
    /// Starts the engine, with a fault as FAIL has it (engine/domain/failpoint.h) or none. The clients follow.
    bool start(const QByteArray& fault = {});
    ClientReply say(const QString& conversation, const QString& messageId, const QString& text);

    /// What GET /health says with a token: "full", "no_database" …
    QString level();
    bool reachesLevel(const QString& level, std::chrono::seconds patience);
    qint64 journalWaiting();
    /// A figure of GET /metrics; its name with labels and without the program's prefix.
    double figure(const QByteArray& name);

    /// Waits until the journal is empty and no message and no outbox row is open. If that does not come, what is open
    /// is told in the test's output.
    bool settles(std::chrono::seconds patience);
    /// Everything that does not hold: I1 to I5, and the recorded actions against what the platform received.
    QStringList wrongs(const std::vector<PromiseFact>& promises);
    QStringList storedMessages()
    {
        return m_store.rows(
            QStringLiteral("select count(*), count(distinct message_id) from messages where seq is not null"));
    }

private:
    void tellOpenWork();

    SharedStore& m_store;
    QMap<QString, QString> m_settings;
};

}  // namespace tongdai::testing
