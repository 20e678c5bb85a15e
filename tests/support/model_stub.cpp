#include "tests/support/model_stub.h"

#include <QJsonDocument>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

QByteArray compactJson(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray modelReply(int status, const QByteArray& body)
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " X\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

QByteArray chunkOf(const QByteArray& bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

QByteArray eventOf(const QJsonObject& object, const char* end)
{
    return "data: " + compactJson(object) + end + end;
}

QJsonObject deltaOf(const QJsonObject& delta, const QJsonValue& finish = QJsonValue::Null)
{
    return {
        {u"object"_s, u"chat.completion.chunk"_s},
        {u"model"_s, u"stub-7b"_s},
        {u"choices"_s, QJsonArray{QJsonObject{{u"index"_s, 0}, {u"delta"_s, delta}, {u"finish_reason"_s, finish}}}}};
}

}  // namespace

struct ModelStub::Client {
    QTcpSocket* socket = nullptr;
    QByteArray buffer;
    QTimer timer;
    QList<QByteArray> left;
    bool isAnswering = false;
};

ModelStub::ModelStub(Dialect dialect, QObject* parent) : QObject(parent), m_dialect(dialect)
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* const socket = m_server.nextPendingConnection()) {
            m_clients.push_back(std::make_unique<Client>());
            Client* const client = m_clients.back().get();
            client->socket = socket;
            connect(socket, &QTcpSocket::readyRead, this, [this, client] {
                client->buffer += client->socket->readAll();
                serve(*client);
            });
            connect(socket, &QTcpSocket::disconnected, this, [this, client] {
                client->timer.stop();
                if (!std::exchange(client->isAnswering, false)) return;
                ++m_abandoned;
                emit abandonedOne();
            });
        }
    });
}

ModelStub::~ModelStub()
{
    for (const auto& client : m_clients)
        client->socket->disconnect(this);
}

QUrl ModelStub::base() const
{
    return QUrl(u"http://127.0.0.1:%1/v1"_s.arg(m_server.serverPort()));
}

void ModelStub::serve(Client& client)
{
    const qsizetype headEnd = client.buffer.indexOf("\r\n\r\n");
    if (headEnd < 0) return;
    const QByteArray head = client.buffer.left(headEnd).toLower();
    qsizetype length = 0;
    for (const QByteArray& line : head.split('\n')) {
        if (line.startsWith("content-length:")) length = line.mid(15).trimmed().toLongLong();
    }
    if (client.buffer.size() < headEnd + 4 + length) return;
    const QByteArray body = client.buffer.mid(headEnd + 4, length);
    client.buffer.remove(0, headEnd + 4 + length);
    if (head.startsWith("get /v1/models ")) {
        client.socket->write(modelReply(200, R"({"object":"list","data":[{"id":"stub-7b","object":"model"}]})"));
        return;
    }
    if (!head.startsWith("post /v1/chat/completions ")) {
        client.socket->write(modelReply(404, R"({"error":{"message":"no such route","type":"not_found_error"}})"));
        return;
    }
    const QJsonObject request = QJsonDocument::fromJson(body).object();
    m_requests.push_back(request);
    Fault fault = m_fault;
    if (!m_next.empty()) {
        fault = m_next.front();
        m_next.pop_front();
    }
    client.isAnswering = true;
    emit arrived();
    answer(client, request, fault);
}

/// llama.cpp's flat form alone; a vLLM of old without any schema.
bool ModelStub::refusesForm(const QJsonObject& request) const
{
    const QJsonObject format = request.value("response_format"_L1).toObject();
    const bool isSchema = format.value("type"_L1).toString() == "json_schema"_L1;
    if (m_dialect == Dialect::LlamaCpp) return isSchema && !format.contains("schema"_L1);
    return m_dialect == Dialect::Vllm && isSchema;
}

void ModelStub::answer(Client& client, const QJsonObject& request, Fault fault)
{
    if (fault == Fault::Overflow)
        return answerError(client, 400, u"context_length_exceeded"_s, u"maximum context length is 4096 tokens"_s);
    if (fault == Fault::Loading) return answerError(client, 503, u"unavailable_error"_s, u"Loading model"_s);
    if (fault == Fault::OutOfQuota) return answerError(client, 429, u"insufficient_quota"_s, u"out of credit"_s);
    if (refusesForm(request))
        return answerError(client, 400, u"invalid_request_error"_s, u"response_format is not supported"_s);
    if (!m_knowsTools && request.contains("tools"_L1)) return refuseTools(client);
    if (wantsTool(request)) return answerCalls(client, request, fault);
    const bool isStreamed = request.value("stream"_L1).toBool();
    if (fault == Fault::Silent && !isStreamed) return;
    const QString text = whatItSays(request, fault);
    if (isStreamed) return stream(client, piecesOf(text, fault), fault);
    const QByteArray whole = modelReply(200, compactJson(wholeOf(text, fault)));
    if (fault == Fault::CutStream) {
        client.isAnswering = false;
        client.socket->write(whole.left(whole.size() - 10));
        return client.socket->disconnectFromHost();
    }
    if (fault == Fault::Slow) {
        client.left = {whole};
        client.timer.setSingleShot(true);
        connect(&client.timer, &QTimer::timeout, this, [&client] {
            client.isAnswering = false;
            client.socket->write(client.left.takeFirst());
        });
        return client.timer.start(m_pieceEvery * 20);
    }
    client.isAnswering = false;
    client.socket->write(whole);
}

/// A server bound to a schema writes what the schema says, and never a call.
bool ModelStub::wantsTool(const QJsonObject& request) const
{
    if (m_tool.isEmpty() || !request.contains("tools"_L1) || request.contains("response_format"_L1)) return false;
    int rounds = 0;
    for (const QJsonValue& message : request.value("messages"_L1).toArray()) {
        if (message.toObject().contains("tool_calls"_L1)) ++rounds;
    }
    return rounds < m_toolRounds;
}

void ModelStub::refuseTools(Client& client)
{
    if (m_dialect == Dialect::LlamaCpp)
        return answerError(client, 500, u"server_error"_s, u"tools param requires --jinja flag"_s);
    if (m_dialect == Dialect::Ollama)
        return answerError(client, 400, u"api_error"_s, u"registry.ollama.ai/library/stub does not support tools"_s);
    answerError(client, 400, u"BadRequestError"_s,
                u"\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set"_s);
}

QJsonArray ModelStub::callsOf(int round) const
{
    QJsonObject function{{u"name"_s, m_tool}, {u"arguments"_s, m_toolArguments}};
    const QJsonObject call{
        {u"index"_s, 0}, {u"id"_s, u"call_r%1"_s.arg(round)}, {u"type"_s, u"function"_s}, {u"function"_s, function}};
    return {call};
}

void ModelStub::answerCalls(Client& client, const QJsonObject& request, Fault fault)
{
    const QJsonArray calls = callsOf(int(request.value("messages"_L1).toArray().size()));
    if (request.value("stream"_L1).toBool()) return stream(client, piecesOfCalls(calls), fault);
    QJsonObject whole = wholeOf({}, Fault::None);
    QJsonObject choice = whole.value("choices"_L1).toArray().first().toObject();
    choice.insert("finish_reason"_L1, m_dialect == Dialect::Ollama ? u"stop"_s : u"tool_calls"_s);
    choice.insert("message"_L1, QJsonObject{{u"role"_s, u"assistant"_s},
                                            {u"content"_s, QJsonValue(QJsonValue::Null)},
                                            {u"tool_calls"_s, calls}});
    whole.insert("choices"_L1, QJsonArray{choice});
    client.isAnswering = false;
    client.socket->write(modelReply(200, compactJson(whole)));
}

/// OpenAI, llama.cpp and vLLM give the arguments in pieces after the name, Ollama a call at once.
QList<QByteArray> ModelStub::piecesOfCalls(const QJsonArray& calls) const
{
    QByteArray whole;
    for (const QJsonValue& value : calls) {
        QJsonObject call = value.toObject();
        QJsonObject function = call.value("function"_L1).toObject();
        const QString arguments = function.value("arguments"_L1).toString();
        if (m_dialect != Dialect::Ollama) function.insert("arguments"_L1, QString());
        call.insert("function"_L1, function);
        whole += eventOf(deltaOf({{u"tool_calls"_s, QJsonArray{call}}}), "\n");
        for (qsizetype at = 0; at < arguments.size() && m_dialect != Dialect::Ollama; at += 5) {
            const QJsonObject piece{{u"index"_s, call.value("index"_L1)},
                                    {u"function"_s, QJsonObject{{u"arguments"_s, arguments.mid(at, 5)}}}};
            whole += eventOf(deltaOf({{u"tool_calls"_s, QJsonArray{piece}}}), "\n");
        }
    }
    whole += eventOf(deltaOf({}, m_dialect == Dialect::Ollama ? u"stop"_s : u"tool_calls"_s), "\n");
    whole += "data: [DONE]\n\n";
    return {whole};
}

void ModelStub::answerError(Client& client, int status, const QString& code, const QString& message)
{
    QJsonObject error{{u"message"_s, message}, {u"type"_s, code}, {u"code"_s, code}};
    if (m_dialect == Dialect::LlamaCpp) error.insert("code"_L1, status);
    QJsonObject body{{u"error"_s, error}};
    if (m_dialect == Dialect::Vllm)
        body = {{u"object"_s, u"error"_s}, {u"message"_s, message}, {u"type"_s, code}, {u"code"_s, status}};
    client.isAnswering = false;
    client.socket->write(modelReply(status, compactJson(body)));
}

QString ModelStub::whatItSays(const QJsonObject& request, Fault fault) const
{
    const QJsonArray messages = request.value("messages"_L1).toArray();
    const QJsonObject last = messages.last().toObject();
    const QString asked = last.value("content"_L1).toString();
    if (fault == Fault::NoJson) return u"Dạ còn ạ, chị lấy size nào?"_s;
    const QJsonObject said{{u"response_text"_s, u"Dạ em nhận được: "_s + asked.section(u'\n', -1)},
                           {u"intent"_s, u"hỏi size"_s},
                           {u"confidence"_s, 0.9},
                           {u"hand_over"_s, m_handsOver}};
    QString text = QString::fromUtf8(compactJson(said));
    if (fault == Fault::Fenced) text = u"```json\n"_s + text + u"\n```"_s;
    if (m_dialect == Dialect::Vllm) text = u"<think>Khách hỏi {gì} nhỉ?</think>\n"_s + text;
    return text;
}

QJsonObject ModelStub::wholeOf(const QString& text, Fault fault) const
{
    QJsonObject message{{u"role"_s, u"assistant"_s}, {u"content"_s, text}};
    if (m_dialect == Dialect::LlamaCpp) message.insert("reasoning_content"_L1, u"BÍ MẬT"_s);
    if (m_dialect == Dialect::Ollama) message.insert("reasoning"_L1, u"BÍ MẬT"_s);
    if (fault == Fault::Refusing) message = {{u"role"_s, u"assistant"_s}, {u"refusal"_s, u"I cannot"_s}};
    const QString finish = fault == Fault::CutShort ? u"length"_s : u"stop"_s;
    return {
        {u"object"_s, u"chat.completion"_s},
        {u"model"_s, u"stub-7b"_s},
        {u"choices"_s, QJsonArray{QJsonObject{{u"index"_s, 0}, {u"message"_s, message}, {u"finish_reason"_s, finish}}}},
        {u"usage"_s, QJsonObject{{u"prompt_tokens"_s, 80}, {u"completion_tokens"_s, 20}, {u"total_tokens"_s, 100}}}};
}

QList<QByteArray> ModelStub::piecesOf(const QString& text, Fault fault) const
{
    const char* end = m_dialect == Dialect::Ollama ? "\r\n" : "\n";
    QByteArray whole;
    if (m_dialect == Dialect::LlamaCpp)
        whole += ": ping\n\n" + eventOf(deltaOf({{u"reasoning_content"_s, u"BÍ MẬT"_s}}), end);
    if (m_dialect == Dialect::Ollama) whole += eventOf(deltaOf({{u"reasoning"_s, u"BÍ MẬT"_s}}), end);
    whole += eventOf(deltaOf({{u"role"_s, u"assistant"_s}, {u"content"_s, u""_s}}), end);
    for (qsizetype at = 0; at < text.size() && fault != Fault::Refusing; at += 7)
        whole += eventOf(deltaOf({{u"content"_s, text.mid(at, 7)}}), end);
    if (fault == Fault::Refusing) whole += eventOf(deltaOf({{u"refusal"_s, u"I cannot"_s}}), end);
    if (fault == Fault::ErrorInside) {
        whole += m_dialect == Dialect::LlamaCpp ? QByteArray("error: {\"message\":\"out of memory\"}\n")
                                                : eventOf({{u"error"_s, QJsonObject{{u"message"_s, u"oom"_s}}}}, end);
    }
    whole += eventOf(deltaOf({}, fault == Fault::CutShort ? u"length"_s : u"stop"_s), end);
    whole += eventOf({{u"choices"_s, QJsonArray()}, {u"usage"_s, QJsonObject{{u"total_tokens"_s, 100}}}}, end);
    whole += QByteArray("data: [DONE]") + end + end;
    // Wherever they fall: in the middle of a letter as well.
    QList<QByteArray> pieces;
    for (qsizetype at = 0; at < whole.size(); at += 97)
        pieces << whole.mid(at, 97);
    if (fault == Fault::CutStream) pieces = pieces.mid(0, pieces.size() / 2);
    if (fault == Fault::Silent) pieces = pieces.mid(0, 1);
    return pieces;
}

void ModelStub::stream(Client& client, const QList<QByteArray>& pieces, Fault fault)
{
    client.socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.left = pieces;
    disconnect(&client.timer, nullptr, this, nullptr);
    connect(&client.timer, &QTimer::timeout, this, [&client, fault] {
        if (!client.left.isEmpty()) {
            client.socket->write(chunkOf(client.left.takeFirst()));
            return;
        }
        client.timer.stop();
        if (fault == Fault::Silent) return;
        client.isAnswering = false;
        if (fault == Fault::CutStream) return client.socket->disconnectFromHost();
        client.socket->write("0\r\n\r\n");
    });
    client.timer.start(fault == Fault::Slow ? m_pieceEvery : 0);
}

}  // namespace tongdai::testing
