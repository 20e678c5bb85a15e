#include "engine/upstream/stock_answer.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMostNamed = 4;  // of things in one answer; more are counted

/// One thing of the stock, all branches together.
struct Goods {
    QString code;
    QString name;
    std::vector<RuleWord> words;
    double price = 0;
    double available = 0;
    QStringList branches;  ///< where there is some
};

std::vector<Goods> goodsIn(const QJsonObject& facts, bool& hasBranches)
{
    std::vector<Goods> all;
    QStringList branches;
    for (const QJsonValue& value : facts.value("lines"_L1).toArray()) {
        const QJsonObject line = value.toObject();
        const QString code = line.value("code"_L1).toString();
        const QString name = line.value("name"_L1).toString();
        const QString branch = line.value("branch"_L1).toString();
        if (!branches.contains(branch)) branches << branch;
        auto it = std::ranges::find_if(all, [&](const Goods& one) { return one.code == code && one.name == name; });
        if (it == all.end()) {
            all.push_back({code, name, wordsOf(name), line.value("price"_L1).toDouble(), 0, {}});
            it = all.end() - 1;
        }
        const double available = line.value("available"_L1).toDouble();
        if (available <= 0) continue;
        it->available += available;
        if (!branch.isEmpty() && !it->branches.contains(branch)) it->branches << branch;
    }
    hasBranches = branches.size() > 1;
    return all;
}

bool hasWord(const Goods& goods, const RuleWord& typed)
{
    return std::ranges::any_of(goods.words, [&](const RuleWord& word) { return word.fits(typed); });
}

/// A colour that no name has must not be answered with another colour.
bool isColour(const RuleWord& typed)
{
    static const std::vector<RuleWord> colours = wordsOf(
        u"đen trắng đỏ xanh vàng hồng nâu be kem xám tím cam black white red blue green yellow pink brown grey gray "
        "beige purple orange navy");
    return std::ranges::any_of(colours, [&](const RuleWord& colour) { return colour.fits(typed); });
}

bool isNumber(const RuleWord& word)
{
    return std::ranges::all_of(word.folded, [](QChar c) { return c.isDigit(); });
}

/// Those the message speaks of: where a word of it tells some of the goods from others, only those with the word.
std::vector<Goods> meantOf(const RuleBook& book, std::vector<Goods> goods, const QString& text)
{
    const auto typed = wordsOf(QStringView(text).left(kMaxRuleText), book.shorthand);
    for (size_t i = 0; i < typed.size() && !goods.empty(); ++i) {
        const RuleWord& word = typed[i];
        const bool isThanks = word.folded == "cam"_L1 && i + 1 < typed.size() && typed[i + 1].folded == "on"_L1;
        if (isThanks || isNumber(word)) continue;
        const auto isSmall = [&word](const std::vector<RuleWord>& small) {
            return std::ranges::any_of(small, [&word](const RuleWord& known) { return known.fits(word); });
        };
        const auto has = [&word](const Goods& one) { return hasWord(one, word); };
        if (isColour(word)) {
            std::erase_if(goods, [&](const Goods& one) { return !has(one); });
        } else if (!isSmall(book.smallWords[0]) && !isSmall(book.smallWords[1]) && std::ranges::any_of(goods, has)) {
            std::erase_if(goods, [&](const Goods& one) { return !has(one); });
        }
    }
    return goods;
}

QString priceWords(double price)
{
    if (price <= 0) return {};
    return QLocale(QLocale::Vietnamese, QLocale::Vietnam).toString(price, 'f', 0) + u" ₫"_s;
}

QString wordsFor(const Goods& goods, bool hasBranches, Language language)
{
    const bool isVietnamese = language == Language::Vietnamese;
    if (goods.available <= 0) return goods.name + (isVietnamese ? u" đã hết hàng"_s : u" is sold out"_s);
    QString words = goods.name + (isVietnamese ? u" còn hàng"_s : u" is in stock"_s);
    const QString price = priceWords(goods.price);
    if (!price.isEmpty()) words += (isVietnamese ? u", giá "_s : u" for "_s) + price;
    if (hasBranches && !goods.branches.isEmpty()) {
        words += (isVietnamese ? u", ở "_s : u", at "_s) +
                 goods.branches.mid(0, 3).join(isVietnamese ? u" và "_s : u" and "_s);
    }
    return words;
}

}  // namespace

QString stockQuestion(const RuleBook& book, const RuleMatch& match, const QStringList& earlier)
{
    QString product = match.entities.value("product"_L1).toString();
    for (const QString& line : earlier) {
        if (!product.isEmpty()) break;
        product = productIn(book, line);
    }
    if (product.isEmpty()) return {};
    return (product + u' ' + match.entities.value("size"_L1).toString()).trimmed();
}

QString stockSentence(const RuleBook& book, const QJsonObject& facts, const QString& text, Language language)
{
    bool hasBranches = false;
    std::vector<Goods> goods = meantOf(book, goodsIn(facts, hasBranches), text);
    std::ranges::stable_sort(goods, [](const Goods& a, const Goods& b) { return a.available > 0 && b.available <= 0; });
    QStringList parts;
    for (const Goods& one : goods) {
        if (size_t(parts.size()) == kMostNamed) break;
        parts << wordsFor(one, hasBranches, language);
    }
    const auto isLeft = [](const Goods& one) { return one.available > 0; };
    const auto more = goods.size() > kMostNamed ? std::count_if(goods.begin() + kMostNamed, goods.end(), isLeft) : 0;
    if (more > 0) {
        parts << (language == Language::Vietnamese ? u"và %1 mẫu nữa còn hàng"_s : u"and %1 more in stock"_s).arg(more);
    }
    return parts.join(u"; "_s);
}

}  // namespace tongdai::upstream
