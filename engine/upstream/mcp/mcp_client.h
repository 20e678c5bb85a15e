#pragma once

#include "engine/domain/work/one_shot.h"
#include "engine/upstream/mcp/mcp_wire.h"

#include <QSet>

#include <memory>
#include <optional>
#include <vector>

namespace tongdai::upstream {

/// Calls tools of one MCP server: agrees on a version and asks for its tools with the first call, and again when the
/// server has forgotten us (contracts/mcp §2). Engine loop; held by shared pointers.
class McpClient final : public std::enable_shared_from_this<McpClient> {
public:
    /// `name`: the connection's, for the log.
    McpClient(std::shared_ptr<McpWire> wire, QString name);

    struct Call {
        QString tool;
        QJsonObject arguments;
        QByteArray key;           ///< hex, the same for the same call; empty: none
        bool isQuestion = false;  ///< changes nothing: may be asked again
        std::chrono::milliseconds timeout{5'000};
    };
    /// One try; never throws.
    QCoro::Task<SendOutcome> call(Call call);
    void close() { m_wire->close(); }

private:
    using Time = std::chrono::steady_clock::time_point;
    using Trouble = std::optional<SendOutcome>;
    QCoro::Task<Trouble> prepare(Time until);
    QCoro::Task<void> prepareForAll(Time until);
    QCoro::Task<Trouble> open(Time until);
    QCoro::Task<Trouble> list(Time until);
    QCoro::Task<McpReply> ask(QString method, QJsonObject params, Time until);

    std::shared_ptr<McpWire> m_wire;
    QString m_name;
    qint64 m_lastId = 0;
    QSet<QString> m_tools;
    bool m_isListed = false;
    bool m_isPreparing = false;
    std::vector<std::shared_ptr<OneShot<Trouble>>> m_joined;  ///< calls that wait for the session
};

/// What a tool's answer means for the row. Pure.
SendOutcome outcomeOfTool(const QJsonObject& result);

}  // namespace tongdai::upstream
