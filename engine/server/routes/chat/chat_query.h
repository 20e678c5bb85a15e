#pragma once

#include "engine/server/http/http_message.h"

#include <QSet>
#include <QStringList>

namespace tongdai {

/// `{"message","errorCode","errors"}`, the form of every error of contracts/realtime-chat §8.
http::Response chatError(int status, int code, const QString& message, const QJsonObject& errors = {});

/// The query of one chat route: each value checked as it is taken; whatever nobody took is unknown. A value.
class ChatQueryReader {
public:
    explicit ChatQueryReader(const QUrlQuery& query) : m_query(query) {}

    QString text(QLatin1StringView name);
    QString oneOf(QLatin1StringView name, const QStringList& values);
    int number(QLatin1StringView name, int standard, int least, int most);
    bool flag(QLatin1StringView name, bool standard);  ///< true/1/yes/y, false/0/no/n
    /// After everything was taken: 422 for unknown keys, 400 for values that do not fit.
    std::optional<http::Response> refusal() const;

private:
    const QUrlQuery m_query;
    QSet<QString> m_taken;
    QJsonObject m_wrong;
};

}  // namespace tongdai
