#pragma once

#include "engine/history/store/sql_session.h"

#include <QObject>

namespace tongdai::testing {

/// What a session to a database server does, the same on every server. A server's test derives from it; every slot
/// starts with an empty database.
class SessionBehaviour : public QObject {
    Q_OBJECT
protected:
    /// One more session to the same store, not opened yet.
    virtual std::unique_ptr<SqlSession> makeSession(bool readOnly = false) = 0;
    virtual void clearStore() = 0;
    /// The store's word for a column type; an Id may be part of a key.
    virtual QString typeName(SqlType type) const = 0;
    /// Ends the session's connection from the server's side.
    virtual void cutConnection(SqlSession& session) = 0;
    /// The server takes no writes any more, as this session sees it, until takesWrites().
    virtual void refusesWrites(SqlSession& session) { session.run(readOnlyFromNowOn()); }
    virtual void takesWrites() {}
    /// Takes longer than anybody wants to wait.
    virtual QString slowStatement() const = 0;

    std::unique_ptr<SqlSession> openSession(bool readOnly = false);
    void createTable(SqlSession& session);
    SqlError::Trouble troubleOf(const std::function<void()>& act, QString* cause = nullptr);

private slots:
    void init();

    void keepsEveryKindOfValue();
    void keepsWhatStandsBehindHalfACharacter();
    void keepsIdsApartByteForByte();
    void asksListsOfAnyLength();
    void asksListsOfEveryKind();
    void findsRowsOfAnySetOfValues();
    void writesManyRowsAtOnce();
    void writesToSeveralTablesTogether();
    void numbersRowsInTheirOrder();
    void writesNumbersAndCommitsAtOnce();
    void commitsNothingWhereARowIsNotAsItWasLeft();
    void commitsNothingWithoutItsCounter();
    void asksAgainWhatHasChangedSinceItWasExpected();
    void forgetsWhatWasExpectedOfAnEarlierTransaction();
    void answersSeveralQuestionsInTheirOrder();
    void goesOnAfterOneOfSeveralQuestionsFailed();
    void countsTheRowsAnUpdateMatched();
    void replacesOrKeepsAnExistingRow();
    void rollsBackWhatWasNotCommitted();
    void goesOnAfterAFailedStatement();
    void noticesALostConnection();
    void losesWhatWasNotCommittedWithItsConnection();
    void endsAStatementOnRequest();
    void asksToRetryWhenALockTakesTooLong();
    void sharesWorkWithoutWaiting();
    void onlyReadsWhenToldSo();
    void aStoreThatOnlyReadsIsAway();
    void tellsWhyItCannotConnect();
    void migratesOnceAndRefusesNewerSchemas();
    void isDurable();

protected:
    virtual std::unique_ptr<SqlSession> makeUnreachable() = 0;

private:
    void createNumbered(SqlSession& session);
    QString readOnlyFromNowOn();
};

}  // namespace tongdai::testing
