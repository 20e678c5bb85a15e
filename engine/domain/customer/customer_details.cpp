#include "engine/domain/customer/customer_details.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<const char*, kDetailFields> kDetailKeys{"name", "phone",    "email",    "address",
                                                             "ward", "district", "province", "province_now"};

bool saidLater(const DetailValue& a, const DetailValue& b)
{
    return a.from.rev > b.from.rev;
}

bool addValue(std::vector<DetailValue>& values, DetailValue said)
{
    const auto known = std::ranges::find(values, said.value, &DetailValue::value);
    if (known != values.end()) {
        if (known->from.rev >= said.from.rev) return false;
        *known = std::move(said);
    } else {
        const bool isFull = values.size() >= size_t(CustomerDetails::kMaxValues);
        if (isFull && !saidLater(said, values.back())) return false;
        if (isFull) values.pop_back();
        values.push_back(std::move(said));
    }
    std::ranges::stable_sort(values, saidLater);
    return true;
}

}  // namespace

QString keyOf(DetailField field)
{
    return QString::fromLatin1(kDetailKeys.at(size_t(field)));
}

QString CustomerDetails::value(DetailField field) const
{
    const auto found = values.find(field);
    return found == values.end() || found->second.empty() ? QString() : found->second.front().value;
}

bool addDetails(CustomerDetails& details, const std::vector<FoundDetail>& found, const DetailSource& from)
{
    bool isNew = false;
    for (const FoundDetail& one : found) {
        const QString value = one.value.simplified();
        if (value.isEmpty() || value.size() > CustomerDetails::kMaxValueSize) continue;
        if (addValue(details.values[one.field], {value, from})) isNew = true;
    }
    return isNew;
}

QJsonObject toJson(const CustomerDetails& details)
{
    QJsonObject json;
    for (const auto& [field, values] : details.values) {
        QJsonArray list;
        for (const DetailValue& one : values) {
            list.append(QJsonObject{{u"value"_s, one.value},
                                    {u"message_id"_s, one.from.message.toString()},
                                    {u"rev"_s, one.from.rev},
                                    {u"at"_s, toUnixSeconds(one.from.at)}});
        }
        if (!list.isEmpty()) json[keyOf(field)] = list;
    }
    json[u"read_upto"_s] = details.readUpto;
    return json;
}

CustomerDetails customerDetails(const QJsonObject& json)
{
    CustomerDetails details;
    for (int i = 0; i < kDetailFields; ++i) {
        const auto field = DetailField(i);
        const QJsonArray list = json[keyOf(field)].toArray();
        for (const QJsonValue& each : list) {
            const QJsonObject one = each.toObject();
            const DetailSource from{MessageId::fromString(one["message_id"_L1].toString()), one["rev"_L1].toInteger(),
                                    fromUnixSeconds(one["at"_L1].toDouble())};
            details.values[field].push_back({one["value"_L1].toString(), from});
        }
    }
    details.readUpto = json["read_upto"_L1].toInteger();
    return details;
}

QJsonObject customerData(const CustomerDetails& details)
{
    QJsonObject data;
    for (const auto& [field, values] : details.values) {
        if (!values.empty()) data[keyOf(field)] = values.front().value;
    }
    return data;
}

}  // namespace tongdai
