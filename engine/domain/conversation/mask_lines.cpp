#include "engine/domain/conversation/mask_lines.h"

#include "engine/domain/text/mask_text.h"

#include <QJsonArray>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// Whether something was masked.
bool maskShown(QString& text)
{
    QString dotted = maskText(text);
    const bool isOther = dotted != text;
    text = std::move(dotted);
    return isOther;
}

bool maskNameOrId(QString& name, const QByteArray& id)
{
    if (!name.isEmpty()) return maskShown(name);
    QString shown = QString::fromUtf8(id);
    if (!maskShown(shown)) return false;
    name = shown;
    return true;
}

/// Texts alone: numbers in what the engine itself wrote are times and counts.
QJsonValue maskTextsIn(const QJsonValue& value)
{
    if (value.isString()) return maskText(value.toString());
    if (value.isArray()) {
        QJsonArray list;
        for (const QJsonValue& each : value.toArray())
            list.append(maskTextsIn(each));
        return list;
    }
    if (!value.isObject()) return value;
    QJsonObject object = value.toObject();
    for (auto each = object.begin(); each != object.end(); ++each)
        // What an action is asked to do was made from what the customer wrote.
        each.value() = each.key() == "actions"_L1 ? maskJson(each.value()) : maskTextsIn(each.value());
    return object;
}

}  // namespace

StoredMessage masked(StoredMessage line)
{
    const QJsonObject before = line.metadata;
    line.metadata = (line.speaker == Speaker::Customer ? maskJson(before) : maskTextsIn(before)).toObject();
    const bool isBodyMasked = maskShown(line.body);
    const bool isNameMasked = maskNameOrId(line.senderName, line.sender.bytes());
    line.isMasked = isBodyMasked || isNameMasked || line.metadata != before;
    return line;
}

Conversation masked(Conversation shown)
{
    maskNameOrId(shown.customerName, shown.customer.isEmpty() ? shown.id.bytes() : shown.customer.bytes());
    maskShown(shown.lastText);
    shown.metadata = maskJson(shown.metadata).toObject();
    return shown;
}

CustomerDetails masked(CustomerDetails details)
{
    for (auto& [field, values] : details.values) {
        for (DetailValue& each : values)
            maskShown(each.value);
    }
    return details;
}

}  // namespace tongdai
