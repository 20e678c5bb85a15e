#include "engine/upstream/rules_ai.h"

#include "engine/domain/log.h"
#include "engine/domain/whole_file.h"
#include "engine/upstream/stock_answer.h"

#include <QFile>
#include <QFileInfo>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

const Log rulesAiLog("upstream.rules");

/// A file somebody edits by hand is never this large.
constexpr qint64 kMaxFile = 1024 * 1024;

constexpr std::chrono::seconds kToolPatience(8);  // a customer waits for the answer
constexpr qsizetype kMostEarlierLines = 10;
constexpr int kFactOfTool = 100;  // what a tool found is more telling than anything the customer said

using Places = QMap<QString, QString>;

/// The text with every {place} filled, or nothing when one cannot be.
std::optional<QString> fill(const QString& text, const Places& places, int* filled)
{
    QString result;
    qsizetype at = 0;
    while (true) {
        const qsizetype open = text.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : text.indexOf(u'}', open);
        if (close < 0) return result + text.mid(at);
        const auto place = places.constFind(text.sliced(open + 1, close - open - 1));
        if (place == places.cend() || place->isEmpty()) return {};
        result += text.sliced(at, open - at) + *place;
        at = close + 1;
        *filled += place.key() == "stock"_L1 ? kFactOfTool : 1;
    }
}

/// What is said in the end, and what it asks for besides.
struct FilledAnswer {
    QString text;
    std::vector<Action> actions;
};

/// The most telling answer that can be given truthfully.
FilledAnswer choose(const std::vector<RuleAnswer>& answers, const Places& places)
{
    FilledAnswer best;
    int most = -1;
    for (const RuleAnswer& answer : answers) {
        int filled = 0;
        const auto text = fill(answer.text, places, &filled);
        if (!text || filled <= most) continue;
        most = filled;
        best = {*text, answer.actions};
    }
    return best;
}

Places placesOf(const RuleBook& book, const RuleMatch& match)
{
    Places places;
    for (auto it = book.facts.cbegin(); it != book.facts.cend(); ++it) {
        places.insert(it.key(), it.value()[size_t(match.language)]);
    }
    for (auto it = match.entities.begin(); it != match.entities.end(); ++it) {
        places.insert(it.key(), it.value().toVariant().toString());
    }
    places.insert(u"price"_s, match.productPrice);
    return places;
}

std::vector<Action> actionsOf(FilledAnswer said, const QStringList& titles)
{
    std::vector<Action> actions;
    if (!said.text.isEmpty() && titles.isEmpty()) {
        actions.push_back({ActionType::SendMessage, {{u"message"_s, said.text}}});
    } else if (!said.text.isEmpty()) {
        QJsonArray buttons;
        for (const QString& title : titles)
            buttons.append(QJsonObject{{u"title"_s, title}, {u"payload"_s, title}});
        actions.push_back({ActionType::SendQuickReplies, {{u"message"_s, said.text}, {u"quick_replies"_s, buttons}}});
    }
    actions.insert(actions.end(), said.actions.begin(), said.actions.end());
    return actions;
}

/// Everything not answered yet, a sentence each: customers send one thought in several messages. As much of the newest
/// as the rules read.
QString textOf(const AiRequest& request)
{
    QStringList texts;
    qsizetype room = kMaxRuleText;
    for (auto it = request.messages.rbegin(); it != request.messages.rend() && room > 0; ++it) {
        texts.prepend(it->content.left(room));
        room -= texts.front().size() + 1;
    }
    return texts.join(u'\n');
}

QString lastBotLine(const AiRequest& request)
{
    for (auto it = request.context.rbegin(); it != request.context.rend(); ++it) {
        if (it->speaker == Speaker::Bot) return it->text;
        if (it->speaker == Speaker::Operator) return {};
    }
    return {};
}

/// What the customer wrote before the bot's last line: what that line answered, or asked back about.
QString askedBefore(const AiRequest& request)
{
    QStringList texts;
    bool isBeforeBot = false;
    for (auto it = request.context.rbegin(); it != request.context.rend(); ++it) {
        const bool isCustomer = it->speaker == Speaker::Customer;
        if (isCustomer && isBeforeBot) texts.prepend(it->text);
        if (it->speaker == Speaker::Operator || (!isCustomer && !texts.isEmpty())) break;
        if (it->speaker == Speaker::Bot) isBeforeBot = true;
    }
    return texts.join(u'\n').left(kMaxRuleText / 4);
}

/// Newest first.
QStringList customerLines(const AiRequest& request)
{
    QStringList lines;
    for (auto it = request.context.rbegin(); it != request.context.rend() && lines.size() < kMostEarlierLines; ++it) {
        if (it->speaker == Speaker::Customer) lines << it->text;
    }
    return lines;
}

struct Understood {
    RuleMatch match;
    QString text;  ///< what it was read from
};

/// An answer to what the bot asked back ("áo linen") says nothing by itself: it is read with the question before it,
/// unless that would only have the bot repeat itself.
Understood understand(const RuleBook& book, const AiRequest& request)
{
    const QString text = textOf(request);
    const Understood alone{matchRules(book, text), text};
    const RuleMatch& match = alone.match;
    if (match.intent || match.entities.isEmpty()) return alone;
    const QString before = askedBefore(request);
    if (before.isEmpty()) return alone;
    const QString both = before + u'\n' + text;
    RuleMatch together = matchRules(book, both);
    if (!together.intent) return alone;
    if (!together.intent->reply.tool.isEmpty() && !match.entities.contains("product"_L1) &&
        !match.entities.contains("size"_L1))
        return alone;  // a telephone number asks nothing more about the stock
    // The newer size is the one that is asked about.
    for (const QLatin1StringView name : {"size"_L1, "product"_L1}) {
        if (match.entities.contains(name)) together.entities.insert(name, match.entities.value(name));
    }
    const FilledAnswer said =
        choose(together.intent->reply.answers[size_t(together.language)], placesOf(book, together));
    if (said.text == lastBotLine(request)) return alone;
    return {std::move(together), both};
}

AiAnswer answerOf(const RuleBook& book, const RuleMatch& match, const AiRequest& request, const Places& places)
{
    const auto language = size_t(match.language);
    const RuleReply* reply = match.intent ? &match.intent->reply : &book.fallback;
    FilledAnswer said = choose(reply->answers[language], places);
    if (!match.intent && !said.text.isEmpty() && lastBotLine(request) == said.text) {
        reply = &book.fallbackAgain;
        said = choose(reply->answers[language], places);
    }
    AiAnswer answer;
    answer.responseText = said.text;
    answer.intent = match.intent ? match.intent->name : u"unknown"_s;
    answer.confidence = std::round(match.confidence * 100) / 100;
    answer.entities = match.entities;
    answer.modelUsed = u"rules"_s;
    answer.actions = actionsOf(std::move(said), reply->quickReplies[language]);
    return answer;
}

}  // namespace

RulesAi::RulesAi(const QString& file, std::shared_ptr<ports::ToolBox> tools) : m_file(file), m_tools(std::move(tools))
{
    auto shipped = readRuleBook(shippedRules());
    Q_ASSERT(std::holds_alternative<RuleBook>(shipped));
    m_book = std::make_shared<const RuleBook>(std::get<RuleBook>(std::move(shipped)));
    readWhenChanged();
}

QByteArray RulesAi::shippedRules()
{
    QFile resource(u":/rules/default_rules.json"_s);
    return resource.open(QIODevice::ReadOnly) ? resource.readAll() : QByteArray();
}

QString RulesAi::installDefault(const QString& file)
{
    if (QFileInfo::exists(file)) return {};
    return writeWholeFile(file, shippedRules());
}

/// On every answer: one stat, a microsecond, and no watcher that misses editors which replace the file.
void RulesAi::readWhenChanged()
{
    const QFileInfo info(m_file);
    const QDateTime modified = info.lastModified();
    const qint64 size = info.exists() ? info.size() : -1;
    if (modified == m_modified && size == m_size) return;
    m_modified = modified;
    m_size = size;
    m_mistakes.clear();
    if (size < 0) return;
    QFile file(m_file);
    if (size > kMaxFile || !file.open(QIODevice::ReadOnly)) {
        m_mistakes << u"%1: %2"_s.arg(info.fileName(), size > kMaxFile ? u"larger than 1 MiB"_s : file.errorString());
    } else {
        auto read = readRuleBook(file.readAll());
        if (auto* book = std::get_if<RuleBook>(&read)) {
            m_book = std::make_shared<const RuleBook>(std::move(*book));
            rulesAiLog.info("rules read", {{u"file"_s, m_file}, {u"intents"_s, int(m_book->intents.size())}});
            return;
        }
        for (const QString& mistake : std::get<QStringList>(read))
            m_mistakes << info.fileName() + u", "_s + mistake;
    }
    for (const QString& mistake : std::as_const(m_mistakes)) {
        rulesAiLog.error("rules file not used, the last good rules go on", {{u"mistake"_s, mistake}});
    }
}

QCoro::Task<AiAnswer> RulesAi::answer(AiRequest request, std::chrono::milliseconds deadline,
                                      std::shared_ptr<CancelToken> cancel)
{
    if (cancel && cancel->isCancelled()) throw UpstreamError(UpstreamError::Kind::Cancelled, u"cancelled"_s, false);
    const auto begun = std::chrono::steady_clock::now();
    readWhenChanged();
    // Held here: the file may change, and the bot be taken down, while a tool is asked.
    const auto book = m_book;
    const auto tools = m_tools;
    const Understood understood = understand(*book, request);
    const RuleMatch& match = understood.match;
    Places places = placesOf(*book, match);
    const QString wanted = match.intent && !match.intent->reply.tool.isEmpty() && tools
                               ? stockQuestion(*book, match, customerLines(request))
                               : QString();
    if (!wanted.isEmpty()) {
        const QString name = match.intent->reply.tool;
        const QJsonObject arguments{{u"words"_s, wanted}};
        auto asking =
            tools->call(name, arguments, std::min<std::chrono::milliseconds>(deadline, kToolPatience), cancel);
        const ToolAnswer found = co_await asking;
        if (cancel && cancel->isCancelled()) throw UpstreamError(UpstreamError::Kind::Cancelled, u"cancelled"_s, false);
        if (found.isFound) {
            const QString sentence = stockSentence(*book, found.facts, understood.text, match.language);
            places.insert(u"stock"_s, sentence);
        }
    }
    AiAnswer answer = answerOf(*book, match, request, places);
    if (!wanted.isEmpty()) answer.entities.insert("looked_up"_L1, wanted);
    answer.processingTime = std::chrono::steady_clock::now() - begun;
    co_return answer;
}

QCoro::Task<bool> RulesAi::isHealthy()
{
    const bool isHealthy = true;
    co_return isHealthy;
}

}  // namespace tongdai::upstream
