#pragma once

#include "engine/domain/ports/store/audit_reader.h"
#include "engine/domain/ports/store/people_store.h"

namespace tongdai {

class SqlHistory;

/// Who may sit at the desk, and what the audit log says under their names, in the durable store, with the same writer
/// and readers as the rest of it. Lives on the engine loop; must not outlive the history.
class SqlPeople final : public ports::PeopleStore, public ports::AuditReader {
public:
    explicit SqlPeople(SqlHistory& history) : m_history(history) {}

    QCoro::Task<Roster> roster() override;
    QCoro::Task<qint64> rosterVersion() override;
    QCoro::Task<ports::PersonOutcome> addPerson(NewPerson person, QByteArray actor) override;
    QCoro::Task<ports::PersonOutcome> changePerson(OperatorId id, PersonChange change, QByteArray actor) override;
    QCoro::Task<void> setSignInRule(SignInRule rule, QByteArray actor) override;
    QCoro::Task<SignInTry> beginSignIn(OperatorId id) override;
    QCoro::Task<void> noteSignIn(OperatorId id) override;
    QCoro::Task<void> forgetFailures(OperatorId id) override;
    QCoro::Task<void> noteRefusedSignIn(OperatorId id, int failures) override;
    QCoro::Task<QByteArray> personTokenKey() override;

    QCoro::Task<AuditPage> auditPage(AuditQuery query) override;

private:
    SqlHistory& m_history;
};

}  // namespace tongdai
