#pragma once

#include "engine/domain/dispute/dispute_admin.h"
#include "engine/history/disputes/sources/dispute_rows.h"

namespace tongdai {

/// The selects behind the dispute routes, written for the tables as they are called there. Made once they were looked
/// at, constant from then on; runs on a reader's thread. @throws SqlError
class DisputeQuestions {
public:
    explicit DisputeQuestions(const ForeignTables& tables);

    DisputeAdminPage list(SqlSession& session, const DisputeAdminQuery& query) const;
    std::optional<QJsonObject> detail(SqlSession& session, const QString& dispute, TimePoint now) const;

    /// What joining and exporting look at.
    struct Standing {
        QString status;
        QString contract;
        bool hasJoined = false;  ///< this admin
        QString thread;          ///< of the project; empty: none
        qint64 rejected = 0;     ///< mediation proposals
    };
    std::optional<Standing> standing(SqlSession& session, const QString& dispute, const QString& admin) const;
    QJsonArray proposals(SqlSession& session, const QString& dispute) const;
    /// Ids of every conversation of a contract.
    QStringList threads(SqlSession& session, const QString& contract) const;
    /// How many messages they have; no more than `most` are counted.
    qint64 countLines(SqlSession& session, const QString& contract, qint64 most) const;
    /// Where a page of the chat ended: its time as the database spells it, and its id.
    struct LinePlace {
        QString sent = {};  ///< empty: a line without a time, as some databases have; with no id, before all
        QString id = {};
    };
    struct LinePage {
        QJsonArray lines;
        std::optional<LinePlace> next;
    };
    LinePage chatHistory(SqlSession& session, const QString& contract, const LinePlace& after, int limit) const;

    bool hasMediations() const { return m_hasMediations; }
    const ForeignTables& tables() const { return m_tables; }

private:
    using Objects = QHash<QString, QJsonArray>;
    QJsonObject itemOf(SqlRow row, TimePoint now, const Objects& negotiations, const Objects& looks,
                       const QHash<QString, QJsonObject>& people) const;
    std::vector<QJsonObject> items(SqlSession& session, const SqlRows& rows, TimePoint now, bool isWhole) const;
    Objects byDispute(SqlSession& session, const QString& sql, std::span<const contract::DisputeField> fields,
                      const SqlParams& ids) const;
    QHash<QString, QJsonObject> people(SqlSession& session, const QSet<QString>& ids) const;

    ForeignTables m_tables;
    bool m_hasNegotiations;
    bool m_hasMediations;
    bool m_hasAttachments;
    QString m_count, m_list, m_detail, m_negotiations, m_looks, m_people, m_standing, m_rejected, m_proposals;
    QString m_threads, m_countLines, m_history, m_attachments;
};

/// @throws SqlError Corrupt naming what is missing
std::shared_ptr<const DisputeQuestions> learnDisputes(SqlSession& session);

}  // namespace tongdai
