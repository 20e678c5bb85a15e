#include "engine/contract/json/notices/kiotviet_notice.h"

#include "engine/contract/json/strict_json.h"

#include <QJsonArray>

#include <array>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

struct KiotVietSubject {
    QLatin1StringView action;  ///< beginning of the action's name
    QByteArrayList endpoints;  ///< whose answers speak of it
};

const std::array kKiotVietSubjects{
    KiotVietSubject{"customer."_L1, {"customers"}},
    KiotVietSubject{"product."_L1, {"products", "productOnHands"}},
    KiotVietSubject{"stock."_L1, {"products", "productOnHands"}},
    KiotVietSubject{"order."_L1, {"orders", "products", "productOnHands"}},
    KiotVietSubject{"invoice."_L1, {"invoices", "orders", "customers", "products", "productOnHands"}},
    KiotVietSubject{"pricebook"_L1, {"products"}},
    KiotVietSubject{"category."_L1, {"categories", "products"}},
    KiotVietSubject{"branch."_L1, {"branches", "products", "productOnHands"}},
};

void addAll(QByteArrayList& changed, const QByteArrayList& endpoints)
{
    for (const QByteArray& endpoint : endpoints) {
        if (!changed.contains(endpoint)) changed << endpoint;
    }
}

QByteArrayList allEndpoints()
{
    QByteArrayList all;
    for (const KiotVietSubject& subject : kKiotVietSubjects)
        addAll(all, subject.endpoints);
    return all;
}

}  // namespace

KiotVietNotice readKiotVietNotice(const QByteArray& body)
{
    KiotVietNotice notice;
    const auto parsed = parseStrictObject(body, nullptr, kMaxJsonDepth, JsonHalves::LetPass);
    const auto* object = std::get_if<QJsonObject>(&parsed);
    if (!object) {
        notice.changed = allEndpoints();
        return notice;
    }
    notice.id = object->value("Id"_L1).toVariant().toString().toUtf8().left(200);
    bool isKnown = true;
    const QJsonArray notifications = object->value("Notifications"_L1).toArray();
    for (const QJsonValue& each : notifications) {
        const QString action = each.toObject().value("Action"_L1).toString().toLower();
        const auto subject = std::find_if(kKiotVietSubjects.begin(), kKiotVietSubjects.end(),
                                          [&](const KiotVietSubject& one) { return action.startsWith(one.action); });
        if (subject == kKiotVietSubjects.end())
            isKnown = false;
        else
            addAll(notice.changed, subject->endpoints);
    }
    if (!isKnown || notifications.isEmpty()) notice.changed = allEndpoints();
    return notice;
}

}  // namespace tongdai::contract
