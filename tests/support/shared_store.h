#pragma once

#include "tests/support/invariants.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/postgres_server.h"

#include <QMap>

namespace tongdai::testing {

/// A database server that several engines keep their history on, and what can be said about that history afterwards,
/// through the server's own client program. Ids and texts of the test must not hold `|`, tabs or newlines.
class SharedStore {
public:
    virtual ~SharedStore() = default;

    /// False: see problem().
    virtual bool start() = 0;
    virtual QString problem() const = 0;
    virtual QByteArray log() = 0;  ///< what the server has said so far
    /// From now on the tests' history lies in this new, empty database.
    virtual bool useNewDatabase(const QString& name) = 0;
    /// What an engine needs to find it; names as in contracts/handle-message §1.
    virtual QMap<QString, QString> settings() const = 0;
    /// One string a row, columns parted by `|`.
    virtual QStringList rows(const QString& sql) = 0;

    StoreFacts facts();
    /// For actionDifferences().
    QStringList actionsDone();
    bool isQuiet();
    /// What keeps it from being quiet, for a failing test: messages, outbox rows and conversations, ten of each.
    QStringList openWork();

protected:
    struct Words {
        QString now;   ///< seconds since 1970 by the server's clock
        QString hex;   ///< of %1, in lower case
        QString kind;  ///< the text under `kind` of the JSON column reply
    };
    explicit SharedStore(Words words) : m_words(std::move(words)) {}

private:
    Words m_words;
};

class SharedPostgres final : public SharedStore {
public:
    SharedPostgres();
    bool start() override { return m_server.start(); }
    QString problem() const override { return m_server.problem(); }
    QByteArray log() override { return m_server.log(); }
    bool useNewDatabase(const QString& name) override;
    QMap<QString, QString> settings() const override;
    QStringList rows(const QString& sql) override;
    PostgresServer& server() { return m_server; }

private:
    PostgresServer m_server;
    QString m_database;
};

class SharedMariadb final : public SharedStore {
public:
    SharedMariadb();
    bool start() override { return m_server.start(); }
    QString problem() const override { return m_server.problem(); }
    QByteArray log() override { return m_server.log(); }
    bool useNewDatabase(const QString& name) override;
    QMap<QString, QString> settings() const override;
    QStringList rows(const QString& sql) override;
    MariadbServer& server() { return m_server; }

private:
    MariadbServer m_server;
    QString m_database;
};

}  // namespace tongdai::testing
