#include "engine/upstream/openai/openai_ai.h"

#include "engine/domain/ai_trouble.h"
#include "engine/domain/log.h"
#include "engine/upstream/http_client.h"
#include "engine/upstream/openai/chat_prompt.h"
#include "engine/upstream/openai/completion.h"
#include "engine/upstream/openai/tool_lines.h"
#include "engine/upstream/service_target.h"

#include <QDateTime>
#include <QJsonDocument>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log modelLog("engine.model");

constexpr auto kModelHealthDeadline = 5s;
constexpr int kMostContextLines = 60;
constexpr int kShortContextLines = 8;  // after the server said that it was too much
constexpr int kMostToolRounds = 3;     // of one answer (contracts/openai-chat §7)
constexpr size_t kMostCallsARound = 4;
constexpr auto kToolDeadline = 8s;
constexpr int kBytesPerToken = 3;  // of Vietnamese, where a server does not count

using SteadyPoint = std::chrono::steady_clock::time_point;

UpstreamError modelError(UpstreamError::Kind kind, const QString& what, bool retryable)
{
    return {kind, kAiService + what, retryable};
}

UpstreamError errorOfModel(const HttpFailure& failure, bool isSilent)
{
    using Kind = UpstreamError::Kind;
    switch (failure.kind) {
        case HttpFailure::Kind::Unreachable:
        case HttpFailure::Kind::Cut: return modelError(Kind::Unreachable, failure.what, true);
        case HttpFailure::Kind::TimedOut: return modelError(Kind::TimedOut, failure.what, true);
        case HttpFailure::Kind::TooLarge:
        case HttpFailure::Kind::Malformed: return modelError(Kind::BadAnswer, failure.what, true);
        case HttpFailure::Kind::Cancelled:
            if (isSilent) return modelError(Kind::TimedOut, u"the stream fell silent"_s, true);
            return modelError(Kind::Cancelled, failure.what, false);
        case HttpFailure::Kind::NotAllowed: return modelError(Kind::Refused, failure.what, false);
    }
    Q_UNREACHABLE();
}

bool isOverflow(const CompletionTrouble& trouble)
{
    return trouble.code == "context_length_exceeded"_L1 || trouble.code == "exceed_context_size_error"_L1 ||
           trouble.what.contains("context length"_L1, Qt::CaseInsensitive) ||
           trouble.what.contains("context size"_L1, Qt::CaseInsensitive);
}

/// contracts/openai-chat §6
UpstreamError errorOfTrouble(const CompletionTrouble& trouble)
{
    using Kind = UpstreamError::Kind;
    const QString words = trouble.what.isEmpty() ? QString() : u": "_s + trouble.what;
    // In the middle of a stream the status was 200 already: it broke on the way.
    if (trouble.status == 200) return modelError(Kind::BadAnswer, u"it broke off"_s + words, true);
    const QString what = kAiAnsweredWithStatus + QString::number(trouble.status) + words;
    if (trouble.status == 408) return modelError(Kind::TimedOut, what, true);
    const bool isOverQuota = trouble.code == "insufficient_quota"_L1;
    const bool mayPass = (trouble.status >= 500 && trouble.status != 501) || trouble.status == 409 ||
                         trouble.status == 425 || (trouble.status == 429 && !isOverQuota);
    return modelError(Kind::Refused, what, mayPass);
}

}  // namespace

/// The client proper.
class OpenAiAi::Core : public std::enable_shared_from_this<OpenAiAi::Core> {
public:
    Core(ModelAccount account, const ports::Clock& clock, std::shared_ptr<ports::ToolBox> tools)
        : m_account(std::move(account)), m_clock(clock), m_tools(std::move(tools))
    {
        HttpLimits limits;
        limits.connections = m_account.parallel;
        m_http = std::make_unique<HttpClient>(m_account.base, limits);
        if (m_account.system.isEmpty()) m_account.system = standardSystemPrompt();
    }

    void close()
    {
        const auto http = std::move(m_http);  // its end resumes coroutines, which must find none
    }
    const ModelAccount& account() const { return m_account; }
    const ModelFigures& figures() const { return m_figures; }

    QCoro::Task<AiAnswer> answer(AiRequest request, std::chrono::milliseconds deadline,
                                 std::shared_ptr<CancelToken> cancel);
    QCoro::Task<bool> isHealthy();

private:
    using Said = std::variant<Completion, CompletionTrouble>;
    /// One answer on its way, whatever it takes.
    struct Talk {
        AiRequest request;
        SteadyPoint until;
        std::shared_ptr<CancelToken> cancel;
        int contextLines = kMostContextLines;
        int rounds = 0;  ///< of tools
        bool offersTools = false;
        bool isRepaired = false;
        QJsonArray more;  ///< after the conversation: calls, their answers, and what was wrong with an answer
        LookUps lookUps;
    };
    QCoro::Task<AiAnswer> talk(std::shared_ptr<Talk> talk);
    QCoro::Task<Said> complete(std::shared_ptr<Talk> talk);
    QCoro::Task<void> useTools(std::shared_ptr<Talk> talk, std::vector<ToolCall> calls);
    bool canTryAnotherWay(const CompletionTrouble& trouble, SchemaForm tried, Talk& talk);
    HttpRequest requestOf(const Talk& talk) const;
    void demandBudget();
    void countTokens(const Completion& completion, qsizetype askedBytes);
    void turnDay();

    ModelAccount m_account;
    const ports::Clock& m_clock;
    ModelFigures m_figures;
    std::unique_ptr<HttpClient> m_http;
    std::shared_ptr<ports::ToolBox> m_tools;
    bool m_knowsTools = true;                ///< false: the server has refused them
    SchemaForm m_form = SchemaForm::Nested;  ///< the best one this server has not refused
    qint64 m_day = 0;
};

HttpRequest OpenAiAi::Core::requestOf(const Talk& talk) const
{
    // A server that is bound to a schema cannot ask for a tool: while there are tools, the schema stands in the prompt.
    const SchemaForm form = talk.offersTools ? SchemaForm::InPrompt : m_form;
    const QString system = talk.offersTools ? m_account.system + toolPrompt() : m_account.system;
    const AnswerForm wanted{m_account.intents, m_account.findsDetails};
    QJsonArray messages = chatMessages(system, talk.request, form, talk.contextLines, wanted);
    for (const QJsonValue& line : talk.more)
        messages.append(line);
    QJsonObject body{
        {u"messages"_s, messages},
        {u"stream"_s, m_account.isStreamed},
        {m_account.wantsCompletionTokens ? u"max_completion_tokens"_s : u"max_tokens"_s, m_account.mostTokens}};
    if (talk.offersTools) {
        body.insert("tools"_L1, toolsOf(m_tools->tools()));
    } else {
        body.insert("response_format"_L1, responseFormat(m_form, wanted));
    }
    if (!m_account.model.isEmpty()) body.insert("model"_L1, m_account.model);
    if (m_account.isStreamed) body.insert("stream_options"_L1, QJsonObject{{u"include_usage"_s, true}});
    HttpRequest post;
    post.target = targetOf(m_account.base, u"/chat/completions"_s);
    post.headers = {{"Content-Type"_ba, "application/json"_ba}};
    if (!m_account.key.isEmpty()) post.headers.append({"Authorization"_ba, "Bearer " + m_account.key});
    post.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    post.mayRepeatWhenStale = true;  // thinking twice has no effect outside
    return post;
}

/// One request. @throws UpstreamError for everything but an answer of the server's.
QCoro::Task<OpenAiAi::Core::Said> OpenAiAi::Core::complete(std::shared_ptr<Talk> talk)
{
    const auto self = shared_from_this();
    const auto cancel = talk->cancel;
    if (!m_http) throw modelError(UpstreamError::Kind::Cancelled, u"the engine stops"_s, false);
    HttpRequest post = requestOf(*talk);
    post.deadline = std::chrono::ceil<std::chrono::milliseconds>(talk->until - std::chrono::steady_clock::now());
    if (post.deadline <= 0ms) throw modelError(UpstreamError::Kind::TimedOut, u"no time is left"_s, true);
    const auto stream = std::make_shared<CompletionStream>();
    const auto silence = std::make_shared<QTimer>();
    const auto isSilent = std::make_shared<bool>(false);
    if (m_account.isStreamed) {
        silence->setSingleShot(true);
        silence->setInterval(m_account.silence);
        QObject::connect(silence.get(), &QTimer::timeout, silence.get(), [isSilent, cancel] {
            *isSilent = true;
            cancel->cancel();
        });
        post.onBody = [stream, silence, seen = qsizetype(0)](QByteArrayView soFar) mutable {
            silence->start();
            stream->feed(soFar.sliced(seen));
            seen = soFar.size();
            return stream->isOver();
        };
    }
    const qsizetype askedBytes = post.body.size();
    ++m_figures.requests;
    const HttpResult result = co_await m_http->send(std::move(post), cancel);
    silence->stop();
    if (const auto* failure = std::get_if<HttpFailure>(&result)) throw errorOfModel(*failure, *isSilent);
    const auto& reply = std::get<HttpReply>(result);
    const bool isStream = reply.header("content-type").toLower().startsWith("text/event-stream");
    if (reply.status != 200 || !isStream) {
        if (auto trouble = troubleIn(reply.status, reply.body)) co_return std::move(*trouble);
        const QJsonDocument document = QJsonDocument::fromJson(reply.body);
        if (!document.object().value("choices"_L1).isArray())
            throw UpstreamError(UpstreamError::Kind::BadAnswer, kAiBadAnswer + u"no 'choices'"_s, true);
        Completion whole = readCompletion(document.object());
        countTokens(whole, askedBytes);
        co_return whole;
    }
    // Read anew as a whole: what onBody() was told of may lack the last piece.
    CompletionStream all;
    all.feed(reply.body);
    if (all.trouble()) co_return *all.trouble();
    const std::optional<Completion> completion = all.completion();
    if (!completion) throw modelError(UpstreamError::Kind::Unreachable, u"the stream broke off"_s, true);
    countTokens(*completion, askedBytes);
    co_return *completion;
}

QCoro::Task<AiAnswer> OpenAiAi::Core::answer(AiRequest request, std::chrono::milliseconds deadline,
                                             std::shared_ptr<CancelToken> cancel)
{
    const auto self = shared_from_this();
    const SteadyPoint begun = std::chrono::steady_clock::now();
    const auto about = std::make_shared<Talk>();
    about->request = std::move(request);
    about->until = begun + deadline;
    about->offersTools = m_knowsTools && m_tools && !m_tools->tools().empty();
    // Of this answer alone, whatever its requests are: the caller's token has one listener.
    const auto inner = std::make_shared<CancelToken>();
    about->cancel = inner;
    if (cancel) cancel->onCancel([inner] { inner->cancel(); });
    if (cancel && cancel->isCancelled()) inner->cancel();
    auto talking = talk(about);
    AiAnswer said = co_await talking;
    about->lookUps.bind(said);
    said.processingTime = std::chrono::steady_clock::now() - begun;
    if (cancel) cancel->onCancel({});
    co_return said;
}

QCoro::Task<AiAnswer> OpenAiAi::Core::talk(std::shared_ptr<Talk> talk)
{
    const auto self = shared_from_this();
    for (;;) {
        demandBudget();
        const SchemaForm tried = m_form;
        const Said said = co_await complete(talk);
        if (const auto* trouble = std::get_if<CompletionTrouble>(&said)) {
            if (canTryAnotherWay(*trouble, tried, *talk)) continue;
            throw errorOfTrouble(*trouble);
        }
        const auto& completion = std::get<Completion>(said);
        if (completion.finish == "length"_L1) {
            throw UpstreamError(UpstreamError::Kind::BadAnswer, kAiBadAnswer + u"it was cut at its longest"_s, true);
        }
        if (!completion.refusal.isEmpty() || completion.finish == "content_filter"_L1)
            throw modelError(UpstreamError::Kind::Refused, u"the model refuses to answer"_s, false);
        if (talk->offersTools && !completion.calls.empty()) {
            std::vector<ToolCall> calls = completion.calls;
            co_await useTools(talk, std::move(calls));
            continue;
        }
        auto read = readModelAnswer(completion.text);
        if (auto* answer = std::get_if<AiAnswer>(&read)) {
            answer->modelUsed = completion.model.isEmpty() ? m_account.model : completion.model;
            co_return std::move(*answer);
        }
        const QString problem = std::get<QString>(read);
        if (std::exchange(talk->isRepaired, true))
            throw UpstreamError(UpstreamError::Kind::BadAnswer, kAiBadAnswer + problem, true);
        ++m_figures.repairs;
        talk->offersTools = false;
        talk->more.append(QJsonObject{{u"role"_s, u"assistant"_s},
                                      {u"content"_s, completion.text.isEmpty() ? u"…"_s : completion.text.left(4000)}});
        talk->more.append(
            QJsonObject{{u"role"_s, u"user"_s},
                        {u"content"_s,
                         u"That is not the JSON object that was asked for: %1. Answer with it alone."_s.arg(problem)}});
    }
}

/// What to leave out so that this server takes the request; false: nothing is left.
bool OpenAiAi::Core::canTryAnotherWay(const CompletionTrouble& trouble, SchemaForm tried, Talk& talk)
{
    if (trouble.status == 400 && isOverflow(trouble)) {
        if (talk.contextLines <= kShortContextLines) return false;
        talk.contextLines = kShortContextLines;
        return true;
    }
    if (talk.offersTools && (trouble.status == 400 || isAboutTools(trouble))) {
        talk.offersTools = false;
        if (isAboutTools(trouble)) m_knowsTools = false;
        modelLog.warn("without tools", {{u"cause"_s, trouble.what}});
        return true;
    }
    if (trouble.status != 400 || tried == SchemaForm::InPrompt) return false;
    m_form = SchemaForm(int(tried) + 1);
    modelLog.info("another form of schema", {{u"cause"_s, trouble.what}});
    return true;
}

/// One round: what the model asked for is looked up one after the other, and goes with the next request.
QCoro::Task<void> OpenAiAi::Core::useTools(std::shared_ptr<Talk> talk, std::vector<ToolCall> calls)
{
    const auto self = shared_from_this();
    const auto tools = m_tools;
    if (calls.size() > kMostCallsARound) calls.resize(kMostCallsARound);
    talk->more.append(lineOfCalls(calls));
    for (size_t i = 0; i < calls.size(); ++i) {
        const ToolCall call = calls[i];
        ++m_figures.toolCalls;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(talk->until - std::chrono::steady_clock::now());
        const auto arguments = argumentsOf(call);
        ToolAnswer found;
        found.trouble = u"the arguments are no JSON object"_s;
        if (arguments && left > 0ms) {
            const auto deadline = std::min<std::chrono::milliseconds>(left, kToolDeadline);
            auto asking = tools->call(call.name, *arguments, deadline, talk->cancel);
            found = co_await asking;
        }
        if (talk->cancel->isCancelled()) throw modelError(UpstreamError::Kind::Cancelled, u"cancelled"_s, false);
        talk->lookUps.add(call, found);
        talk->more.append(lineOfAnswer(call, found));
    }
    if (++talk->rounds >= kMostToolRounds) talk->offersTools = false;
}

QCoro::Task<bool> OpenAiAi::Core::isHealthy()
{
    const auto self = shared_from_this();
    bool isHealthy = false;
    if (!m_http) co_return isHealthy;
    HttpRequest get;
    get.method = "GET";
    get.target = targetOf(m_account.base, u"/models"_s);
    if (!m_account.key.isEmpty()) get.headers.append({"Authorization"_ba, "Bearer " + m_account.key});
    get.deadline = kModelHealthDeadline;
    get.mayRepeatWhenStale = true;
    const HttpResult result = co_await m_http->send(std::move(get));
    const auto* reply = std::get_if<HttpReply>(&result);
    isHealthy = reply && reply->status == 200;
    co_return isHealthy;
}

void OpenAiAi::Core::turnDay()
{
    const qint64 day = std::chrono::duration_cast<std::chrono::hours>(m_clock.now().time_since_epoch()).count() / 24;
    if (std::exchange(m_day, day) != day) m_figures.tokensToday = 0;
}

void OpenAiAi::Core::demandBudget()
{
    turnDay();
    if (m_account.tokensPerDay == 0 || m_figures.tokensToday < m_account.tokensPerDay) return;
    ++m_figures.budgetRefusals;
    throw modelError(UpstreamError::Kind::Refused, u"the day's tokens are used up"_s, false);
}

void OpenAiAi::Core::countTokens(const Completion& completion, qsizetype askedBytes)
{
    turnDay();
    const qint64 guessed = (askedBytes + completion.text.toUtf8().size()) / kBytesPerToken;
    const qint64 tokens = completion.tokens > 0 ? completion.tokens : guessed;
    m_figures.tokens += tokens;
    m_figures.tokensToday += tokens;
}

OpenAiAi::OpenAiAi(ModelAccount account, const ports::Clock& clock, std::shared_ptr<ports::ToolBox> tools)
    : m_core(std::make_shared<Core>(std::move(account), clock, std::move(tools)))
{
}

OpenAiAi::~OpenAiAi()
{
    m_core->close();
}

QCoro::Task<AiAnswer> OpenAiAi::answer(AiRequest request, std::chrono::milliseconds deadline,
                                       std::shared_ptr<CancelToken> cancel)
{
    return m_core->answer(std::move(request), deadline, std::move(cancel));
}

QString OpenAiAi::describe() const
{
    const ModelAccount& account = m_core->account();
    const QString address = HttpClient::addressOf(account.base);
    return account.model.isEmpty() ? address : account.model + u" · "_s + address;
}

QCoro::Task<bool> OpenAiAi::isHealthy()
{
    return m_core->isHealthy();
}

const ModelFigures& OpenAiAi::figures() const
{
    return m_core->figures();
}

}  // namespace tongdai::upstream
