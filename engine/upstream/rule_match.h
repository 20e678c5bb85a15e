#pragma once

#include "engine/upstream/rule_book.h"

#include <QJsonObject>

namespace tongdai::upstream {

/// What a text says by the rules.
struct RuleMatch {
    const RuleIntent* intent = nullptr;  ///< of the book it was found in; null: nothing certain enough
    double confidence = 0;               ///< of the best candidate, also when it was not certain enough
    Language language = Language::Vietnamese;
    QJsonObject entities;
    QString productPrice;
};

/// Of a text no more is read: a question stands at its beginning, and a customer's 64 KiB must not hold up the others.
inline constexpr qsizetype kMaxRuleText = 4000;

/// Confidence grows with the length of the phrases found and with the part of the text they explain; words that say
/// nothing (greetings, particles, product names, sizes) neither help nor harm. It never reaches 1. Reads
/// kMaxRuleText. Pure.
RuleMatch matchRules(const RuleBook& book, const QString& text);

/// The name of the product a text speaks of; empty: of none of the book's. Reads kMaxRuleText. Pure.
QString productIn(const RuleBook& book, const QString& text);

/// Sizes, amounts, phone numbers and order codes: what can be read off without a book. Reads kMaxRuleText. Pure.
QJsonObject readEntities(const QString& text);

}  // namespace tongdai::upstream
