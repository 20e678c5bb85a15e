#include "engine/upstream/kiotviet/kiotviet_orders.h"

#include "engine/upstream/kiotviet/kiotviet_shop.h"

#include <QDateTime>
#include <QJsonArray>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kOrdersPage = 100;  // the most a list gives at once (contracts/kiotviet §2)
constexpr int kMostOrderPages = 20;
constexpr auto kClockSlack = 1h;  // the shop's clock against ours
constexpr int kShopOffset = 7 * 3600;
constexpr qsizetype kMostOrderNote = 500;
/// What is other once an order was made, beside the orders.
constexpr const char* kTouchedByOrders[] = {"products", "productOnHands", "customers"};

/// As the shop writes times (contracts/kiotviet §2); such texts compare as times.
QString shopTime(TimePoint time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::OffsetFromUTC, kShopOffset)
        .toString(u"yyyy-MM-ddTHH:mm:ss"_s);
}

QString orderMadeAt(const QJsonObject& order)
{
    const QString created = order.value("createdDate"_L1).toString();
    return (created.isEmpty() ? order.value("purchaseDate"_L1).toString() : created).left(19);
}

/// What was made, whether it stands in the answer itself or in its `data`.
QJsonObject madeThing(const QJsonObject& answer)
{
    const QJsonObject inside = answer.value("data"_L1).toObject();
    return inside.isEmpty() ? answer : inside;
}

MadeShopOrder madeOrder(const QJsonObject& order)
{
    return {order.value("code"_L1).toString().left(60), order.value("total"_L1).toDouble()};
}

KiotVietQuestion customerList(const QString& phone)
{
    KiotVietQuestion question;
    question.endpoint = "customers";
    question.parameters = {{"contactNumber"_ba, phone.toUtf8()}, {"pageSize"_ba, "20"_ba}};
    return question;
}

KiotVietQuestion newestOrdersPage(int page)
{
    KiotVietQuestion question;
    question.endpoint = "orders";
    question.parameters = {{"pageSize"_ba, QByteArray::number(kOrdersPage)},
                           {"currentItem"_ba, QByteArray::number(page * kOrdersPage)},
                           {"orderBy"_ba, "id"_ba},
                           {"orderDirection"_ba, "Desc"_ba}};
    return question;
}

}  // namespace

QJsonObject orderBody(const NewShopOrder& order, const QByteArray& reference, qint64 customer)
{
    QJsonArray details;
    for (const OrderLine& line : order.lines) {
        details.append(QJsonObject{{u"productId"_s, line.product},
                                   {u"productCode"_s, line.code},
                                   {u"productName"_s, line.name},
                                   {u"quantity"_s, line.quantity},
                                   {u"price"_s, line.price}});
    }
    QStringList words{order.note.trimmed().left(kMostOrderNote), QString::fromLatin1(reference)};
    words.removeAll(QString());
    QJsonObject body{{u"branchId"_s, order.branch},
                     {u"description"_s, words.join(u" · "_s)},
                     {u"orderDetails"_s, details},
                     {u"customer"_s, QJsonObject{{u"id"_s, customer}}}};
    if (!order.address.trimmed().isEmpty()) {
        body.insert(u"orderDelivery"_s, QJsonObject{{u"receiver"_s, order.name.trimmed()},
                                                    {u"contactNumber"_s, kiotVietPhone(order.phone)},
                                                    {u"address"_s, order.address.trimmed()}});
    }
    return body;
}

QCoro::Task<ports::ShopOrders::Made> KiotVietOrders::make(NewShopOrder order, QByteArray reference,
                                                          std::function<bool()> mayStillSend)
{
    const auto client = m_client;
    auto asking = customerOf(order);
    const auto customer = co_await asking;
    if (const auto* fault = std::get_if<ShopFault>(&customer)) {
        ShopFault told = *fault;
        told.mayHaveWorked = false;  // no order was sent
        co_return told;
    }
    if (!mayStillSend()) co_return ShopFault{ShopFault::Kind::TimedOut, u"the customer was not found in time"_s};
    const QByteArray method = "POST"_ba;
    KiotVietQuestion question;
    question.endpoint = "orders";
    const QJsonObject body = orderBody(order, reference, std::get<qint64>(customer));
    auto sending = client->change(method, question, body);
    const KiotVietResult sent = co_await sending;
    for (const char* endpoint : kTouchedByOrders) {
        auto forgetting = client->forget(endpoint);
        co_await forgetting;
    }
    if (const auto* fault = std::get_if<ShopFault>(&sent)) co_return *fault;
    const QJsonObject thing = madeThing(std::get<KiotVietAnswer>(sent).body);
    MadeShopOrder made = madeOrder(thing);
    if (!made.code.isEmpty()) co_return made;
    ShopFault unnamed{ShopFault::Kind::BadAnswer, u"no code in the answer"_s};
    unnamed.mayHaveWorked = true;
    co_return unnamed;
}

/// Whoever has the number. A copy that knows nobody is not believed: the last order may have made them.
QCoro::Task<std::variant<qint64, ShopFault>> KiotVietOrders::customerOf(NewShopOrder order)
{
    const auto client = m_client;
    const QString phone = kiotVietPhone(order.phone);
    if (phone.isEmpty()) co_return ShopFault{ShopFault::Kind::Refused, u"this is no telephone number"_s};
    for (int look = 1; look <= 2; ++look) {
        if (look == 2) {
            auto forgetting = client->forget("customers"_ba);
            co_await forgetting;
        }
        const KiotVietQuestion question = customerList(phone);
        auto asking = client->get(question);
        const KiotVietResult listed = co_await asking;
        if (const auto* fault = std::get_if<ShopFault>(&listed)) co_return *fault;
        const auto& answer = std::get<KiotVietAnswer>(listed);
        const std::vector<ShopCustomer> found = customersWith(phone, answer.body);
        if (!found.empty()) co_return found.front().id;
        if (answer.age == 0ms) break;
    }
    auto adding = addCustomer(std::move(order));
    auto added = co_await adding;
    co_return added;
}

QCoro::Task<std::variant<qint64, ShopFault>> KiotVietOrders::addCustomer(NewShopOrder order)
{
    const auto client = m_client;
    const QString phone = kiotVietPhone(order.phone);
    const QString name = order.name.trimmed();
    QJsonObject body{
        {u"name"_s, name.isEmpty() ? phone : name}, {u"contactNumber"_s, phone}, {u"branchId"_s, order.branch}};
    if (!order.address.trimmed().isEmpty()) body.insert(u"address"_s, order.address.trimmed());
    const QByteArray method = "POST"_ba;
    KiotVietQuestion question;
    question.endpoint = "customers";
    auto sending = client->change(method, question, body);
    const KiotVietResult sent = co_await sending;
    if (const auto* fault = std::get_if<ShopFault>(&sent)) co_return *fault;
    const qint64 id = qint64(madeThing(std::get<KiotVietAnswer>(sent).body).value("id"_L1).toDouble());
    if (id > 0) co_return id;
    co_return ShopFault{ShopFault::Kind::BadAnswer, u"no id in the answer"_s};
}

/// Newest first, until they are older than it can be. Copies are not believed.
QCoro::Task<ports::ShopOrders::Found> KiotVietOrders::find(QByteArray reference, TimePoint since)
{
    const auto client = m_client;
    const QString mark = QString::fromLatin1(reference);
    const QString oldest = shopTime(since - kClockSlack);
    auto forgetting = client->forget("orders"_ba);
    co_await forgetting;
    for (int page = 0; page < kMostOrderPages; ++page) {
        const KiotVietQuestion question = newestOrdersPage(page);
        auto asking = client->get(question);
        const KiotVietResult listed = co_await asking;
        if (const auto* fault = std::get_if<ShopFault>(&listed)) co_return *fault;
        const QJsonObject& body = std::get<KiotVietAnswer>(listed).body;
        const QJsonArray orders = body.value("data"_L1).toArray();
        bool isOlder = false;
        for (const QJsonValue& each : orders) {
            const QJsonObject order = each.toObject();
            if (order.value("description"_L1).toString().contains(mark)) {
                std::optional<MadeShopOrder> found = madeOrder(order);
                if (found->code.isEmpty())
                    co_return ShopFault{ShopFault::Kind::BadAnswer, u"an order without a code"_s};
                co_return found;
            }
            const QString at = orderMadeAt(order);
            isOlder = isOlder || (!at.isEmpty() && at < oldest);
        }
        const bool wasLast = (page + 1) * kOrdersPage >= body.value("total"_L1).toInt();
        if (isOlder || wasLast) co_return std::optional<MadeShopOrder>();
    }
    co_return ShopFault{ShopFault::Kind::BadAnswer, u"too many orders since"_s};
}

}  // namespace tongdai::upstream
