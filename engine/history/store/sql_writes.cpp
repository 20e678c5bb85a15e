#include "engine/history/store/sql_writes.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

void SqlWrites::add(const SqlUpdate& update, std::vector<SqlParams> rows, bool isCounted)
{
    if (!rows.empty()) updates.push_back({update, std::move(rows), isCounted, 0});
}

void SqlWrites::add(const SqlInsert& insert, std::vector<SqlParams> rows, const QString& idsBy)
{
    if (!rows.empty()) inserts.push_back({insert, std::move(rows), idsBy, {}});
}

bool SqlWrites::foundAll() const
{
    return std::all_of(updates.begin(), updates.end(),
                       [](const Update& each) { return !each.isCounted || each.matched == qint64(each.rows.size()); });
}

size_t SqlWrites::Insert::placeOfKey() const
{
    const auto key = std::find_if(insert.columns.begin(), insert.columns.end(),
                                  [this](const SqlColumn& column) { return column.name == idsBy; });
    Q_ASSERT(key != insert.columns.end());
    return size_t(key - insert.columns.begin());
}

QString onConflictClause(const SqlInsert& insert)
{
    if (insert.onConflict == SqlInsert::OnConflict::Fail) return {};
    const QString target = u" on conflict ("_s + insert.keys.join(u',');
    if (insert.onConflict == SqlInsert::OnConflict::KeepOld) return target + u") do nothing"_s;
    QStringList changes;
    for (const SqlColumn& column : insert.columns) {
        if (!insert.keys.contains(column.name)) changes << column.name + u" = excluded."_s + column.name;
    }
    return target + u") do update set "_s + changes.join(u',');
}

std::vector<SqlParams> lastOfEachKey(const SqlInsert& insert, std::span<const SqlParams> rows)
{
    QHash<QByteArrayList, size_t> places;
    std::vector<SqlParams> kept;
    for (const SqlParams& row : rows) {
        QByteArrayList key;
        for (size_t column = 0; column < insert.columns.size(); ++column) {
            if (insert.keys.contains(insert.columns[column].name)) key << row[column].toBytes();
        }
        const auto place = places.constFind(key);
        if (place != places.cend()) {
            kept[*place] = row;
            continue;
        }
        places.insert(key, kept.size());
        kept.push_back(row);
    }
    return kept;
}

}  // namespace tongdai
