#include "engine/history/outbox/send_tries.h"

#include "engine/domain/text/whole_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kSendKindWords{"sent"_L1, "retry"_L1, "ambiguous"_L1, "dead"_L1, "unauthorised"_L1};

SendOutcome::Kind sendKindIn(const QString& word)
{
    const auto found = std::find(kSendKindWords.begin(), kSendKindWords.end(), word);
    // A newer program's word: nobody here knows what came of it.
    return found == kSendKindWords.end() ? SendOutcome::Kind::Ambiguous
                                         : SendOutcome::Kind(found - kSendKindWords.begin());
}

QJsonArray sendTriesArray(const QString& json)
{
    return json.isEmpty() ? QJsonArray() : QJsonDocument::fromJson(json.toUtf8()).array();
}

/// The oldest goes that says nothing about what may have arrived; the newest stays.
void makeRoom(QJsonArray& tries)
{
    const auto saysLittle = [](const QJsonValue& each) {
        return sendKindIn(each["kind"_L1].toString()) != SendOutcome::Kind::Ambiguous && !each["partly"_L1].toBool();
    };
    while (tries.size() > kMaxSendTries) {
        const auto before = tries.end() - 1;
        const auto found = std::find_if(tries.begin(), before, saysLittle);
        tries.erase(found == before ? tries.begin() : found);
    }
}

}  // namespace

std::vector<SendTry> sendTriesIn(const QString& json)
{
    std::vector<SendTry> tries;
    const QJsonArray written = sendTriesArray(json);
    for (const QJsonValue& each : written) {
        tries.push_back({fromUnixSeconds(each["at"_L1].toDouble()), sendKindIn(each["kind"_L1].toString()),
                         each["words"_L1].toString(), each["partly"_L1].toBool()});
    }
    return tries;
}

SqlValue withSendTry(const QString& json, const SendTry& another)
{
    QJsonArray written = sendTriesArray(json);
    QJsonObject added{{u"at"_s, toUnixSeconds(another.at)},
                      {u"kind"_s, QString(kSendKindWords[size_t(another.kind)])},
                      {u"words"_s, cutText(another.words, kMaxTryWords)}};
    if (another.isPartly) added[u"partly"_s] = true;
    written.append(added);
    makeRoom(written);
    return SqlValue::ofJson(QJsonDocument(written).toJson(QJsonDocument::Compact));
}

void addSendTry(UnitOfWork& work, qint64 outboxId, const SendTry& another)
{
    const SqlRows rows = work.session().query(u"select tries from outbox where id = ?"_s, {outboxId});
    if (rows.isEmpty()) return;
    work.session().execute(u"update outbox set tries = ? where id = ?"_s,
                           {withSendTry(SqlRow(rows[0]).nextText(), another), outboxId});
}

}  // namespace tongdai
