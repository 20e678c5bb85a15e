#pragma once

#include "engine/domain/ports/tool_box.h"
#include "engine/upstream/rule_match.h"

#include <QDateTime>

namespace tongdai::upstream {

/// The bot of a shop without an AI service: answers by an editable rules file, in the customer's language, and hands
/// over to a person when it does not understand twice. Engine loop only; leaves the process by its tools alone.
class RulesAi final : public ports::AiClient {
public:
    /// Reads `file`; while it is missing or wrong, the shipped rules are used. The file is read again when it changed.
    /// `tools`: what rules with a tool ask; without, they say what they say when nothing is found.
    explicit RulesAi(const QString& file, std::shared_ptr<ports::ToolBox> tools = nullptr);

    /// Puts the shipped rules to `file` unless something is there already. Nothing when all is well, else the cause.
    static QString installDefault(const QString& file);
    static QByteArray shippedRules();

    QCoro::Task<AiAnswer> answer(AiRequest request, std::chrono::milliseconds deadline,
                                 std::shared_ptr<CancelToken> cancel) override;
    QString describe() const override { return QStringLiteral("rules"); }
    QCoro::Task<bool> isHealthy() override;

    QString file() const { return m_file; }
    /// "rules.json, line 12: …" of the file as it is now; the last good rules go on meanwhile.
    QStringList mistakes() const { return m_mistakes; }

private:
    void readWhenChanged();

    QString m_file;
    QDateTime m_modified;
    qint64 m_size = -1;
    std::shared_ptr<const RuleBook> m_book;  ///< shared with answers that wait for a tool
    std::shared_ptr<ports::ToolBox> m_tools;
    QStringList m_mistakes;
};

}  // namespace tongdai::upstream
