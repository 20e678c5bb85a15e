#include "ui/locks/look/entries_model.h"

#include "ui/common/widgets/plain_tool_tip.h"

#include <QJsonDocument>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestLine = 400;

}  // namespace

EntriesModel::EntriesModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

EntriesModel::Row EntriesModel::rowOf(const api::StreamEntry& entry)
{
    Row row;
    row.entry = entry;
    QStringList words;
    for (const auto& [name, value] : entry.fields)
        words << u"%1=%2"_s.arg(QString::fromUtf8(name), QString::fromUtf8(value).simplified());
    row.line = words.join("  "_L1);
    return row;
}

TimePoint EntriesModel::timeOf(const QByteArray& id)
{
    return TimePoint(std::chrono::milliseconds(id.left(id.indexOf('-')).toLongLong()));
}

QString EntriesModel::timeWords(const QByteArray& id, const Look& look)
{
    const Formats& formats = look.formats();
    const TimePoint at = timeOf(id);
    const bool isToday = formats.local(at).date() == formats.local(look.now()).date();
    return isToday ? formats.clock(at) : formats.dateTime(at);
}

bool EntriesModel::isNewer(const QByteArray& id, const QByteArray& other)
{
    const auto placeOf = [](const QByteArray& of) {
        const qsizetype dash = of.indexOf('-');
        return std::pair(of.left(dash).toULongLong(), dash < 0 ? 0ULL : of.mid(dash + 1).toULongLong());
    };
    return placeOf(id) > placeOf(other);
}

QString EntriesModel::wordsOf(const api::StreamEntry& entry)
{
    QStringList lines;
    for (const auto& [name, value] : entry.fields) {
        const QJsonDocument json = QJsonDocument::fromJson(value);
        const QByteArray text = json.isNull() ? value : json.toJson(QJsonDocument::Indented).trimmed();
        lines << u"%1: %2"_s.arg(QString::fromUtf8(name), QString::fromUtf8(text));
    }
    if (entry.isCut) lines << tr("… it is longer than this …");
    return lines.join(u'\n');
}

void EntriesModel::clear()
{
    beginResetModel();
    m_shown.clear();
    m_all.clear();
    m_read = 0;
    m_isBehind = false;
    endResetModel();
}

bool EntriesModel::fits(const Row& row) const
{
    return m_filter.isEmpty() || (!row.isGap && (row.line.contains(m_filter, Qt::CaseInsensitive) ||
                                                 QString::fromUtf8(row.entry.id).contains(m_filter)));
}

void EntriesModel::addNewer(const std::vector<api::StreamEntry>& newestFirst, bool hasGap)
{
    std::vector<Row> fresh;  // oldest first
    if (hasGap) fresh.push_back({{}, {}, true});
    for (auto each = newestFirst.rbegin(); each != newestFirst.rend(); ++each)
        fresh.push_back(rowOf(*each));
    const auto fitting = int(std::ranges::count_if(fresh, [this](const Row& row) { return fits(row); }));
    if (fitting > 0) beginInsertRows({}, 0, fitting - 1);
    for (Row& row : fresh) {
        if (!row.isGap) ++m_read;
        m_all.push_front(std::move(row));
        if (fits(m_all.front())) m_shown.push_front(&m_all.front());
    }
    if (fitting > 0) endInsertRows();
    trim(true);
}

void EntriesModel::addOlder(const std::vector<api::StreamEntry>& newestFirst)
{
    std::vector<Row> more;
    more.reserve(newestFirst.size());
    for (const api::StreamEntry& entry : newestFirst)
        more.push_back(rowOf(entry));
    const auto fitting = int(std::ranges::count_if(more, [this](const Row& row) { return fits(row); }));
    if (fitting > 0) beginInsertRows({}, rowCount(), rowCount() + fitting - 1);
    for (Row& row : more) {
        ++m_read;
        m_all.push_back(std::move(row));
        if (fits(m_all.back())) m_shown.push_back(&m_all.back());
    }
    if (fitting > 0) endInsertRows();
    trim(false);
}

void EntriesModel::trim(bool fromTheEnd)
{
    m_isBehind = m_isBehind || (!fromTheEnd && m_all.size() > kMostEntries);
    while (m_all.size() > kMostEntries) {
        const Row& gone = fromTheEnd ? m_all.back() : m_all.front();
        const bool isShown = !m_shown.empty() && &gone == (fromTheEnd ? m_shown.back() : m_shown.front());
        const int row = fromTheEnd ? rowCount() - 1 : 0;
        if (isShown) beginRemoveRows({}, row, row);
        if (isShown) fromTheEnd ? m_shown.pop_back() : m_shown.pop_front();
        fromTheEnd ? m_all.pop_back() : m_all.pop_front();
        if (isShown) endRemoveRows();
    }
}

void EntriesModel::setFilter(const QString& words)
{
    if (words.trimmed() == m_filter) return;
    beginResetModel();
    m_filter = words.trimmed();
    m_shown.clear();
    for (const Row& row : m_all) {
        if (fits(row)) m_shown.push_back(&row);
    }
    endResetModel();
}

const api::StreamEntry* EntriesModel::entryAt(int row) const
{
    if (row < 0 || row >= rowCount() || m_shown[size_t(row)]->isGap) return nullptr;
    return &m_shown[size_t(row)]->entry;
}

QByteArray EntriesModel::newest() const
{
    return m_all.empty() ? QByteArray() : m_all.front().entry.id;
}

QByteArray EntriesModel::oldest() const
{
    const auto last = std::ranges::find(m_all.rbegin(), m_all.rend(), false, &Row::isGap);
    return last == m_all.rend() ? QByteArray() : last->entry.id;
}

void EntriesModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_shown.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int EntriesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int EntriesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QVariant EntriesModel::data(const QModelIndex& index, int role) const
{
    if (index.row() < 0 || index.row() >= rowCount()) return {};
    const Row& row = *m_shown[size_t(index.row())];
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    if (row.isGap) return index.column() == Fields ? tr("… more went by than were read …") : QString();
    const TimePoint at = timeOf(row.entry.id);
    switch (index.column()) {
        case Time: return role == Qt::ToolTipRole ? m_look.formats().dateTime(at) : timeWords(row.entry.id, m_look);
        case Id: return QString::fromUtf8(row.entry.id);
        case Fields:
            return role == Qt::ToolTipRole ? plainToolTip(row.line.left(kLongestLine)) : row.line.left(kLongestLine);
        default: return {};
    }
}

QVariant EntriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Time: return tr("Time");
        case Id: return tr("Id");
        case Fields: return tr("Fields");
        default: return {};
    }
}

}  // namespace tongdai
