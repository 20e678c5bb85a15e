#include "engine/upstream/mcp/mcp_client.h"

#include "engine/domain/log.h"
#include "engine/domain/text/whole_text.h"

#include <QJsonArray>
#include <QTimer>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using contract::McpMessage;
using OutcomeKind = SendOutcome::Kind;

namespace {

const Log mcpClientLog("engine.mcp");

constexpr qsizetype kMaxToolWords = 300;  // of an error that is kept
constexpr qsizetype kMostTools = 1'000;
constexpr int kMostToolPages = 10;
constexpr auto kGrace = 50ms;         // whoever prepares has the better words for what went wrong
constexpr int kLeastShareOfTime = 4;  // of a call's time the call itself must have at least one part

std::chrono::milliseconds leftUntil(std::chrono::steady_clock::time_point until)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    return std::max(left, std::chrono::milliseconds(1));
}

SendOutcome toolOutcome(OutcomeKind kind, const QString& error)
{
    SendOutcome made;
    made.kind = kind;
    made.error = cutText(error, kMaxToolWords);
    return made;
}

SendOutcome refusalOf(const McpMessage& error)
{
    return toolOutcome(OutcomeKind::Dead, u"error %1: %2"_s.arg(error.code).arg(error.words));
}

/// Nothing was called yet: whatever went wrong on the way may be tried again.
SendOutcome beforeTheCall(SendOutcome made)
{
    if (made.kind == OutcomeKind::Ambiguous) made.kind = OutcomeKind::Retry;
    return made;
}

}  // namespace

SendOutcome outcomeOfTool(const QJsonObject& result)
{
    QStringList texts;
    for (const QJsonValue& part : result.value("content"_L1).toArray()) {
        if (part["type"_L1].toString() == "text"_L1) texts << part["text"_L1].toString();
    }
    if (result.value("isError"_L1).toBool()) return toolOutcome(OutcomeKind::Dead, texts.join(u' '));
    SendOutcome made;
    const QJsonValue structured = result.value("structuredContent"_L1);
    made.answer = structured.isObject() ? structured.toObject() : QJsonObject{{u"text"_s, texts.join(u'\n')}};
    return made;
}

McpClient::McpClient(std::shared_ptr<McpWire> wire, QString name) : m_wire(std::move(wire)), m_name(std::move(name))
{
    m_wire->onToolsChanged = [this] { m_isListed = false; };
}

QCoro::Task<McpReply> McpClient::ask(QString method, QJsonObject params, Time until)
{
    const qint64 id = ++m_lastId;
    const auto wire = m_wire;
    auto asking = wire->ask(id, contract::mcpRequest(id, method, params), leftUntil(until));
    McpReply reply = co_await asking;
    co_return reply;
}

QCoro::Task<McpClient::Trouble> McpClient::open(Time until)
{
    const auto self = shared_from_this();
    m_isListed = false;
    m_wire->leave();
    const QJsonObject us{{u"name"_s, u"tongdai"_s}, {u"version"_s, QStringLiteral(TONGDAI_VERSION)}};
    const QJsonObject params{
        {u"protocolVersion"_s, contract::kMcpVersion}, {u"capabilities"_s, QJsonObject()}, {u"clientInfo"_s, us}};
    auto asking = ask(u"initialize"_s, params, until);
    const McpReply reply = co_await asking;
    Trouble trouble;
    if (const auto* fault = std::get_if<McpFault>(&reply)) {
        trouble = beforeTheCall(fault->outcome);
        co_return trouble;
    }
    const auto& message = std::get<McpMessage>(reply);
    const QString version = message.result.value("protocolVersion"_L1).toString();
    if (message.kind == McpMessage::Kind::Error) {
        trouble = refusalOf(message);
    } else if (!contract::isMcpVersion(version)) {
        trouble = toolOutcome(OutcomeKind::Dead, u"the server speaks version '%1' of MCP"_s.arg(version.left(20)));
    } else {
        const auto wire = m_wire;
        wire->begin(version);
        auto saying = wire->say(contract::mcpNotification(u"notifications/initialized"_s), leftUntil(until));
        co_await saying;
        mcpClientLog.info("connected", {{u"connection"_s, m_name}, {u"version"_s, version}});
    }
    if (trouble) m_wire->leave();
    co_return trouble;
}

QCoro::Task<McpClient::Trouble> McpClient::list(Time until)
{
    const auto self = shared_from_this();
    QSet<QString> found;
    QString cursor;
    Trouble trouble;
    for (int page = 0; page < kMostToolPages; ++page) {
        const QJsonObject params = cursor.isEmpty() ? QJsonObject() : QJsonObject{{u"cursor"_s, cursor}};
        auto asking = ask(u"tools/list"_s, params, until);
        const McpReply reply = co_await asking;
        if (const auto* fault = std::get_if<McpFault>(&reply)) {
            if (fault->isSessionOver) m_wire->leave();
            trouble = beforeTheCall(fault->outcome);
            if (fault->isSessionOver) trouble->kind = OutcomeKind::Retry;
            co_return trouble;
        }
        const auto& message = std::get<McpMessage>(reply);
        if (message.kind == McpMessage::Kind::Error) {
            // Some servers refuse whoever asks before "initialized" has reached them; nothing was called yet.
            trouble = refusalOf(message);
            trouble->kind = OutcomeKind::Retry;
            co_return trouble;
        }
        for (const QJsonValue& tool : message.result.value("tools"_L1).toArray()) {
            if (found.size() < kMostTools) found.insert(tool["name"_L1].toString());
        }
        cursor = message.result.value("nextCursor"_L1).toString();
        if (cursor.isEmpty()) break;
    }
    m_tools = found;
    m_isListed = true;
    mcpClientLog.info("tools listed", {{u"connection"_s, m_name}, {u"count"_s, int(found.size())}});
    co_return trouble;
}

/// For all calls that wait. It goes on when they have given up: a program that takes longer to start than a call may
/// last is there for the next one, and is not started anew.
QCoro::Task<void> McpClient::prepareForAll(Time until)
{
    const auto self = shared_from_this();
    m_isPreparing = true;
    Trouble trouble;
    if (!m_wire->isOpen()) {
        auto opening = open(until);
        trouble = co_await opening;
    }
    if (!trouble) {
        auto listing = list(until);
        trouble = co_await listing;
    }
    m_isPreparing = false;
    for (const auto& shot : std::exchange(m_joined, {}))
        shot->set(trouble);
}

QCoro::Task<McpClient::Trouble> McpClient::prepare(Time until)
{
    const auto self = shared_from_this();
    Trouble trouble;
    if (m_wire->isOpen() && m_isListed) co_return trouble;
    const auto shot = std::make_shared<OneShot<Trouble>>();
    m_joined.push_back(shot);
    if (!m_isPreparing) {
        const auto extra = m_wire->isOpen() ? std::chrono::milliseconds(0) : m_wire->startTime();
        prepareForAll(std::max(until, std::chrono::steady_clock::now() + extra));
    }
    QTimer late;
    late.setSingleShot(true);
    QObject::connect(&late, &QTimer::timeout, &late,
                     [shot] { shot->set(Trouble(toolOutcome(OutcomeKind::Retry, u"the server is not ready yet"_s))); });
    late.start(leftUntil(until) + kGrace);
    auto waiting = shot->wait();
    trouble = co_await waiting;
    co_return trouble;
}

QCoro::Task<SendOutcome> McpClient::call(Call call)
{
    const auto self = shared_from_this();
    const Time until = std::chrono::steady_clock::now() + call.timeout;
    QJsonObject params{{u"name"_s, call.tool}, {u"arguments"_s, call.arguments}};
    if (!call.key.isEmpty())
        params.insert("_meta"_L1, QJsonObject{{u"idempotencyKey"_s, QString::fromLatin1(call.key)}});
    SendOutcome made = toolOutcome(OutcomeKind::Retry, u"the server has begun a new session"_s);
    for (int round = 0; round < 2; ++round) {
        const bool wasListed = m_isListed && m_wire->isOpen();
        auto preparing = prepare(until);
        Trouble trouble = co_await preparing;
        if (trouble) co_return *std::move(trouble);
        if (!m_tools.contains(call.tool)) {
            made = toolOutcome(OutcomeKind::Dead, u"the server has no such tool"_s);
            if (!wasListed) break;
            m_isListed = false;  // it may have come since
            continue;
        }
        // With no time left a change would be unknown by construction.
        if (leftUntil(until) < call.timeout / kLeastShareOfTime) {
            made = toolOutcome(OutcomeKind::Retry, u"the server was ready too late"_s);
            break;
        }
        auto asking = ask(u"tools/call"_s, params, until);
        const McpReply reply = co_await asking;
        if (const auto* message = std::get_if<McpMessage>(&reply)) {
            made = message->kind == McpMessage::Kind::Error ? refusalOf(*message) : outcomeOfTool(message->result);
            break;
        }
        const auto& fault = std::get<McpFault>(reply);
        made = fault.outcome;
        if (made.kind == OutcomeKind::Ambiguous && call.isQuestion) made.kind = OutcomeKind::Retry;
        if (!fault.isSessionOver) break;
        made.kind = OutcomeKind::Retry;  // a forgotten session is no answer to the call
        m_wire->leave();
    }
    co_return made;
}

}  // namespace tongdai::upstream
