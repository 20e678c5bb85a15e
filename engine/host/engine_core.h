#pragma once

#include "engine/api/people.h"
#include "engine/api/system_status.h"
#include "engine/domain/shop/health.h"
#include "engine/host/boot/engine_config.h"

#include <QCoro/QCoroTask>
#include <QObject>
#include <QUrl>

#include <memory>

namespace tongdai {

/// Every object of the engine, built in one list and taken down in the opposite order. Lives on the engine loop. Parts
/// that are away are reported to the health board; only a history that cannot be opened and has no journal, or a port
/// that is taken, keeps the engine from accepting messages.
class EngineCore final : public QObject {
    Q_OBJECT
public:
    explicit EngineCore(EngineConfig config);
    ~EngineCore() override;

    void start();
    /// Emits stopped() at the end, whatever happened on the way.
    void stop();

    class Parts;
    /// What a window attaches to. Null before start() and after the stop.
    Parts* parts() { return m_parts.get(); }

    /// The person at this desk says that the history as it is now is the right one.
    void acceptHistory();
    void openSample();
    void removeSample();

signals:
    /// History and pipeline are up: the desk may ask and act, also when the port was taken.
    /// `people`: who sits there.
    void deskReady(tongdai::api::PeopleState people);
    /// Callers may post.
    void ready(QUrl url);
    void startFailed(QString cause);
    void stopped();
    void healthChanged(tongdai::HealthSnapshot snapshot);
    void factsChanged(tongdai::api::SystemFacts facts);
    void sampleChanged(bool open);
    /// Whether it is open was read from the store.
    void sampleFound(bool open);
    void sampleFailed(QString cause);

private:
    QCoro::Task<void> startParts();
    QCoro::Task<void> readPersonKey();
    QCoro::Task<bool> openHistory();
    QCoro::Task<void> keepOpeningHistory();
    QCoro::Task<QString> tryOpeningHistory();
    QCoro::Task<void> stopParts();
    void followOpenHistory();
    api::PeopleState peopleState() const;
    std::optional<QString> listen();
    QUrl url() const;
    api::SystemFacts facts(const QString& listenError) const;

    EngineConfig m_config;
    std::unique_ptr<Parts> m_parts;
    bool m_historyIsAway = false;  ///< at the last try it did not answer; false: it refused
    bool m_stopping = false;
};

}  // namespace tongdai
