#pragma once

#include "engine/history/store/sql_session.h"

#include <QObject>

namespace tongdai::testing {

/// Every statement of the message's way and of the desk finds its rows by an index, on every store: however many rows
/// there are, none of the big tables is read through. A store's test derives from it. Statements that only run once a
/// day or on request of an administrator (clean-up, removal of the sample, repair, statistics) may read a table.
class PlansBehaviour : public QObject {
    Q_OBJECT
protected:
    virtual std::unique_ptr<SqlSession> makeSession() = 0;
    /// Once the tables are filled.
    virtual void afterFilling(SqlSession&) {}
    /// The plan of `sql` as text; `scans` gets the tables it reads through. Values stand as ?u (uuid), ?b (id), ?i, ?r
    /// (number) and ?t (text).
    virtual QString planOf(SqlSession& session, const QString& sql, QStringList& scans) = 0;

    /// `sql` with each value replaced by what `spell` makes of its kind and its number, from 1.
    static QString withValues(const QString& sql, const std::function<QString(QChar kind, int number)>& spell);

private slots:
    void initTestCase();
    void findsItsRowsByAnIndex_data();
    void findsItsRowsByAnIndex();
    void cleanupTestCase() { m_session.reset(); }

private:
    void fill();
    std::unique_ptr<SqlSession> m_session;
};

}  // namespace tongdai::testing
