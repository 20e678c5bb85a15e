#include "engine/host/backup/foreign_history.h"

#include "engine/history/sql_history.h"
#include "engine/history/store/migrations.h"

#include <QFileInfo>
#include <QMap>
#include <QTemporaryDir>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// "trigger message_search_added" to the words it was made with. What SQLite's own statistics add is no part of it.
using SchemaWords = QMap<QString, QString>;

SchemaWords schemaOf(SqlSession& session)
{
    SchemaWords words;
    const SqlRows rows = session.run(
        u"select type, name, tbl_name, coalesce(sql, '') from sqlite_master "
        "where not (type = 'table' and name in ('sqlite_stat1', 'sqlite_stat4'))"_s);
    for (const SqlRow& row : rows) {
        words.insert(row[0].toText() + u' ' + row[1].toText(),
                     row[2].toText() + u": "_s + row[3].toText().simplified());
    }
    return words;
}

SchemaWords schemaOfOurs(int version, const QString& besides)
{
    QTemporaryDir folder(QFileInfo(besides).absolutePath() + "/.restore-schema-XXXXXX"_L1);
    if (!folder.isValid()) throw SqlError(SqlError::Trouble::Refused, u"check"_s, besides, folder.errorString());
    const std::unique_ptr<SqlSession> session = sqliteBackend(folder.filePath(u"ours.sqlite"_s)).writer();
    session->open();
    std::vector<Migration> migrations = migrationsFor(u"sqlite"_s);
    std::erase_if(migrations, [version](const Migration& each) { return each.version > version; });
    migrate(*session, migrations);
    return schemaOf(*session);
}

/// In words; empty: they are the same.
QString differenceOf(const SchemaWords& found, const SchemaWords& ours)
{
    for (auto each = found.cbegin(); each != found.cend(); ++each) {
        if (!ours.contains(each.key())) return u"it holds the %1, which is not Tongdai's"_s.arg(each.key().left(100));
        if (ours[each.key()] != *each) return u"its %1 is another than Tongdai's"_s.arg(each.key().left(100));
    }
    for (auto each = ours.cbegin(); each != ours.cend(); ++each) {
        if (!found.contains(each.key())) return u"it has no %1"_s.arg(each.key());
    }
    return {};
}

}  // namespace

ForeignHistory lookIntoForeignHistory(const QString& file)
{
    const std::unique_ptr<SqlSession> opened = foreignSqliteSession(file);
    SqlSession& session = *opened;
    session.open();
    session.checkUndamaged();
    ForeignHistory found;
    found.schemaVersion = schemaVersion(session);
    const int newest = migrationsFor(u"sqlite"_s).back().version;
    if (found.schemaVersion < 1 || found.schemaVersion > newest)
        throw SqlError(SqlError::Trouble::Corrupt, u"check"_s, file,
                       u"its schema version is %1; this program knows 1 to %2"_s.arg(found.schemaVersion).arg(newest));
    const QString difference = differenceOf(schemaOf(session), schemaOfOurs(found.schemaVersion, file));
    if (!difference.isEmpty()) throw SqlError(SqlError::Trouble::Corrupt, u"check"_s, file, difference);
    found.conversations = session.run(u"select count(*) from conversations"_s)[0][0].toInteger();
    found.messages = session.run(u"select count(*) from messages"_s)[0][0].toInteger();
    return found;
}

}  // namespace tongdai
