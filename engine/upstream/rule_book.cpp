#include "engine/upstream/rule_book.h"

#include "engine/contract/json/strict_json.h"
#include "engine/domain/ports/tool_box.h"
#include "engine/upstream/rule_promises.h"

#include <QSet>

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxPhraseParts = 40;

constexpr ByLanguage<QLatin1StringView> kLanguageNames{"vi"_L1, "en"_L1};

class Reader {
public:
    explicit Reader(QByteArrayView text) : m_parsed(contract::parseStrictObject(text, &m_lines)) {}

    std::variant<RuleBook, QStringList> read()
    {
        if (const auto* problem = std::get_if<contract::JsonProblem>(&m_parsed)) {
            return QStringList{u"line %1: %2"_s.arg(problem->line).arg(problem->what)};
        }
        const auto& root = std::get<QJsonObject>(m_parsed);
        knownNames(root, QString(),
                   {u"about"_s, u"version"_s, u"floor"_s, u"shop"_s, u"products"_s, u"shorthand"_s, u"small_words"_s,
                    u"intents"_s, u"fallback"_s, u"fallback_again"_s});
        if (root["version"_L1].toInt() != 1) complain(u"/version"_s, u"'version' must be 1"_s);
        m_book.floor = root["floor"_L1].toDouble(m_book.floor);
        if (m_book.floor < 0 || m_book.floor > 1) complain(u"/floor"_s, u"'floor' must be between 0 and 1"_s);
        readFacts(root["shop"_L1].toObject());
        readProducts(root["products"_L1].toArray());
        readShorthand(root["shorthand"_L1].toObject());
        readSmallWords(root["small_words"_L1].toObject());
        readIntents(root["intents"_L1]);
        m_book.fallback = readReply(root["fallback"_L1], u"/fallback"_s);
        m_book.fallbackAgain = root.contains("fallback_again"_L1)
                                   ? readReply(root["fallback_again"_L1], u"/fallback_again"_s)
                                   : m_book.fallback;
        if (!m_mistakes.isEmpty()) return m_mistakes;
        return std::move(m_book);
    }

private:
    void complain(const QString& path, const QString& what)
    {
        QString known = path;
        while (!m_lines.contains(known) && !known.isEmpty())
            known = known.left(known.lastIndexOf(u'/'));
        m_mistakes << u"line %1: %2"_s.arg(m_lines.value(known, 1)).arg(what);
    }

    /// A misspelt name would otherwise be silently without effect.
    void knownNames(const QJsonObject& object, const QString& path, const QStringList& names)
    {
        for (const QString& name : object.keys()) {
            if (!names.contains(name)) {
                complain(path + u'/' + name, u"unknown name '%1'; known are %2"_s.arg(name, names.join(u", "_s)));
            }
        }
    }

    QStringList readTexts(const QJsonValue& value, const QString& path)
    {
        QStringList texts;
        if (value.isUndefined()) return texts;
        if (!value.isArray()) complain(path, u"a list of texts is wanted here"_s);
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString text = array[i].toString().trimmed();
            if (text.isEmpty()) complain(path + u'/' + QString::number(i), u"a text is wanted here"_s);
            texts << text;
        }
        return texts;
    }

    ByLanguage<QStringList> readByLanguage(const QJsonValue& value, const QString& path)
    {
        ByLanguage<QStringList> texts;
        if (!value.isUndefined() && !value.isObject()) complain(path, u"texts by language are wanted here"_s);
        const QJsonObject object = value.toObject();
        knownNames(object, path, {u"vi"_s, u"en"_s});
        for (size_t i = 0; i < kLanguageCount; ++i) {
            texts[i] = readTexts(object[kLanguageNames[i]], path + u'/' + kLanguageNames[i]);
        }
        return texts;
    }

    std::vector<RulePhrase> phrasesOf(const QStringList& texts, const QString& path)
    {
        std::vector<RulePhrase> phrases;
        for (qsizetype i = 0; i < texts.size(); ++i) {
            RulePhrase phrase(texts[i]);
            const QString place = path + u'/' + QString::number(i);
            if (phrase.isEmpty()) complain(place, u"a phrase without words"_s);
            if (phrase.partCount() > kMaxPhraseParts)
                complain(place, u"a phrase of more than %1 words"_s.arg(kMaxPhraseParts));
            phrases.push_back(std::move(phrase));
        }
        return phrases;
    }

    void readFacts(const QJsonObject& shop)
    {
        for (auto it = shop.begin(); it != shop.end(); ++it) {
            const QJsonObject texts = it.value().toObject();
            const QString both = it.value().toString();
            const QString vietnamese = texts["vi"_L1].toString(both);
            if (vietnamese.isEmpty())
                complain(u"/shop/"_s + it.key(), u"a text, or texts by language, are wanted here"_s);
            m_book.facts.insert(it.key(), {vietnamese, texts["en"_L1].toString(vietnamese)});
        }
    }

    void readProducts(const QJsonArray& products)
    {
        for (qsizetype i = 0; i < products.size(); ++i) {
            const QString path = u"/products/%1"_s.arg(i);
            const QJsonObject object = products[i].toObject();
            knownNames(object, path, {u"name"_s, u"words"_s, u"price"_s});
            RuleProduct product;
            product.name = object["name"_L1].toString();
            product.price = object["price"_L1].toString();
            if (product.name.isEmpty()) complain(path, u"a product without a name"_s);
            product.phrases = phrasesOf(readTexts(object["words"_L1], path + u"/words"_s), path + u"/words"_s);
            if (RulePhrase own(product.name); !own.isEmpty()) product.phrases.push_back(std::move(own));
            m_book.products.push_back(std::move(product));
        }
    }

    void readShorthand(const QJsonObject& shorthand)
    {
        for (auto it = shorthand.begin(); it != shorthand.end(); ++it) {
            const auto shortForm = wordsOf(it.key());
            const auto longForm = wordsOf(it.value().toString());
            if (shortForm.size() != 1 || longForm.empty()) {
                complain(u"/shorthand/"_s + it.key(), u"one word and what it stands for are wanted here"_s);
                continue;
            }
            m_book.shorthand.insert(shortForm.front().folded, longForm);
        }
    }

    void readSmallWords(const QJsonObject& object)
    {
        const auto texts = readByLanguage(object, u"/small_words"_s);
        for (size_t i = 0; i < kLanguageCount; ++i)
            m_book.smallWords[i] = wordsOf(texts[i].join(u' '));
    }

    void readIntents(const QJsonValue& value)
    {
        if (!value.isArray() || value.toArray().isEmpty())
            complain(u"/intents"_s, u"'intents' must list at least one"_s);
        QSet<QString> names;
        const QJsonArray intents = value.toArray();
        for (qsizetype i = 0; i < intents.size(); ++i) {
            const QString path = u"/intents/%1"_s.arg(i);
            const QJsonObject object = intents[i].toObject();
            RuleIntent intent;
            intent.name = object["name"_L1].toString();
            intent.priority = object["priority"_L1].toInt(1);
            if (intent.name.isEmpty()) complain(path, u"an intent without a name"_s);
            if (names.contains(intent.name))
                complain(path + u"/name"_s, u"the intent '%1' stands twice"_s.arg(intent.name));
            names.insert(intent.name);
            const auto phrases = readByLanguage(object["phrases"_L1], path + u"/phrases"_s);
            for (size_t l = 0; l < kLanguageCount; ++l) {
                intent.phrases[l] = phrasesOf(phrases[l], path + u"/phrases/"_s + kLanguageNames[l]);
            }
            if (phrases[0].isEmpty() && phrases[1].isEmpty())
                complain(path, u"an intent without phrases is never found"_s);
            intent.reply = readReply(object, path);
            m_book.intents.push_back(std::move(intent));
        }
    }

    RuleReply readReply(const QJsonValue& value, const QString& path)
    {
        const QJsonObject object = value.toObject();
        knownNames(object, path,
                   {u"name"_s, u"priority"_s, u"phrases"_s, u"answers"_s, u"quick_replies"_s, u"actions"_s, u"tool"_s});
        const std::vector<Action> actions = readActions(object["actions"_L1], path + u"/actions"_s);
        if (const QJsonValue texts = object["answers"_L1]; !texts.isUndefined() && !texts.isObject())
            complain(path + u"/answers"_s, u"texts by language are wanted here"_s);
        const QJsonObject answers = object["answers"_L1].toObject();
        const QString tool = object["tool"_L1].toString();
        if (object.contains("tool"_L1) && tool != kCheckStock)
            complain(path + u"/tool"_s, u"unknown tool '%1'; known is %2"_s.arg(tool, kCheckStock));
        knownNames(answers, path + u"/answers"_s, {u"vi"_s, u"en"_s});
        RuleReply reply;
        reply.tool = tool;
        for (size_t i = 0; i < kLanguageCount; ++i) {
            const QString place = path + u"/answers/"_s + kLanguageNames[i];
            reply.answers[i] = readAnswers(answers[kLanguageNames[i]], place, actions);
        }
        if (reply.answers[0].empty()) complain(path, u"an answer in Vietnamese ('answers', 'vi') is wanted"_s);
        if (reply.answers[1].empty()) reply.answers[1] = reply.answers[0];
        reply.quickReplies = readByLanguage(object["quick_replies"_L1], path + u"/quick_replies"_s);
        return reply;
    }

    /// A text, or {"text", "actions"} where this one answer asks for something else than its rule.
    std::vector<RuleAnswer> readAnswers(const QJsonValue& value, const QString& path, const std::vector<Action>& ofRule)
    {
        std::vector<RuleAnswer> answers;
        if (!value.isUndefined() && !value.isArray()) complain(path, u"a list of texts is wanted here"_s);
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString place = path + u'/' + QString::number(i);
            const QJsonObject object = array[i].toObject();
            knownNames(object, place, {u"text"_s, u"actions"_s});
            RuleAnswer answer{(array[i].isObject() ? object["text"_L1] : array[i]).toString().trimmed(), ofRule};
            if (object.contains("actions"_L1))
                answer.actions = readActions(object["actions"_L1], place + u"/actions"_s);
            if (answer.text.isEmpty()) complain(place, u"a text is wanted here"_s);
            checkPromise(answer, place);
            answers.push_back(std::move(answer));
        }
        return answers;
    }

    void checkPromise(const RuleAnswer& answer, const QString& path)
    {
        const auto handsOver = [](const Action& action) { return action.type == ActionType::TransferToAgent; };
        if (std::any_of(answer.actions.begin(), answer.actions.end(), handsOver)) return;
        const QString promise = promiseOfPerson(answer.text);
        if (promise.isEmpty()) return;
        complain(path,
                 u"'%1' promises what only a person can do, and nobody would be told: add the action "
                 "transfer_to_agent, or say it otherwise"_s.arg(promise));
    }

    std::vector<Action> readActions(const QJsonValue& value, const QString& path)
    {
        std::vector<Action> actions;
        if (!value.isUndefined() && !value.isArray()) complain(path, u"a list of actions is wanted here"_s);
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QJsonObject action = array[i].toObject();
            const auto type = actionType(action["type"_L1].toString());
            if (!type) {
                complain(path + u'/' + QString::number(i),
                         u"unknown action '%1'; known are %2"_s.arg(action["type"_L1].toString(),
                                                                    actionNames().join(u", "_s)));
                continue;
            }
            actions.push_back({*type, action["data"_L1].toObject()});
        }
        return actions;
    }

    contract::JsonLines m_lines;
    std::variant<QJsonObject, contract::JsonProblem> m_parsed;
    RuleBook m_book;
    QStringList m_mistakes;
};

}  // namespace

std::variant<RuleBook, QStringList> readRuleBook(QByteArrayView text)
{
    return Reader(text).read();
}

}  // namespace tongdai::upstream
