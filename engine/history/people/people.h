#pragma once

#include "engine/domain/ports/store/people_store.h"
#include "engine/history/store/unit_of_work.h"

/// Commands and queries about who may sit at the desk. Each command locks the counter `people` first, so that two
/// administrators at two engines cannot take each other's rights away at once.
namespace tongdai {

/// `mayBeDone`: the transaction may have been committed before.
ports::PersonOutcome addPerson(UnitOfWork& work, const ports::PeopleStore::NewPerson& person, const QByteArray& actor,
                               bool mayBeDone);
ports::PersonOutcome changePerson(UnitOfWork& work, const OperatorId& id,
                                  const ports::PeopleStore::PersonChange& change, const QByteArray& actor);
void setSignInRule(UnitOfWork& work, SignInRule rule, const QByteArray& actor);

ports::PeopleStore::SignInTry beginSignIn(UnitOfWork& work, const OperatorId& id);
void noteSignIn(UnitOfWork& work, const OperatorId& id);
void forgetFailures(UnitOfWork& work, const OperatorId& id);

QByteArray personTokenKey(UnitOfWork& work);

namespace reads {
Roster roster(SqlSession& session);
qint64 rosterVersion(SqlSession& session);
}  // namespace reads

}  // namespace tongdai
