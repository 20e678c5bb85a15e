#pragma once

#include "engine/history/store/sql_value.h"

#include <QByteArray>

#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>

struct pg_cancel;
struct pg_conn;
struct pg_result;

namespace tongdai::postgres {

/// What the server said, or that nothing can be heard of it any more.
class LinkError : public std::exception {
public:
    LinkError(QByteArray state, QByteArray words, size_t statement = 0);
    const char* what() const noexcept override { return m_words.constData(); }
    /// Five characters; empty where it is the client's own word.
    const QByteArray& state() const { return m_state; }
    /// Which of a flight.
    size_t statement() const { return m_statement; }

private:
    QByteArray m_state;
    QByteArray m_words;
    size_t m_statement;
};

/// One connection through libpq. Statements that need not wait for each other's answers fly together: one write, one
/// wait, however many there are (libpq's pipeline). One thread; never repaired. @throws LinkError
class PostgresLink {
public:
    using Values = std::vector<std::optional<std::string>>;
    struct Statement {
        const char* words;  ///< the name of a prepared one, or the text of one that is not
        const Values* values;
        bool isText = false;
    };
    struct Answer {
        SqlRows rows;
        qint64 matched = 0;
    };

    explicit PostgresLink(const std::string& where);
    ~PostgresLink();
    PostgresLink(const PostgresLink&) = delete;
    PostgresLink& operator=(const PostgresLink&) = delete;

    bool isOpen() const;
    /// As the connection knows the server's process; a pooler gives out numbers of its own.
    int backend() const;
    /// Whether a transaction is open, be it that it has failed.
    bool isInTransaction() const;
    /// A way to ask whoever answers this connection to end the statement under way; from any thread, also afterwards.
    std::shared_ptr<pg_cancel> wayToCancel() const;
    int serverVersion() const;
    QString tlsVersion() const;  ///< empty: in clear text

    void prepare(const std::string& name, const std::string& text);
    /// In their order. The first that fails ends the flight: those behind it are not carried out.
    std::vector<Answer> fly(std::span<const Statement> statements);
    /// One statement as it stands.
    SqlRows run(const std::string& text);

private:
    std::vector<Answer> land(size_t count);
    std::optional<Answer> answerOf(size_t statement, std::optional<LinkError>& trouble);
    [[noreturn]] void fail(size_t statement) const;

    pg_conn* m_connection;
};

}  // namespace tongdai::postgres
