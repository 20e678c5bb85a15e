#include "engine/upstream/tools/shop_tools.h"

#include "engine/domain/log.h"
#include "engine/domain/work/one_shot.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

const Log shopToolsLog("engine.tools");

constexpr size_t kMostStockLines = 60;  // of all branches; more would be no answer to a question
constexpr qsizetype kLongestWords = 120;

using ToolShot = std::shared_ptr<OneShot<ToolAnswer>>;

ToolAnswer toolTrouble(const QString& what)
{
    ToolAnswer answer;
    answer.trouble = what;
    return answer;
}

QCoro::Task<void> lookUpStock(std::shared_ptr<KiotVietClient> client, QString words, ToolShot shot)
{
    KiotVietShop shop(client);
    auto asking = shop.stock(words, kMostStockLines);
    const auto found = co_await asking;
    if (const auto* fault = std::get_if<ShopFault>(&found)) {
        shopToolsLog.warn("stock not known", {{u"cause"_s, fault->what}});
        shot->set(toolTrouble(fault->what));
        co_return;
    }
    const auto& stock = std::get<ShopStock>(found);
    ToolAnswer answer;
    answer.facts = stockFacts(stock);
    answer.isFound = !stock.lines.empty();
    shot->set(answer);
}

}  // namespace

QJsonObject stockFacts(const ShopStock& stock)
{
    QJsonArray lines;
    for (const ShopStockLine& line : stock.lines) {
        lines.append(QJsonObject{{u"code"_s, line.code},
                                 {u"name"_s, line.name},
                                 {u"branch"_s, line.branch},
                                 {u"price"_s, line.price},
                                 {u"available"_s, std::max(0.0, line.onHand - line.reserved)}});
    }
    return {{u"lines"_s, lines}, {u"age_seconds"_s, qint64(stock.age.count() / 1000)}};
}

QString stockWords(const QString& words)
{
    static const QStringList labels{u"size"_s, u"sz"_s, u"cỡ"_s, u"màu"_s};
    QStringList kept;
    for (const QString& word : words.left(kLongestWords).simplified().split(u' ', Qt::SkipEmptyParts)) {
        if (!labels.contains(word.toLower())) kept << word;
    }
    return kept.join(u' ');
}

std::vector<ToolSpec> ShopTools::tools() const
{
    if (!m_kiotViet) return {};
    const QJsonObject words{{u"type"_s, u"string"_s},
                            {u"description"_s,
                             u"Tên hàng, màu và size như khách nói, ví dụ \"áo thun đen M\". Size khách hỏi sau mà "
                             "không nhắc lại tên hàng: lấy tên hàng từ những tin trước."_s}};
    return {
        {kCheckStock,
         u"Tra kho thật của cửa hàng: hàng nào còn bao nhiêu ở chi nhánh nào, giá bao nhiêu. Luôn gọi trước khi nói "
         "còn hàng, hết hàng hay giá. Không thấy thì không đoán: chuyển cho nhân viên."_s,
         QJsonObject{{u"type"_s, u"object"_s},
                     {u"properties"_s, QJsonObject{{u"words"_s, words}}},
                     {u"required"_s, QJsonArray{u"words"_s}},
                     {u"additionalProperties"_s, false}}}};
}

QCoro::Task<ToolAnswer> ShopTools::call(QString name, QJsonObject arguments, std::chrono::milliseconds deadline,
                                        std::shared_ptr<CancelToken> cancel)
{
    const auto client = m_kiotViet;
    if (!client || name != kCheckStock) co_return toolTrouble(u"there is no tool of this name"_s);
    const QString words = stockWords(arguments.value("words"_L1).toString());
    if (words.isEmpty()) co_return toolTrouble(u"'words' must name what to look for"_s);
    if (cancel && cancel->isCancelled()) co_return toolTrouble(u"cancelled"_s);
    const auto shot = std::make_shared<OneShot<ToolAnswer>>();
    QTimer late;
    late.setSingleShot(true);
    QObject::connect(&late, &QTimer::timeout, &late, [shot] { shot->set(toolTrouble(u"it took too long"_s)); });
    late.start(deadline);
    if (cancel) cancel->onCancel([shot] { shot->set(toolTrouble(u"cancelled"_s)); });
    lookUpStock(client, words, shot);  // goes on by itself
    auto waiting = shot->wait();
    ToolAnswer answer = co_await waiting;
    if (cancel) cancel->onCancel({});
    co_return answer;
}

}  // namespace tongdai::upstream
