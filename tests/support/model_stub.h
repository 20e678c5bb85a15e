#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <deque>
#include <functional>
#include <vector>

class QTcpSocket;

namespace tongdai::testing {

/// A language model's server (contracts/openai-chat), in the dialect of one of the four, streamed or not as it is
/// asked. It answers with the last thing the user said. Shares no code with the engine. One thread; loopback only.
class ModelStub final : public QObject {
    Q_OBJECT
public:
    enum class Dialect { LlamaCpp, Ollama, Vllm, OpenAi };
    enum class Fault {
        None,
        CutStream,    ///< the connection ends in the middle
        ErrorInside,  ///< an error comes as an event of the stream
        Silent,       ///< nothing after the first piece, or at all; the connection stays
        Slow,         ///< a piece every pieceEvery ms
        NoJson,       ///< words instead of the JSON that was asked for
        Fenced,       ///< the JSON inside a Markdown fence
        CutShort,     ///< finish_reason length
        Overflow,     ///< 400: the context is too long
        Loading,      ///< 503
        OutOfQuota,   ///< 429, for good
        Refusing,     ///< the model refuses
    };
    explicit ModelStub(Dialect dialect, QObject* parent = nullptr);
    ~ModelStub() override;

    QUrl base() const;
    /// For the next requests, one each; then None again.
    void enqueue(Fault fault) { m_next.push_back(fault); }
    void setFault(Fault fault) { m_fault = fault; }
    void setPieceEvery(int ms) { m_pieceEvery = ms; }

    /// It asks for this tool while it is offered one, at most so often in one answer, and says what the tool said.
    void askForTool(const QString& name, const QString& arguments, int rounds = 1)
    {
        m_tool = name;
        m_toolArguments = arguments;
        m_toolRounds = rounds;
    }
    void setHandsOver(bool handsOver) { m_handsOver = handsOver; }
    /// Without a parser of calls, as each of the four refuses then.
    void setKnowsTools(bool knows) { m_knowsTools = knows; }

    const std::vector<QJsonObject>& requests() const { return m_requests; }
    /// Requests whose client left before the answer was whole.
    int abandoned() const { return m_abandoned; }

signals:
    void arrived();
    void abandonedOne();

private:
    struct Client;
    void serve(Client& client);
    void answer(Client& client, const QJsonObject& request, Fault fault);
    void answerError(Client& client, int status, const QString& code, const QString& message);
    void stream(Client& client, const QList<QByteArray>& pieces, Fault fault);
    QString whatItSays(const QJsonObject& request, Fault fault) const;
    QList<QByteArray> piecesOf(const QString& text, Fault fault) const;
    QJsonObject wholeOf(const QString& text, Fault fault) const;
    bool refusesForm(const QJsonObject& request) const;
    bool wantsTool(const QJsonObject& request) const;
    void refuseTools(Client& client);
    void answerCalls(Client& client, const QJsonObject& request, Fault fault);
    QJsonArray callsOf(int round) const;
    QList<QByteArray> piecesOfCalls(const QJsonArray& calls) const;

    Dialect m_dialect;
    QTcpServer m_server;
    std::vector<std::unique_ptr<Client>> m_clients;
    std::deque<Fault> m_next;
    Fault m_fault = Fault::None;
    int m_pieceEvery = 40;
    QString m_tool;
    QString m_toolArguments;
    int m_toolRounds = 0;
    bool m_handsOver = false;
    bool m_knowsTools = true;
    std::vector<QJsonObject> m_requests;
    int m_abandoned = 0;
};

}  // namespace tongdai::testing
