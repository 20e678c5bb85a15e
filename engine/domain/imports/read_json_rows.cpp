#include "engine/domain/imports/read_rows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tongdai::rows {

using namespace Qt::StringLiterals;

namespace {

ImportTable::Cell cellOf(const QJsonValue& value)
{
    switch (value.type()) {
        case QJsonValue::Null:
        case QJsonValue::Undefined: return {};
        case QJsonValue::Bool: return QByteArray(value.toBool() ? "true" : "false");
        case QJsonValue::Double: {
            const double number = value.toDouble();
            const auto whole = qint64(number);
            return double(whole) == number ? QByteArray::number(whole) : QByteArray::number(number, 'f', 6);
        }
        case QJsonValue::String: return value.toString().toUtf8();
        case QJsonValue::Array: return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
        case QJsonValue::Object: return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    }
    return {};
}

/// More names than a table has: whoever calls fields after ids. The rest is left out.
constexpr qsizetype kMostColumns = 500;

/// Of an object in an object ("sender":{"id":…}) the columns are called "sender.id".
void addCells(ImportTable& table, std::vector<ImportTable::Cell>& cells, const QJsonObject& object,
              const QString& before)
{
    for (auto each = object.begin(); each != object.end(); ++each) {
        const QString name = before + each.key();
        if (each->isObject()) {
            addCells(table, cells, each->toObject(), name + u'.');
            continue;
        }
        qsizetype column = table.columns.indexOf(name);
        if (column < 0) {
            if (table.columns.size() >= kMostColumns) continue;
            column = table.columns.size();
            table.columns.append(name);
        }
        if (size_t(column) >= cells.size()) cells.resize(size_t(column) + 1);
        cells[size_t(column)] = cellOf(*each);
    }
}

void addRow(ImportTable& table, const QJsonObject& object, const QJsonObject& around)
{
    std::vector<ImportTable::Cell> cells;
    addCells(table, cells, object, {});
    table.inherited.removeIf([&](const QString& name) { return object.contains(name); });
    // What stands around a list of messages belongs to each of them: the conversation's id, the customer's name.
    for (auto each = around.begin(); each != around.end(); ++each) {
        if (each->isArray() || each->isObject()) continue;
        const QString name = each.key() == "id"_L1 ? u"parent.id"_s : each.key();
        if (object.contains(name)) continue;
        const bool isNew = !table.columns.contains(name) && table.columns.size() < kMostColumns;
        if (isNew) table.inherited.append(name);
        addCells(table, cells, {{name, *each}}, {});
    }
    table.rows.push_back(std::move(cells));
}

/// Lists of objects, however deep; each is a table by the name of its list.
void gather(std::vector<ImportTable>& tables, const QJsonArray& list, const QString& name, const QJsonObject& around);

void gatherWithin(std::vector<ImportTable>& tables, const QJsonObject& object)
{
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (each->isArray()) gather(tables, each->toArray(), each.key(), object);
    }
}

void gather(std::vector<ImportTable>& tables, const QJsonArray& list, const QString& name, const QJsonObject& around)
{
    const bool isOfObjects = !list.isEmpty() && list.first().isObject();
    if (!isOfObjects) return;
    size_t at = 0;
    while (at < tables.size() && tables[at].name != name)
        ++at;
    if (at == tables.size()) {
        tables.emplace_back();
        tables.back().name = name;
    }
    for (const QJsonValue& value : list) {
        const QJsonObject object = value.toObject();
        addRow(tables[at], object, around);
        gatherWithin(tables, object);
    }
}

}  // namespace

std::variant<std::vector<ImportTable>, QString> ofJson(const QByteArray& bytes)
{
    std::vector<ImportTable> tables;
    QJsonParseError error;
    const QJsonDocument whole = QJsonDocument::fromJson(bytes, &error);
    if (whole.isArray()) {
        gather(tables, whole.array(), {}, {});
        return tables;
    }
    if (whole.isObject()) {
        gatherWithin(tables, whole.object());
        if (!tables.empty()) return tables;
    }
    QJsonArray lines;
    qsizetype number = 0;
    for (const QByteArray& line : bytes.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty()) continue;
        QJsonParseError ofLine;
        const QJsonDocument document = QJsonDocument::fromJson(line, &ofLine);
        if (!document.isObject()) return u"Line %1 is no JSON object: %2"_s.arg(number).arg(ofLine.errorString());
        lines.append(document.object());
    }
    gather(tables, lines, {}, {});
    return tables;
}

}  // namespace tongdai::rows
