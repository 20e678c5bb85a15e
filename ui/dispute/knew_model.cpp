#include "ui/dispute/knew_model.h"

#include "ui/dispute/dispute_words.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

void KnewModel::setTravel(const TimeTravel* travel, TimePoint at)
{
    beginResetModel();
    m_travel = travel;
    m_rows = travel ? travel->at(at) : std::vector<KnewRow>();
    endResetModel();
}

void KnewModel::setInstant(TimePoint at)
{
    if (!m_travel || m_rows.empty()) return;
    std::vector<KnewRow> rows = m_travel->at(at);
    m_rows.swap(rows);
    // Only the rows that changed: scrolling and selection stay where they are.
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (m_rows[size_t(row)] != rows[size_t(row)]) emit dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
}

void KnewModel::setFound(const QSet<QByteArray>& lines)
{
    if (lines == m_found) return;
    m_found = lines;
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::BackgroundRole});
}

QStringList KnewModel::wordsOf(int column) const
{
    QStringList words;
    if (!m_travel || m_travel->events().empty() || column < 1 || column >= columnCount()) return words;
    const TimePoint last = m_travel->events().back().at;
    for (int line = 0; line < rowCount(); ++line) {
        KnewCell cell = m_travel->cell(line, column - 1, last);
        words << DisputeWords::cell(cell, m_look.formats());
        if (cell.knew != Knew::Read) continue;
        cell.knew = Knew::Received;  // as it was before
        words << DisputeWords::cell(cell, m_look.formats());
    }
    words.removeDuplicates();
    return words;
}

int KnewModel::rowOf(const QByteArray& line) const
{
    if (!m_travel) return -1;
    const auto& lines = m_travel->thread().lines;
    const auto found = std::ranges::find(lines, line, &DisputeLine::id);
    return found == lines.end() ? -1 : int(found - lines.begin());
}

int KnewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int KnewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_travel ? 0 : 1 + int(m_travel->thread().parties.size());
}

QString KnewModel::lineWords(const KnewRow& row) const
{
    const DisputeLine& line = lineAt(row.line);
    const QString clock = m_look.formats().clock(line.at);
    QString text = line.body.simplified();
    if (text.isEmpty() && !line.attachments.empty())
        text = u'[' + (line.attachments.front().name.isEmpty() ? tr("file") : line.attachments.front().name) + u']';
    if (row.then == LineThen::NotSaid) return tr("%1  not sent yet").arg(clock);
    if (row.then == LineThen::Deleted) return tr("%1  %2: deleted").arg(clock, line.name);
    if (text.isEmpty() && line.deletedAt) text = tr("a text that was deleted later");
    if (row.then == LineThen::Edited) text += u' ' + tr("(edited)");
    if (line.name.isEmpty()) return clock + u"  "_s + text;
    return clock + u"  "_s + line.name + u": "_s + text;
}

QVariant KnewModel::colour(const KnewRow& row, int column) const
{
    const auto of = [this](ColorRole role) { return QVariant(m_look.theme.color(role)); };
    if (row.then == LineThen::NotSaid) return of(ColorRole::SecondaryText);
    if (column == 0) return row.then == LineThen::Deleted ? of(ColorRole::Danger) : of(ColorRole::Text);
    switch (row.cells[size_t(column - 1)].knew) {
        case Knew::Read: return of(ColorRole::Good);
        case Knew::Received:
        case Knew::Nothing: return of(ColorRole::Attention);
        case Knew::Sent: return of(ColorRole::Text);
        default: return of(ColorRole::SecondaryText);
    }
}

QVariant KnewModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_travel) return {};
    const KnewRow& row = m_rows[size_t(index.row())];
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole:
            return column == 0 ? lineWords(row) : DisputeWords::cell(row.cells[size_t(column - 1)], m_look.formats());
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole: {
            if (column == 0) return lineWords(row);
            const DisputeParty& party = m_travel->thread().parties[size_t(column - 1)];
            return DisputeWords::cellExplained(row.cells[size_t(column - 1)], DisputeWords::partyName(party),
                                               m_look.formats());
        }
        case Qt::ForegroundRole: return colour(row, column);
        case Qt::BackgroundRole:
            if (column > 0 || !m_found.contains(lineAt(row.line).id)) return {};
            return m_look.theme.color(ColorRole::NoteBlock);
        case Qt::TextAlignmentRole: return column == 0 ? QVariant() : QVariant(Qt::AlignCenter);
        default: return {};
    }
}

QVariant KnewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_travel) return {};
    if (role == Qt::TextAlignmentRole) return int(section == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    if (section == 0) return tr("Message");
    return DisputeWords::partyName(m_travel->thread().parties[size_t(section - 1)]);
}

void KnewModel::retranslate()
{
    if (!m_travel || m_rows.empty()) return;
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

}  // namespace tongdai
