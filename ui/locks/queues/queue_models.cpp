#include "ui/locks/queues/queue_models.h"

#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/common/words/cause_words.h"
#include "ui/locks/queues/queue_words.h"
#include "ui/locks/row_delegate.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kQueueLookedBack{60};
/// Less says nothing about a minute.
constexpr std::chrono::seconds kQueueLeastLook{8};

QString queueKeyOf(const api::QueueRow& row)
{
    return QString::number(int(row.kind)) + row.name;
}

int alignmentOf(bool isFigure)
{
    return int((isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

}  // namespace

QueuesModel::QueuesModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

void QueuesModel::setRows(const std::vector<api::QueueRow>& rows, TimePoint at)
{
    const bool isSameSet = std::ranges::equal(rows, m_rows, [](const api::QueueRow& a, const api::QueueRow& b) {
        return a.kind == b.kind && a.name == b.name;
    });
    m_at = at;
    note(rows);
    if (isSameSet) {
        m_rows = rows;
        retranslate();
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

void QueuesModel::note(const std::vector<api::QueueRow>& rows)
{
    QHash<QString, std::deque<Seen>> lengths;
    for (const api::QueueRow& row : rows) {
        const QString key = queueKeyOf(row);
        std::deque<Seen> seen = m_lengths.take(key);
        seen.push_back({m_at, row.length});
        while (seen.size() > 2 && m_at - seen[1].at >= kQueueLookedBack)
            seen.pop_front();
        lengths[key] = std::move(seen);
    }
    m_lengths = std::move(lengths);
}

std::optional<qint64> QueuesModel::perMinute(const api::QueueRow& row) const
{
    const auto seen = m_lengths.constFind(queueKeyOf(row));
    if (seen == m_lengths.constEnd()) return std::nullopt;
    const auto took = std::chrono::duration<double>(seen->back().at - seen->front().at).count();
    if (took < std::chrono::duration<double>(kQueueLeastLook).count()) return std::nullopt;
    return qRound64(double(seen->back().length - seen->front().length) * 60 / took);
}

QString QueuesModel::meaning(const api::QueueRow& row) const
{
    const Formats& formats = m_look.formats();
    const QString words = QueueWords::meaning(row, formats);
    const qint64 rate = perMinute(row).value_or(0);
    if (rate == 0) return words;
    return rate > 0 ? tr("%1 · %2 more a minute").arg(words, formats.number(rate))
                    : tr("%1 · %2 fewer a minute").arg(words, formats.number(-rate));
}

const api::QueueRow* QueuesModel::rowAt(int row) const
{
    return row >= 0 && row < int(m_rows.size()) ? &m_rows[size_t(row)] : nullptr;
}

void QueuesModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_rows.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int QueuesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int QueuesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QVariant QueuesModel::data(const QModelIndex& index, int role) const
{
    if (index.row() < 0 || index.row() >= rowCount()) return {};
    const api::QueueRow& row = m_rows[size_t(index.row())];
    const Formats& formats = m_look.formats();
    if (role == Qt::TextAlignmentRole) return alignmentOf(index.column() == Length || index.column() == Attempts);
    if (role == RowDelegate::kToneRole && index.column() == Meaning) return int(QueueWords::tone(row));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (index.column()) {
        case Name: return QueueWords::name(row);
        case Length:
            return row.most > 0 && row.kind == api::QueueRow::Kind::Offline
                       ? u"%1 / %2"_s.arg(formats.number(row.length), formats.number(row.most))
                       : formats.number(row.length);
        case Oldest: return row.oldest ? formats.span(m_at - *row.oldest) : QString();
        case Attempts: return row.attempts > 0 ? formats.number(row.attempts) : QString();
        case Meaning: return meaning(row);
        default: return {};
    }
}

QVariant QueuesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return alignmentOf(section == Length || section == Attempts);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Name: return tr("Queue");
        case Length: return tr("Waiting");
        case Oldest: return tr("Oldest");
        case Attempts: return tr("Tries");
        case Meaning: return tr("What it means");
        default: return {};
    }
}

LettersModel::LettersModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

void LettersModel::setLetters(const std::vector<api::DeadLetter>& letters, TimePoint at)
{
    m_at = at;
    m_all = letters;
    choose();
}

void LettersModel::setFilter(const QString& words)
{
    m_filter = words.trimmed();
    choose();
}

void LettersModel::choose()
{
    std::vector<api::DeadLetter> chosen;
    for (const api::DeadLetter& each : m_all) {
        bool fits = m_filter.isEmpty();
        for (int column = 0; column < kColumns && !fits; ++column)
            fits = text(each, column).contains(m_filter, Qt::CaseInsensitive);
        if (fits) chosen.push_back(each);
    }
    if (chosen == m_letters) return;
    beginResetModel();
    m_letters = std::move(chosen);
    endResetModel();
}

const api::DeadLetter* LettersModel::letterAt(int row) const
{
    return row >= 0 && row < int(m_letters.size()) ? &m_letters[size_t(row)] : nullptr;
}

int LettersModel::find(qint64 id) const
{
    const auto found = std::ranges::find(m_letters, id, &api::DeadLetter::id);
    return found == m_letters.end() ? -1 : int(found - m_letters.begin());
}

std::vector<qint64> LettersModel::alike(const api::DeadLetter& letter) const
{
    std::vector<qint64> ids;
    for (const api::DeadLetter& each : m_letters) {
        if (each.error == letter.error && each.state == letter.state) ids.push_back(each.id);
    }
    return ids;
}

std::vector<qint64> LettersModel::all() const
{
    std::vector<qint64> ids;
    ids.reserve(m_letters.size());
    for (const api::DeadLetter& each : m_letters)
        ids.push_back(each.id);
    return ids;
}

void LettersModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_letters.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int LettersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_letters.size());
}

int LettersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString LettersModel::text(const api::DeadLetter& letter, int column) const
{
    switch (column) {
        case Conversation: return letter.conversation.toString();
        case Text: return letter.text.isEmpty() ? letter.actions : letter.text;
        case Attempts: return m_look.formats().number(letter.attempts);
        case Error:
            return letter.error.isEmpty()
                       ? QueueWords::letterState(letter)
                       : u"%1: %2"_s.arg(QueueWords::letterState(letter), CauseWords::ofPlatform(letter.error));
        case Age: return m_look.formats().age(letter.createdAt, m_at);
        default: return {};
    }
}

QVariant LettersModel::data(const QModelIndex& index, int role) const
{
    const api::DeadLetter* letter = letterAt(index.row());
    if (!letter) return {};
    if (role == Qt::TextAlignmentRole) return alignmentOf(index.column() == Attempts);
    if (role == RowDelegate::kToneRole && index.column() == Error) return int(Tone::Attention);
    if (role == Qt::ToolTipRole && index.column() == Error)
        return plainToolTip(u"%1\n%2"_s.arg(text(*letter, Error), letter->error).trimmed());
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return text(*letter, index.column());
    return {};
}

QVariant LettersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return alignmentOf(section == Attempts);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Conversation: return tr("Conversation");
        case Text: return tr("What was to be said");
        case Attempts: return tr("Tries");
        case Error: return tr("Why not");
        case Age: return tr("Since");
        default: return {};
    }
}

}  // namespace tongdai
