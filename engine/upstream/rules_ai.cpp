#include "engine/upstream/rules_ai.h"

#include "engine/domain/log.h"
#include "engine/domain/whole_file.h"

#include <QFile>
#include <QFileInfo>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

const Log rulesAiLog("upstream.rules");

/// A file somebody edits by hand is never this large.
constexpr qint64 kMaxFile = 1024 * 1024;

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
        ++*filled;
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

}  // namespace

RulesAi::RulesAi(const QString& file) : m_file(file)
{
    auto shipped = readRuleBook(shippedRules());
    Q_ASSERT(std::holds_alternative<RuleBook>(shipped));
    m_book = std::get<RuleBook>(std::move(shipped));
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
            m_book = std::move(*book);
            rulesAiLog.info("rules read", {{u"file"_s, m_file}, {u"intents"_s, int(m_book.intents.size())}});
            return;
        }
        for (const QString& mistake : std::get<QStringList>(read))
            m_mistakes << info.fileName() + u", "_s + mistake;
    }
    for (const QString& mistake : std::as_const(m_mistakes)) {
        rulesAiLog.error("rules file not used, the last good rules go on", {{u"mistake"_s, mistake}});
    }
}

/// An answer to what the bot asked back ("áo linen") says nothing by itself: it is read with the question before it,
/// unless that would only have the bot repeat itself.
RuleMatch RulesAi::understand(const AiRequest& request) const
{
    const QString text = textOf(request);
    RuleMatch match = matchRules(m_book, text);
    if (match.intent || match.entities.isEmpty()) return match;
    const QString before = askedBefore(request);
    if (before.isEmpty()) return match;
    RuleMatch together = matchRules(m_book, before + u'\n' + text);
    if (!together.intent) return match;
    const FilledAnswer said =
        choose(together.intent->reply.answers[size_t(together.language)], placesOf(m_book, together));
    return said.text == lastBotLine(request) ? match : together;
}

AiAnswer RulesAi::think(const AiRequest& request) const
{
    const RuleMatch match = understand(request);
    const Places places = placesOf(m_book, match);
    const auto language = size_t(match.language);
    const RuleReply* reply = match.intent ? &match.intent->reply : &m_book.fallback;
    FilledAnswer said = choose(reply->answers[language], places);
    if (!match.intent && !said.text.isEmpty() && lastBotLine(request) == said.text) {
        reply = &m_book.fallbackAgain;
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

QCoro::Task<AiAnswer> RulesAi::answer(AiRequest request, std::chrono::milliseconds deadline,
                                      std::shared_ptr<CancelToken> cancel)
{
    Q_UNUSED(deadline)
    if (cancel && cancel->isCancelled()) throw UpstreamError(UpstreamError::Kind::Cancelled, u"cancelled"_s, false);
    const auto begun = std::chrono::steady_clock::now();
    readWhenChanged();
    AiAnswer answer = think(request);
    answer.processingTime = std::chrono::steady_clock::now() - begun;
    co_return answer;
}

QCoro::Task<bool> RulesAi::isHealthy()
{
    const bool isHealthy = true;
    co_return isHealthy;
}

}  // namespace tongdai::upstream
