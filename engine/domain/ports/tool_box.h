#pragma once

#include "engine/domain/ports/ai_client.h"

#include <QJsonObject>

#include <vector>

namespace tongdai {

/// Something a bot may ask for by its name while it thinks (contracts/openai-chat §7).
struct ToolSpec {
    QString name;
    QString about;          ///< for the model: what it tells, and when to ask
    QJsonObject arguments;  ///< JSON schema of an object
};

/// What came of it. Facts are the shop's own; nothing in them is guessed.
struct ToolAnswer {
    QJsonObject facts;
    bool isFound = false;
    QString trouble;  ///< why nothing is known; empty: what was asked about is not there
};

/// The one tool that tells what is in stock.
inline constexpr QLatin1StringView kCheckStock{"check_stock"};

namespace ports {

/// The named tools of a shop. Reading only: none changes anything anywhere. Engine loop.
class ToolBox {
public:
    virtual ~ToolBox() = default;
    /// Empty: there is none.
    virtual std::vector<ToolSpec> tools() const = 0;
    /// Ends at the deadline or on cancel at the latest; trouble and unknown names are part of the answer.
    virtual QCoro::Task<ToolAnswer> call(QString name, QJsonObject arguments, std::chrono::milliseconds deadline,
                                         std::shared_ptr<CancelToken> cancel) = 0;
};

}  // namespace ports
}  // namespace tongdai
