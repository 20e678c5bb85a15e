#include "engine/history/postgres/postgres_link.h"

#include <libpq-fe.h>

#include <charconv>
#include <cstring>
#include <memory>

namespace tongdai::postgres {

namespace {

struct FreesResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, FreesResult>;

/// What a type's text is read as.
enum class Spelling { Integer, Real, Bytes, Text };

Spelling spellingOf(Oid type)
{
    constexpr Oid kBytea = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kFloat4 = 700, kFloat8 = 701;
    switch (type) {
        case kInt2:
        case kInt4:
        case kInt8: return Spelling::Integer;
        case kFloat4:
        case kFloat8: return Spelling::Real;
        case kBytea: return Spelling::Bytes;
        default: return Spelling::Text;
    }
}

template <class Number>
Number numberOf(QByteArrayView text)
{
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

SqlValue cellOf(Spelling spelling, QByteArrayView text)
{
    switch (spelling) {
        case Spelling::Integer: return numberOf<qint64>(text);
        case Spelling::Real: return numberOf<double>(text);
        case Spelling::Bytes: return SqlValue::bytes(QByteArray::fromHex(text.sliced(2).toByteArray()));  // after "\x"
        case Spelling::Text: return SqlValue::bytes(text.toByteArray());  // the reader knows what it is
    }
    Q_UNREACHABLE();
}

SqlRows rowsOf(const PGresult* result)
{
    const int columns = PQnfields(result);
    const int count = PQntuples(result);
    SqlRows rows(columns);
    if (count == 0) return rows;
    std::vector<Spelling> spellings;
    spellings.reserve(size_t(columns));
    for (int column = 0; column < columns; ++column)
        spellings.push_back(spellingOf(PQftype(result, column)));
    for (int row = 0; row < count; ++row) {
        for (int column = 0; column < columns; ++column) {
            if (PQgetisnull(result, row, column) != 0) {
                rows.append(SqlValue());
                continue;
            }
            const QByteArrayView text(PQgetvalue(result, row, column), PQgetlength(result, row, column));
            rows.append(cellOf(spellings[size_t(column)], text));
        }
    }
    return rows;
}

QByteArray stateOf(const PGresult* result)
{
    return QByteArray(PQresultErrorField(result, PG_DIAG_SQLSTATE));
}

LinkError errorOf(const PGresult* result, size_t statement)
{
    return {stateOf(result), QByteArray(PQresultErrorMessage(result)), statement};
}

bool isGood(const PGresult* result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

void tellNobody(void* /*whom*/, const char* /*words*/) {}

}  // namespace

LinkError::LinkError(QByteArray state, QByteArray words, size_t statement)
    : m_state(std::move(state)), m_words(std::move(words)), m_statement(statement)
{
}

PostgresLink::PostgresLink(const std::string& where) : m_connection(PQconnectdb(where.c_str()))
{
    if (!m_connection) throw std::bad_alloc();
    if (PQstatus(m_connection) != CONNECTION_OK) {
        const QByteArray words(PQerrorMessage(m_connection));
        PQfinish(m_connection);
        throw LinkError({}, words);
    }
    PQsetNoticeProcessor(m_connection, tellNobody, nullptr);
}

PostgresLink::~PostgresLink()
{
    PQfinish(m_connection);
}

bool PostgresLink::isOpen() const
{
    return PQstatus(m_connection) == CONNECTION_OK;
}

int PostgresLink::backend() const
{
    return PQbackendPID(m_connection);
}

bool PostgresLink::isInTransaction() const
{
    return PQtransactionStatus(m_connection) != PQTRANS_IDLE;
}

std::shared_ptr<pg_cancel> PostgresLink::wayToCancel() const
{
    return {PQgetCancel(m_connection), PQfreeCancel};
}

int PostgresLink::serverVersion() const
{
    return PQserverVersion(m_connection);
}

QString PostgresLink::tlsVersion() const
{
    return QString::fromLatin1(PQsslAttribute(m_connection, "protocol"));
}

void PostgresLink::fail(size_t statement) const
{
    throw LinkError({}, QByteArray(PQerrorMessage(m_connection)), statement);
}

void PostgresLink::prepare(const std::string& name, const std::string& text)
{
    const ResultPtr result(PQprepare(m_connection, name.c_str(), text.c_str(), 0, nullptr));
    if (!result) fail(0);
    if (!isGood(result.get())) throw errorOf(result.get(), 0);
}

SqlRows PostgresLink::run(const std::string& text)
{
    if (PQsendQuery(m_connection, text.c_str()) == 0) fail(0);
    ResultPtr last;
    std::optional<LinkError> trouble;
    while (ResultPtr next{PQgetResult(m_connection)}) {
        // Whoever ends a connection says why first; PQexec() would give only what comes last, that it has ended.
        if (!trouble && !isGood(next.get())) trouble = errorOf(next.get(), 0);
        last = std::move(next);
    }
    if (trouble) throw LinkError(*trouble);
    if (!last) fail(0);
    return rowsOf(last.get());
}

std::vector<PostgresLink::Answer> PostgresLink::fly(std::span<const Statement> statements)
{
    if (PQenterPipelineMode(m_connection) == 0) fail(0);
    std::vector<const char*> values;
    for (size_t i = 0; i < statements.size(); ++i) {
        values.clear();
        for (const auto& value : *statements[i].values)
            values.push_back(value ? value->c_str() : nullptr);
        const char* const words = statements[i].words;
        const int count = int(values.size());
        const int isSent =
            statements[i].isText
                ? PQsendQueryParams(m_connection, words, count, nullptr, values.data(), nullptr, nullptr, 0)
                : PQsendQueryPrepared(m_connection, words, count, values.data(), nullptr, nullptr, 0);
        if (isSent == 0) fail(i);
    }
    if (PQpipelineSync(m_connection) == 0) fail(statements.size() - 1);
    return land(statements.size());
}

std::optional<PostgresLink::Answer> PostgresLink::answerOf(size_t statement, std::optional<LinkError>& trouble)
{
    const ResultPtr result(PQgetResult(m_connection));
    if (!result) fail(statement);
    if (!isGood(result.get())) {
        const bool isFirst = !trouble && PQresultStatus(result.get()) != PGRES_PIPELINE_ABORTED;
        if (isFirst) trouble = errorOf(result.get(), statement);
        if (!isOpen()) throw errorOf(result.get(), statement);
    }
    // Each answer ends with none.
    if (const ResultPtr end(PQgetResult(m_connection)); end) throw errorOf(end.get(), statement);
    if (trouble) return {};
    return Answer{rowsOf(result.get()), numberOf<qint64>(PQcmdTuples(result.get()))};
}

std::vector<PostgresLink::Answer> PostgresLink::land(size_t count)
{
    std::vector<Answer> answers;
    answers.reserve(count);
    std::optional<LinkError> trouble;
    for (size_t i = 0; i < count; ++i) {
        if (auto answer = answerOf(i, trouble)) answers.push_back(std::move(*answer));
    }
    const ResultPtr sync(PQgetResult(m_connection));
    const bool hasLanded = sync && PQresultStatus(sync.get()) == PGRES_PIPELINE_SYNC;
    if (!hasLanded || PQexitPipelineMode(m_connection) == 0) fail(count - 1);
    if (trouble) throw LinkError(*trouble);
    return answers;
}

}  // namespace tongdai::postgres
