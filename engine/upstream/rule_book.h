#pragma once

#include "engine/domain/conversation/action.h"
#include "engine/upstream/rule_words.h"

#include <QMap>

#include <array>
#include <variant>

namespace tongdai::upstream {

enum class Language : quint8 { Vietnamese = 0, English = 1 };
inline constexpr int kLanguageCount = 2;
template <class T>
using ByLanguage = std::array<T, kLanguageCount>;

struct RuleAnswer {
    QString text;                 ///< with {places}
    std::vector<Action> actions;  ///< after the text: its own, else those of its rule
};

/// What the bot says and asks for.
struct RuleReply {
    ByLanguage<std::vector<RuleAnswer>> answers;  ///< the one with the most places that can all be filled is given
    ByLanguage<QStringList> quickReplies;
    QString tool;  ///< asked before an answer is chosen; its answer fills {stock}. Empty: none
};

struct RuleIntent {
    QString name;
    int priority = 1;  ///< higher ones win over lower ones, however well those match; 0: small talk
    ByLanguage<std::vector<RulePhrase>> phrases;
    RuleReply reply;
};

struct RuleProduct {
    QString name;
    QString price;  ///< as it is said, e.g. "385.000 ₫"; may be empty
    std::vector<RulePhrase> phrases;
};

/// The rules file as values. The form is told in the file itself (resources/rules/default_rules.json).
struct RuleBook {
    double floor = 0.45;                       ///< less certain than this: the fallback answers
    QMap<QString, ByLanguage<QString>> facts;  ///< {name}, {hours} …
    std::vector<RuleProduct> products;
    Shorthand shorthand;
    ByLanguage<std::vector<RuleWord>> smallWords;  ///< say nothing about what is wanted, but betray the language
    std::vector<RuleIntent> intents;
    RuleReply fallback;
    RuleReply fallbackAgain;  ///< when the fallback was the bot's last line already
};

/// Reads and checks the whole file; every mistake as "line 12: …".
std::variant<RuleBook, QStringList> readRuleBook(QByteArrayView text);

}  // namespace tongdai::upstream
