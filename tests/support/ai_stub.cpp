#include "tests/support/ai_stub.h"

#include <QJsonArray>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

StubHttpServer::Answer AiStub::answerTo(const StubRequest& request)
{
    if (request.target.startsWith("/health")) return {200, {{u"status"_s, u"ok"_s}}, {}};
    if (m_answer) {
        if (const auto own = m_answer(request)) return {200, *own, {}};
    }
    const QString asked = request.json.value("message"_L1).toObject().value("content"_L1).toString();
    const QString text = u"Dạ em nhận được: %1"_s.arg(asked.left(1000));
    const QJsonObject action{{u"type"_s, u"send_message"_s}, {u"data"_s, QJsonObject{{u"message"_s, text}}}};
    return {200,
            {{u"response_text"_s, text},
             {u"intent"_s, u"echo"_s},
             {u"confidence"_s, 0.91},
             {u"entities"_s, QJsonObject()},
             {u"model_used"_s, u"ai-stub"_s},
             {u"actions"_s, QJsonArray{action}}},
            {}};
}

}  // namespace tongdai::testing
