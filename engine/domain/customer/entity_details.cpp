#include "engine/domain/customer/entity_details.h"

#include "engine/domain/text/fold_text.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

struct EntityKey {
    QLatin1StringView key;
    DetailField field;
};
constexpr EntityKey kEntityKeys[]{
    {QLatin1StringView("name"), DetailField::Name},          {QLatin1StringView("customer_name"), DetailField::Name},
    {QLatin1StringView("full_name"), DetailField::Name},     {QLatin1StringView("phone"), DetailField::Phone},
    {QLatin1StringView("phone_number"), DetailField::Phone}, {QLatin1StringView("email"), DetailField::Email},
    {QLatin1StringView("address"), DetailField::Address},
};

/// Letters and digits alone, without marks: how a value is looked for in what was written.
QString bare(const QString& text)
{
    QString letters = foldText(text);
    letters.removeIf([](QChar c) { return !c.isLetterOrNumber(); });
    return letters;
}

/// The value in the shop's own form: as if the customer had written it with the word that names it.
std::vector<FoundDetail> inOwnForm(DetailField field, const QString& value, const Gazetteer& gazetteer)
{
    QString said;
    if (field == DetailField::Phone) said = u"số điện thoại: "_s + value;
    if (field == DetailField::Email) said = u"email: "_s + value;
    if (field == DetailField::Address) said = u"địa chỉ: "_s + value;
    if (said.isEmpty()) return {{field, value}};
    std::vector<FoundDetail> found = findDetails(said, gazetteer);
    const bool isAddress = field == DetailField::Address;
    std::erase_if(found, [&](const FoundDetail& each) {
        return isAddress ? each.field < DetailField::Address : each.field != field;
    });
    const auto same = std::ranges::find(found, field, &FoundDetail::field);
    if (same == found.end() && isAddress) found.insert(found.begin(), {field, value});
    return found;
}

}  // namespace

std::vector<FoundDetail> entityDetails(const QJsonObject& entities, const QString& line, const Gazetteer& gazetteer)
{
    std::vector<FoundDetail> details;
    const QString written = bare(line.left(kMostLookedAt));
    for (const EntityKey& known : kEntityKeys) {
        const QString value = entities.value(known.key).toString().simplified();
        const QString looked = bare(value);
        const bool isThere =
            !looked.isEmpty() && value.size() <= CustomerDetails::kMaxValueSize && written.contains(looked);
        if (!isThere || std::ranges::find(details, known.field, &FoundDetail::field) != details.end()) continue;
        for (FoundDetail& each : inOwnForm(known.field, value, gazetteer))
            details.push_back(std::move(each));
    }
    std::ranges::stable_sort(details, {}, &FoundDetail::field);
    return details;
}

std::vector<FoundDetail> withEntities(std::vector<FoundDetail> found, const std::vector<FoundDetail>& ofAi)
{
    // An address and its parts belong together: they come from one of the two.
    const auto topic = [](DetailField field) { return std::min(field, DetailField::Address); };
    const std::vector<FoundDetail> own = found;
    for (const FoundDetail& each : ofAi) {
        const bool isSaid =
            std::ranges::any_of(own, [&](const FoundDetail& one) { return topic(one.field) == topic(each.field); });
        if (!isSaid) found.push_back(each);
    }
    return found;
}

}  // namespace tongdai
