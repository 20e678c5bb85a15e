#include "tests/support/platform_stub.h"

#include <QJsonArray>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

StubHttpServer::Answer PlatformStub::answerTo(const StubRequest& request)
{
    if (request.target.startsWith("/health")) return {200, {{u"status"_s, u"ok"_s}}, {}};
    const QJsonObject body = request.json;
    const QByteArray key = request.header("idempotency-key");
    qint64& newest = m_fences[body.value("conversation_id"_L1).toString()];
    const qint64 fence = request.header("x-fence").toLongLong();
    if (fence < newest) ++m_staleFences;
    newest = qMax(newest, fence);
    const QJsonObject done{{u"status"_s, u"success"_s},
                           {u"actions_executed"_s, int(body.value("actions"_L1).toArray().size())}};
    if (m_repeats != Repeats::Ignore && m_keys.contains(key)) {
        ++m_repeated;
        if (m_repeats == Repeats::Accept) return {200, done, {}};
        return {409, {{u"error"_s, u"duplicate"_s}, {u"idempotency_key"_s, QString::fromLatin1(key)}}, {}};
    }
    m_keys.insert(key);
    ++m_effects;
    return {200, done, {}};
}

QJsonObject PlatformStub::recordFields(const StubRequest& request) const
{
    return {{u"key"_s, QString::fromLatin1(request.header("idempotency-key"))},
            {u"fence"_s, request.header("x-fence").toLongLong()}};
}

QJsonObject PlatformStub::stats() const
{
    QJsonObject object = StubHttpServer::stats();
    object.insert("effects"_L1, m_effects);
    object.insert("repeated"_L1, m_repeated);
    object.insert("stale_fences"_L1, m_staleFences);
    return object;
}

}  // namespace tongdai::testing
