#pragma once

#include "engine/upstream/rule_match.h"

namespace tongdai::upstream {

/// What the rules' tool check_stock is asked for: the product of the message, or the last one the customer spoke of
/// before, and the size. Empty: nothing to look for. `earlier`: what the customer wrote before, newest first. Pure.
QString stockQuestion(const RuleBook& book, const RuleMatch& match, const QStringList& earlier);

/// The facts of check_stock in the words of a shop, for the place {stock}; of several things those the message speaks
/// of. Empty: the message wants something none of them is (a colour that is not there), and only a person can say.
/// Pure.
QString stockSentence(const RuleBook& book, const QJsonObject& facts, const QString& text, Language language);

}  // namespace tongdai::upstream
