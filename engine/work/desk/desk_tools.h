#pragma once

#include "engine/domain/people/permission.h"
#include "engine/domain/people/privacy.h"
#include "engine/domain/people/sight.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/message_search.h"

#include <functional>
#include <variant>

namespace tongdai {

/// What assistants may do at the desk, in the name of one person and with what their role allows: search, read, and
/// put a draft into an empty answer box. Never sends. What was looked at and written stands in the audit log, without
/// its contents. Whose role does not see numbers is told dots (features F11). Engine loop.
class DeskTools {
public:
    struct Ports {
        ports::HistoryReader& reader;
        ports::MessageSearch& search;
        ports::DraftStore& drafts;
        std::function<void(AuditEntry entry)> note;
    };
    struct Owner {
        OperatorId id;
        /// Their role now; else why they may do nothing.
        std::function<std::variant<Role, QString>()> role;
        /// What they see of the conversations now.
        std::function<InSight()> sight;
        /// A draft of theirs was written.
        std::function<void(const ports::DraftStore::Draft& draft)> drafted;
    };
    DeskTools(Ports ports, Owner owner) : m_ports(std::move(ports)), m_owner(std::move(owner)) {}

    /// The result of a `tools/call`; nothing: there is no such tool. Arguments are untrusted. Never throws.
    QCoro::Task<std::optional<QJsonObject>> call(QString tool, QJsonObject arguments);

private:
    QString refusal(Permission permission) const;
    bool masksNumbers() const { return !refusal(Permission::SeeNumbers).isEmpty(); }
    QCoro::Task<QJsonObject> searchHistory(QJsonObject arguments);
    QCoro::Task<QJsonObject> readConversation(QJsonObject arguments);
    QCoro::Task<QJsonObject> draftReply(QJsonObject arguments);

    Ports m_ports;
    Owner m_owner;
};

}  // namespace tongdai
