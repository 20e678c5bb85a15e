#include "engine/history/disputes/sources/access_log.h"

#include "engine/history/disputes/sources/foreign_tables.h"
#include "engine/history/mysql/mysql_session.h"

#include <QUuid>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kNoteDeadline = 6s;
constexpr qsizetype kMostReason = 255;  // of the column

QString accessTable(SqlSession& session)
{
    const SqlRows found = session.run(
        u"select table_name from information_schema.tables where table_schema = database() and lower(table_name) = "
        "'chat_admin_access_log'"_s);
    return found.isEmpty() ? QString() : found[0][0].toText();
}

}  // namespace

AccessLog::AccessLog(SqlServerAddress address)
    : m_link([address] { return std::make_unique<MysqlSession>(address, MysqlSession::Access::ReadWrite); },
             address.target(u"mysql"_s))
{
}

QCoro::Task<bool> AccessLog::note(Look look)
{
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return m_link.ask("note the look", kNoteDeadline, [look = std::move(look), id](SqlSession& session) {
        try {
            const QString table = accessTable(session);
            if (table.isEmpty()) return false;
            return session.execute(
                       u"insert into `%1` (id, thread_id, admin_id, action, reason, created_at) values (?, "
                       "?, ?, 'VIEW_THREAD', ?, ?)"_s.arg(table),
                       {id, QString::fromUtf8(look.thread), look.admin, look.reason.left(kMostReason),
                        sqlMoment(look.at)}) == 1;
        } catch (const SqlError& error) {
            // No right to it, or nobody of that name there (a foreign key).
            const auto trouble = error.trouble();
            if (trouble == SqlError::Trouble::Refused || trouble == SqlError::Trouble::Statement) return false;
            throw;
        }
    });
}

}  // namespace tongdai
