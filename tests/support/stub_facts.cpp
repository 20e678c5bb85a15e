#include "tests/support/stub_facts.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

bool isSending(const StubRequest& request)
{
    return request.target == "/api/v1/actions";
}

bool isQuestion(const StubRequest& request)
{
    return request.target == "/process";
}

QString compactText(const QJsonValue& value)
{
    return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
}

using ActionsByKey = std::map<QString, QStringList>;

ActionsByKey recordedActions(const QStringList& rows)
{
    ActionsByKey recorded;
    for (const QString& row : rows) {
        const QJsonObject data = QJsonDocument::fromJson(row.section(u'|', 2).toUtf8()).object();
        recorded[row.section(u'|', 0, 0).toLower()] << row.section(u'|', 1, 1) + u' ' + compactText(data);
    }
    return recorded;
}

ActionsByKey receivedActions(const PlatformStub& platform)
{
    ActionsByKey received;
    for (const StubRequest& request : platform.requests()) {
        if (!isSending(request)) continue;
        QStringList& actions = received[QString::fromLatin1(request.header("idempotency-key"))];
        actions.clear();  // a repetition says the same again
        for (const QJsonValue& action : request.json.value("actions"_L1).toArray())
            actions << action["type"_L1].toString() + u' ' + compactText(action["data"_L1]);
    }
    return received;
}

}  // namespace

int thoughtsOf(const AiStub& ai)
{
    return int(std::count_if(ai.requests().begin(), ai.requests().end(), isQuestion));
}

QStringList overlappingThoughtsOf(const AiStub& ai)
{
    QStringList overlaps;
    std::map<QString, const StubRequest*> latest;
    for (const StubRequest& request : ai.requests()) {
        if (!isQuestion(request)) continue;
        const StubRequest*& before = latest[request.json.value("conversation_id"_L1).toString()];
        if (before && (before->endedAt == 0 || before->endedAt > request.arrivedAt)) {
            overlaps << u"%1: [%2, %3] %4 and [%5, %6]"_s.arg(request.json.value("conversation_id"_L1).toString())
                            .arg(before->arrivedAt)
                            .arg(before->endedAt)
                            .arg(before->ending)
                            .arg(request.arrivedAt)
                            .arg(request.endedAt);
        }
        before = &request;
    }
    return overlaps;
}

std::vector<SightFact> sightsOf(const PlatformStub& platform)
{
    std::vector<SightFact> sights;
    for (const StubRequest& request : platform.requests()) {
        if (!isSending(request)) continue;
        sights.push_back({QByteArray::fromHex(request.header("idempotency-key")),
                          request.json.value("conversation_id"_L1).toString().toUtf8()});
    }
    return sights;
}

QStringList actionDifferences(const QStringList& rows, const PlatformStub& platform)
{
    const ActionsByKey recorded = recordedActions(rows);
    const ActionsByKey received = receivedActions(platform);
    QStringList wrong;
    for (const auto& [key, actions] : recorded) {
        const auto seen = received.find(key);
        if (seen == received.end()) {
            wrong << u"actions of %1 are recorded as done and the platform never saw them"_s.arg(key);
        } else if (seen->second != actions) {
            wrong << u"actions of %1 differ: recorded %2, received %3"_s.arg(key, actions.join(u", "_s),
                                                                             seen->second.join(u", "_s));
        }
    }
    for (const auto& [key, actions] : received) {
        if (!recorded.contains(key) && !actions.isEmpty())
            wrong << u"the platform saw actions of %1 that are not recorded as done"_s.arg(key);
    }
    return wrong;
}

}  // namespace tongdai::testing
