#include "engine/upstream/rule_match.h"

#include <QRegularExpression>

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMostCertain = 0.97;  // rules never know for sure

double weightOf(int words)
{
    switch (words) {
        case 1: return 0.50;
        case 2: return 0.72;
        case 3: return 0.82;
        default: return 0.88;
    }
}

struct Candidate {
    const RuleIntent* intent = nullptr;
    double evidence = 0;
    std::vector<bool> covered;
    ByLanguage<int> coveredIn{};
};

Candidate candidateOf(const RuleIntent& intent, const std::vector<RuleWord>& words)
{
    struct Hit {
        std::vector<int> at;
        int words = 0;
        size_t language = 0;
    };
    std::vector<Hit> hits;
    for (size_t l = 0; l < kLanguageCount; ++l) {
        for (const RulePhrase& phrase : intent.phrases[l]) {
            if (auto at = phrase.find(words)) hits.push_back({std::move(*at), phrase.wordCount(), l});
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.words > b.words; });
    Candidate candidate{&intent, 0, std::vector<bool>(words.size(), false), {}};
    double doubt = 1;
    for (const Hit& hit : hits) {
        const auto isKnown = [&](int at) { return bool(candidate.covered[size_t(at)]); };
        if (std::any_of(hit.at.begin(), hit.at.end(), isKnown)) continue;  // says the same once more
        for (const int at : hit.at)
            candidate.covered[size_t(at)] = true;
        candidate.coveredIn[hit.language] += hit.words;
        doubt *= 1 - weightOf(hit.words);
    }
    candidate.evidence = 1 - doubt;
    return candidate;
}

bool isAmong(const std::vector<RuleWord>& list, const RuleWord& word)
{
    return std::any_of(list.begin(), list.end(), [&](const RuleWord& known) { return known.fits(word); });
}

/// How certain: what was found, and how much of the text that could matter it explains.
double confidenceOf(const Candidate& candidate, const std::vector<bool>& isNeutral)
{
    int explained = 0;
    int mattering = 0;
    for (size_t i = 0; i < isNeutral.size(); ++i) {
        if (candidate.covered[i]) ++explained;
        if (candidate.covered[i] || !isNeutral[i]) ++mattering;
    }
    if (explained == 0) return 0;
    const double share = double(explained) / mattering;
    const double base = candidate.evidence * (0.6 + 0.4 * share);
    return std::min(kMostCertain, base + (1 - base) * share * 0.6);
}

Language languageOf(const RuleBook& book, const std::vector<RuleWord>& words, const std::vector<Candidate>& candidates)
{
    ByLanguage<int> points{};
    for (const RuleWord& word : words) {
        if (!word.marks.isEmpty()) points[0] += 2;
        for (size_t l = 0; l < kLanguageCount; ++l)
            points[l] += isAmong(book.smallWords[l], word) ? 1 : 0;
    }
    for (const Candidate& candidate : candidates) {
        for (size_t l = 0; l < kLanguageCount; ++l)
            points[l] += candidate.coveredIn[l];
    }
    return points[1] > points[0] ? Language::English : Language::Vietnamese;
}

const RuleProduct* findProduct(const RuleBook& book, const std::vector<RuleWord>& words, std::vector<bool>& isNeutral)
{
    const RuleProduct* found = nullptr;
    int longest = 0;
    for (const RuleProduct& product : book.products) {
        for (const RulePhrase& phrase : product.phrases) {
            const auto at = phrase.find(words);
            if (!at) continue;
            for (const int i : *at)
                isNeutral[size_t(i)] = true;
            if (phrase.wordCount() <= longest) continue;
            longest = phrase.wordCount();
            found = &product;
        }
    }
    return found;
}

/// "size M", "cỡ L": the letter is the size's, whatever is asked about it.
bool isSizeLetter(const std::vector<RuleWord>& words, size_t at)
{
    static const QStringList labels{u"size"_s, u"sai"_s, u"co"_s};
    static const QStringList letters{u"xs"_s, u"s"_s, u"m"_s, u"l"_s, u"xl"_s, u"xxl"_s};
    return at > 0 && labels.contains(words[at - 1].folded) && letters.contains(words[at].folded);
}

void markNeutral(const RuleBook& book, const std::vector<RuleWord>& words, const std::vector<Candidate>& candidates,
                 std::vector<bool>& isNeutral)
{
    for (size_t i = 0; i < words.size(); ++i) {
        const bool isNumber = words[i].folded.front().isDigit();
        if (isNumber || isSizeLetter(words, i) || isAmong(book.smallWords[0], words[i]) ||
            isAmong(book.smallWords[1], words[i]))
            isNeutral[i] = true;
    }
    for (const Candidate& candidate : candidates) {
        if (candidate.intent->priority > 0) continue;
        for (size_t i = 0; i < words.size(); ++i)
            isNeutral[i] = isNeutral[i] || candidate.covered[i];
    }
}

// Customers paste anything: runs of blanks are bounded, so that no beginning is tried at each of their ends, and the
// library gives up instead of backtracking for long.
const QString kPatternLimit = u"(*LIMIT_MATCH=10000)"_s;
constexpr auto kIgnoringCase =
    QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

const QRegularExpression& sizePattern()
{
    static const QRegularExpression pattern(
        kPatternLimit +
            u"(?:\\bsize|\\bsai|\\bcỡ|\\bco)\\s{0,3}:?\\s{0,3}(xs|s|m|l|xl|xxl|[23]xl|\\d{2})\\b|"
            "(?<![\\w])(xs|xl|xxl|[23]xl)\\b"_s,
        kIgnoringCase);
    return pattern;
}

const QRegularExpression& amountPattern()
{
    static const QRegularExpression pattern(
        kPatternLimit +
            u"(?<![\\w.,])(\\d{1,3})\\s{0,3}(?:cái|cai|chiếc|chiec|bộ|bo|đôi|doi|áo|ao|quần|quan|váy|vay|đầm|dam|"
            "món|mon|sp|pcs|pieces?|items?)\\b"_s,
        kIgnoringCase);
    return pattern;
}

const QRegularExpression& phonePattern()
{
    static const QRegularExpression pattern(kPatternLimit +
                                            u"(?<!\\d)(?:\\+?84|0)[\\s.-]?[35789](?:[\\s.-]?\\d){8}(?!\\d)"_s);
    return pattern;
}

const QRegularExpression& orderPattern()
{
    static const QRegularExpression pattern(
        kPatternLimit +
            u"(?<![\\w])((?:dh|hd|ma|od|vn)[-\\s]?\\d{3,12})\\b|#\\s?([a-z]{0,4}-?\\d{3,12})\\b|"
            "(?:mã đơn|ma don|đơn hàng|don hang|đơn|order)(?: số| so| number| no)?\\s{0,3}[:#]?\\s{0,3}"
            "([a-z]{0,4}-?\\d{4,9})(?!\\d)\\b"_s,
        kIgnoringCase);
    return pattern;
}

}  // namespace

QJsonObject readEntities(const QString& whole)
{
    const QString text = whole.left(kMaxRuleText);
    const auto captured = [&text](const QRegularExpression& expression) {
        const auto match = expression.match(text);
        for (int i = 1; i <= match.lastCapturedIndex(); ++i) {
            if (!match.captured(i).isEmpty()) return match.captured(i);
        }
        return QString();
    };
    QJsonObject entities;
    if (const QString s = captured(sizePattern()).toUpper(); !s.isEmpty()) entities.insert("size"_L1, s);
    if (const QString n = captured(amountPattern()); !n.isEmpty()) entities.insert("quantity"_L1, n.toInt());
    QString digits = phonePattern().match(text).captured(0);
    digits.removeIf([](QChar c) { return !c.isDigit(); });
    if (digits.startsWith("84"_L1)) digits.replace(0, 2, u"0"_s);
    if (!digits.isEmpty()) entities.insert("phone"_L1, digits);
    QString code = captured(orderPattern()).toUpper();
    code.remove(u' ');
    if (!code.isEmpty()) entities.insert("order_code"_L1, code);
    return entities;
}

QString productIn(const RuleBook& book, const QString& text)
{
    const auto words = wordsOf(QStringView(text).left(kMaxRuleText), book.shorthand);
    std::vector<bool> isNeutral(words.size(), false);
    const RuleProduct* product = findProduct(book, words, isNeutral);
    return product ? product->name : QString();
}

RuleMatch matchRules(const RuleBook& book, const QString& text)
{
    const auto words = wordsOf(QStringView(text).left(kMaxRuleText), book.shorthand);
    RuleMatch match;
    match.entities = readEntities(text);
    if (words.empty()) return match;
    std::vector<Candidate> candidates;
    candidates.reserve(book.intents.size());
    for (const RuleIntent& intent : book.intents)
        candidates.push_back(candidateOf(intent, words));
    std::vector<bool> isNeutral(words.size(), false);
    if (const RuleProduct* product = findProduct(book, words, isNeutral)) {
        match.entities.insert("product"_L1, product->name);
        match.productPrice = product->price;
    }
    markNeutral(book, words, candidates, isNeutral);
    for (const Candidate& candidate : candidates) {
        const double confidence = confidenceOf(candidate, isNeutral);
        const bool isCertain = confidence >= book.floor && confidence > 0;
        const int rank = isCertain ? candidate.intent->priority : -1;
        const int best = match.intent ? match.intent->priority : -1;
        if (rank < best || (rank == best && confidence <= match.confidence)) continue;
        match.intent = isCertain ? candidate.intent : nullptr;
        match.confidence = confidence;
    }
    match.language = languageOf(book, words, candidates);
    return match;
}

}  // namespace tongdai::upstream
