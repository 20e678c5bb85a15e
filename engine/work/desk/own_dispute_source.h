#pragma once

#include "engine/domain/ports/store/chat_store.h"
#include "engine/domain/ports/store/dispute_source.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/message_search.h"

namespace tongdai {

/// The shop's own history as a source: lines with receipts of those who follow by chat, how far each line came on its
/// way to a platform, and where a bot's answer comes from. What the bot had read is known by its card alone; cases are
/// those of ports::CaseStore. Engine loop.
class OwnDisputeSource final : public ports::DisputeSource {
public:
    struct Ports {
        ports::HistoryReader& reader;
        ports::ChatStore& chat;
        ports::MessageSearch& search;
    };
    OwnDisputeSource(Ports ports, QString target) : m_ports(ports), m_target(std::move(target)) {}

    SourceStatus status() const override;
    QCoro::Task<void> look() override;
    /// A question that is out ends at its own deadline: others of the desk wait with it. A search asks no further one
    /// after it, and says what it has found so far.
    void cancel() override { ++m_cancelled; }
    QCoro::Task<DisputeCasePage> cases(std::optional<LineKey> before, int limit) override;
    QCoro::Task<std::optional<DisputeThread>> thread(QByteArray thread, ports::DisputeLook look,
                                                     std::optional<LineKey> before, int limit) override;
    QCoro::Task<std::optional<PlaceBehind>> placeBehind(QByteArray thread, QByteArray line, int lines) override;
    QCoro::Task<std::optional<QString>> original(QByteArray thread, QByteArray line) override;
    QCoro::Task<DisputeHits> search(DisputeSearch search) override;

private:
    void note(const StoreError& error);

    Ports m_ports;
    QString m_target;
    SourceState m_state = SourceState::Opening;
    QString m_cause;
    qint64 m_messages = 0;
    int m_cancelled = 0;  ///< so often
};

}  // namespace tongdai
