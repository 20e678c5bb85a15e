#include "engine/history/people/sql_people.h"

#include "engine/history/audit/audit_pages.h"
#include "engine/history/people/people.h"
#include "engine/history/sql_history_calls.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QCoro::Task<Roster> SqlPeople::roster()
{
    return m_history.read("read people", [](SqlSession& session) { return reads::roster(session); });
}

QCoro::Task<qint64> SqlPeople::rosterVersion()
{
    return m_history.read("look at people", [](SqlSession& session) { return reads::rosterVersion(session); });
}

QCoro::Task<ports::PersonOutcome> SqlPeople::addPerson(NewPerson person, QByteArray actor)
{
    return m_history.write("add person", [=](UnitOfWork& work, WriteJob& job) {
        return tongdai::addPerson(work, person, actor, job.mayBeDone);
    });
}

QCoro::Task<ports::PersonOutcome> SqlPeople::changePerson(OperatorId id, PersonChange change, QByteArray actor)
{
    return m_history.write("change person",
                           [=](UnitOfWork& work, WriteJob&) { return tongdai::changePerson(work, id, change, actor); });
}

QCoro::Task<void> SqlPeople::setSignInRule(SignInRule rule, QByteArray actor)
{
    auto writing = m_history.write("set sign-in rule", [=](UnitOfWork& work, WriteJob&) {
        tongdai::setSignInRule(work, rule, actor);
        return true;
    });
    co_await writing;
}

QCoro::Task<ports::PeopleStore::SignInTry> SqlPeople::beginSignIn(OperatorId id)
{
    return m_history.write("begin sign-in",
                           [=](UnitOfWork& work, WriteJob&) { return tongdai::beginSignIn(work, id); });
}

QCoro::Task<void> SqlPeople::noteSignIn(OperatorId id)
{
    auto writing = m_history.write("note sign-in", [=](UnitOfWork& work, WriteJob&) {
        tongdai::noteSignIn(work, id);
        return true;
    });
    co_await writing;
}

QCoro::Task<void> SqlPeople::forgetFailures(OperatorId id)
{
    auto writing = m_history.write("forget failed sign-ins", [=](UnitOfWork& work, WriteJob&) {
        tongdai::forgetFailures(work, id);
        return true;
    });
    co_await writing;
}

QCoro::Task<void> SqlPeople::noteRefusedSignIn(OperatorId id, int failures)
{
    auto writing = m_history.write("note refused sign-in", [=](UnitOfWork& work, WriteJob&) {
        work.addAudit({id.bytes(), u"sign_in_refused"_s, {}, {{u"tries"_s, failures}}});
        return true;
    });
    co_await writing;
}

QCoro::Task<AuditPage> SqlPeople::auditPage(AuditQuery query)
{
    return m_history.read("page audit", [=](SqlSession& session) { return reads::auditPage(session, query); });
}

QCoro::Task<QByteArray> SqlPeople::personTokenKey()
{
    return m_history.write("read the key of persons' tokens",
                           [](UnitOfWork& work, WriteJob&) { return tongdai::personTokenKey(work); });
}

}  // namespace tongdai
