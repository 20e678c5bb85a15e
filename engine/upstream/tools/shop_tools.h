#pragma once

#include "engine/domain/ports/tool_box.h"
#include "engine/upstream/kiotviet/kiotviet_shop.h"

namespace tongdai::upstream {

/// Stock as a tool's facts: a line for each thing and branch, with what can be sold (on hand less reserved). Pure.
QJsonObject stockFacts(const ShopStock& stock);
/// What a look-up is made with: without the labels people put before a size or a colour. Pure.
QString stockWords(const QString& words);

/// Tools that read the shop's own system: `check_stock` of KiotViet (contracts/kiotviet §3). Engine loop. A look-up
/// that nobody waits for any more goes on by itself and fills the copy.
class ShopTools final : public ports::ToolBox {
public:
    explicit ShopTools(std::shared_ptr<KiotVietClient> kiotViet) : m_kiotViet(std::move(kiotViet)) {}

    std::vector<ToolSpec> tools() const override;
    QCoro::Task<ToolAnswer> call(QString name, QJsonObject arguments, std::chrono::milliseconds deadline,
                                 std::shared_ptr<CancelToken> cancel) override;

private:
    std::shared_ptr<KiotVietClient> m_kiotViet;
};

}  // namespace tongdai::upstream
