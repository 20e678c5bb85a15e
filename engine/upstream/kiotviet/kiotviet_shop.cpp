#include "engine/upstream/kiotviet/kiotviet_shop.h"

#include "engine/domain/text/fold_text.h"

#include <QJsonArray>

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPageSize = 100;  // the most a list gives at once (contracts/kiotviet §2)
constexpr int kMostPages = 20;  // 2,000 goods
constexpr qsizetype kOrdersShown = 3;
constexpr size_t kCustomersShown = 3;

/// Days compare as texts.
QString dayOf(const QJsonObject& order)
{
    return order.value("purchaseDate"_L1).toString().left(10);
}

void addAge(std::chrono::milliseconds& age, bool& isRefreshing, const KiotVietAnswer& answer)
{
    age = std::max(age, answer.age);
    isRefreshing = isRefreshing || answer.isRefreshing;
}

}  // namespace

QString kiotVietPhone(const QString& number)
{
    QString digits;
    for (const QChar c : number) {
        if (c.isDigit()) digits += c;
    }
    if (digits.startsWith("84"_L1) && digits.size() >= 11) digits = u'0' + digits.mid(2);
    return digits.size() >= 9 && digits.size() <= 12 ? digits : QString();
}

std::vector<ShopCustomer> customersWith(const QString& phone, const QJsonObject& list)
{
    std::vector<ShopCustomer> found;
    for (const QJsonValue& each : list.value("data"_L1).toArray()) {
        const QJsonObject object = each.toObject();
        const qint64 id = qint64(object.value("id"_L1).toDouble());
        const bool isTheirs = kiotVietPhone(object.value("contactNumber"_L1).toString()) == phone ||
                              kiotVietPhone(object.value("subNumber"_L1).toString()) == phone;
        if (id <= 0 || !isTheirs) continue;
        found.push_back({id,
                         object.value("code"_L1).toString().left(60),
                         object.value("name"_L1).toString().left(120),
                         object.value("debt"_L1).toDouble(),
                         {}});
    }
    return found;
}

std::vector<ShopOrder> newestOrders(const QJsonObject& list, qsizetype most)
{
    std::vector<ShopOrder> orders;
    for (const QJsonValue& each : list.value("data"_L1).toArray()) {
        const QJsonObject object = each.toObject();
        if (object.value("id"_L1).toDouble() <= 0) continue;
        orders.push_back({object.value("code"_L1).toString().left(60),
                          object.value("statusValue"_L1).toString().left(60), dayOf(object),
                          object.value("total"_L1).toDouble()});
    }
    std::stable_sort(orders.begin(), orders.end(),
                     [](const ShopOrder& a, const ShopOrder& b) { return a.when > b.when; });
    if (qsizetype(orders.size()) > most) orders.resize(size_t(most));
    return orders;
}

std::vector<ShopStockLine> stockIn(const QJsonObject& list, const QString& words, size_t most)
{
    const QStringList wanted = foldText(words).split(u' ', Qt::SkipEmptyParts);
    std::vector<ShopStockLine> lines;
    if (wanted.isEmpty()) return lines;
    for (const QJsonValue& each : list.value("data"_L1).toArray()) {
        if (lines.size() >= most) break;
        const QJsonObject product = each.toObject();
        const QString full = product.value("fullName"_L1).toString();
        const QString name = (full.isEmpty() ? product.value("name"_L1).toString() : full).left(160);
        const QString code = product.value("code"_L1).toString().left(60);
        const QStringList have = foldText(name + u' ' + code).split(u' ', Qt::SkipEmptyParts);
        const bool hasAll = std::ranges::all_of(wanted, [&have](const QString& word) {
            // A size is one letter and must be the whole word; the beginning of a longer word is enough.
            return std::ranges::any_of(
                have, [&word](const QString& one) { return word.size() < 3 ? one == word : one.startsWith(word); });
        });
        if (!hasAll) continue;
        for (const QJsonValue& at : product.value("inventories"_L1).toArray()) {
            const QJsonObject stock = at.toObject();
            if (lines.size() >= most) break;
            lines.push_back({code, name, stock.value("branchName"_L1).toString().left(80),
                             product.value("basePrice"_L1).toDouble(), stock.value("onHand"_L1).toDouble(),
                             stock.value("reserved"_L1).toDouble(), qint64(product.value("id"_L1).toDouble()),
                             qint64(stock.value("branchId"_L1).toDouble())});
        }
    }
    return lines;
}

QCoro::Task<std::variant<ShopCustomers, ShopFault>> KiotVietShop::customers(QString phone)
{
    const auto client = m_client;
    ShopCustomers facts;
    const QString number = kiotVietPhone(phone);
    if (number.isEmpty()) co_return facts;
    KiotVietQuestion question;
    question.endpoint = "customers";
    question.parameters = {{"contactNumber"_ba, number.toUtf8()}, {"pageSize"_ba, "20"_ba}};
    const KiotVietResult found = co_await client->get(question);
    if (const auto* fault = std::get_if<ShopFault>(&found)) co_return *fault;
    const auto& answer = std::get<KiotVietAnswer>(found);
    addAge(facts.age, facts.isRefreshing, answer);
    facts.customers = customersWith(number, answer.body);
    if (facts.customers.size() > kCustomersShown) facts.customers.resize(kCustomersShown);
    for (size_t i = 0; i < facts.customers.size(); ++i) {
        KiotVietQuestion orders;
        orders.endpoint = "orders";
        orders.parameters = {{"customerIds"_ba, QByteArray::number(facts.customers[i].id)},
                             {"pageSize"_ba, "20"_ba},
                             {"orderBy"_ba, "purchaseDate"_ba},
                             {"orderDirection"_ba, "Desc"_ba}};
        const KiotVietResult listed = co_await client->get(orders);
        if (const auto* fault = std::get_if<ShopFault>(&listed)) co_return *fault;
        addAge(facts.age, facts.isRefreshing, std::get<KiotVietAnswer>(listed));
        facts.customers[i].orders = newestOrders(std::get<KiotVietAnswer>(listed).body, kOrdersShown);
    }
    co_return facts;
}

QCoro::Task<std::variant<ShopStock, ShopFault>> KiotVietShop::stock(QString words, size_t most)
{
    const auto client = m_client;
    ShopStock facts;
    for (int page = 0; page < kMostPages; ++page) {
        KiotVietQuestion question;
        question.endpoint = "products";
        question.parameters = {{"includeInventory"_ba, "true"_ba},
                               {"isActive"_ba, "true"_ba},
                               {"pageSize"_ba, QByteArray::number(kPageSize)},
                               {"currentItem"_ba, QByteArray::number(page * kPageSize)}};
        const KiotVietResult listed = co_await client->get(question);
        if (const auto* fault = std::get_if<ShopFault>(&listed)) co_return *fault;
        const auto& answer = std::get<KiotVietAnswer>(listed);
        addAge(facts.age, facts.isRefreshing, answer);
        for (ShopStockLine& line : stockIn(answer.body, words, most - facts.lines.size()))
            facts.lines.push_back(std::move(line));
        const int total = answer.body.value("total"_L1).toInt();
        if (facts.lines.size() >= most || (page + 1) * kPageSize >= total) break;
    }
    co_return facts;
}

}  // namespace tongdai::upstream
