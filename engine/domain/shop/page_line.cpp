#include "engine/domain/shop/page_line.h"

#include "engine/domain/text/whole_text.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPage = "page"_L1;
constexpr auto kComment = "comment"_L1;
constexpr auto kSince = "since"_L1;

/// Where a piece that begins at `from` ends best: after a line break or a blank in its last third, else where it is
/// full.
qsizetype endOfPiece(const QString& text, qsizetype from, int most)
{
    const qsizetype full = cutText(text.sliced(from), most).size();
    if (from + full >= text.size()) return text.size();
    const qsizetype least = from + full - full / 3;
    for (const QChar wanted : {u'\n', u' '}) {
        const qsizetype at = text.lastIndexOf(wanted, from + full - 1);
        if (at >= least) return at + 1;
    }
    return from + full;
}

/// As an answer may name its choices: texts, or objects with one.
QStringList choicesIn(const QJsonObject& data)
{
    QStringList choices;
    for (const auto list : {"quick_replies"_L1, "replies"_L1, "options"_L1, "items"_L1, "elements"_L1, "cards"_L1}) {
        for (const QJsonValue& each : data[list].toArray()) {
            QString choice = each.toString();
            for (const auto name : {"title"_L1, "text"_L1, "label"_L1, "name"_L1}) {
                if (choice.isEmpty()) choice = each[name].toString();
            }
            if (!choice.trimmed().isEmpty()) choices << choice.trimmed();
        }
    }
    return choices;
}

bool says(ActionType type)
{
    return type == ActionType::SendMessage || type == ActionType::SendQuickReplies ||
           type == ActionType::SendCarousel || type == ActionType::CollectInfo;
}

}  // namespace

QJsonObject toJson(const PageAddress& address)
{
    QJsonObject json{{kPage, QString::fromUtf8(address.page)}};
    if (address.isComment) json.insert(kComment, QString::fromUtf8(address.comment));
    return json;
}

QJsonObject toJson(const PageAddress& address, TimePoint since)
{
    QJsonObject json = toJson(address);
    json.insert(kSince, toUnixSeconds(since));
    return json;
}

std::optional<TimePoint> firstMade(const QJsonObject& body)
{
    const double since = body[kPageKey].toObject()[kSince].toDouble();
    if (since <= 0) return {};
    return fromUnixSeconds(since);
}

std::optional<PageAddress> pageAddress(const QJsonObject& metadata)
{
    const QJsonObject json = metadata[kPageKey].toObject();
    PageAddress address;
    address.page = json[kPage].toString().toUtf8();
    if (address.page.isEmpty()) return {};
    address.isComment = json.contains(kComment);
    address.comment = json[kComment].toString().toUtf8();
    return address;
}

QJsonObject withoutPage(QJsonObject metadata, const QByteArray& source)
{
    if (source != kPageSource) metadata.remove(kPageKey);
    return metadata;
}

int mostLetters(const QString& platform)
{
    static constexpr std::pair<QLatin1StringView, int> limits[] = {
        {"facebook"_L1, 2000}, {"zalo"_L1, 2000},     {"instagram"_L1, 1000},
        {"tiktok"_L1, 500},    {"whatsapp"_L1, 4096}, {"line"_L1, 5000},
    };
    for (const auto& [name, most] : limits) {
        if (platform.startsWith(name, Qt::CaseInsensitive)) return most;
    }
    return 1000;
}

QStringList inPieces(const QString& text, int most)
{
    QStringList pieces;
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype end = std::max(endOfPiece(text, from, most), from + 1);
        const QString piece = text.sliced(from, end - from).trimmed();
        if (!piece.isEmpty()) pieces << piece;
        from = end;
    }
    return pieces;
}

QStringList saidBy(const std::vector<Action>& actions)
{
    QStringList texts;
    for (const Action& action : actions) {
        if (!says(action.type)) continue;
        QString text;
        for (const auto name : {"message"_L1, "text"_L1, "prompt"_L1, "title"_L1}) {
            if (text.isEmpty()) text = action.data[name].toString().trimmed();
        }
        for (const QString& choice : choicesIn(action.data))
            text += (text.isEmpty() ? u"• "_s : u"\n• "_s) + choice;
        if (!text.isEmpty()) texts << text;
    }
    return texts;
}

}  // namespace tongdai
