#include "tests/e2e/flush_rule.h"

#include <QtEndian>

#include <optional>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

using Entries = std::vector<DiskRecord::Entry>;

constexpr qsizetype kFrameHead = 24;  // of SQLite's log; https://sqlite.org/fileformat2.html#walformat

template <class Is>
std::optional<size_t> firstOf(const Entries& entries, size_t from, size_t to, Is is)
{
    for (size_t at = from; at < to; ++at) {
        if (is(entries[at])) return at;
    }
    return std::nullopt;
}

/// A frame of SQLite's log ends a commit when its head names the size of the database after it.
bool isCommitFrameHead(const DiskRecord::Entry& entry)
{
    return entry.data.size() == kFrameHead && qFromBigEndian<quint32>(entry.data.constData() + 4) != 0;
}

/// Of the transaction that stored `id` between these two moments.
std::optional<size_t> lastWriteOfTheCommit(const Entries& entries, size_t from, size_t to, const QByteArray& id,
                                           const QString& log)
{
    const auto isWrite = [&](const DiskRecord::Entry& each) {
        return each.operation == 'w' && each.path.contains(log);
    };
    const auto carries =
        firstOf(entries, from, to, [&](const auto& each) { return isWrite(each) && each.data.contains(id); });
    if (!carries || log != kSqliteLog) return carries;  // a server writes its log up to the commit, then flushes it
    size_t head = *carries;
    while (head > from && !(isWrite(entries[head]) && entries[head].data.size() == kFrameHead))
        --head;
    const auto commit =
        firstOf(entries, head, to, [&](const auto& each) { return isWrite(each) && isCommitFrameHead(each); });
    return commit ? firstOf(entries, *commit + 1, to, isWrite) : std::nullopt;  // the frame's page
}

QString troubleOfOne(const Entries& entries, size_t from, size_t mark, const QString& log)
{
    const QByteArray id = entries[mark].path.toUtf8();
    const auto written = lastWriteOfTheCommit(entries, from, mark, id, log);
    if (!written) return u"no write was seen"_s;
    const auto answer = firstOf(entries, *written + 1, mark, [](const auto& each) {
        return each.operation == 'a' && (each.data.endsWith(" 200") || each.data.endsWith(" 202"));
    });
    if (!answer) return u"no answer was seen behind the write"_s;
    const auto flush = firstOf(entries, *written + 1, mark, [&](const auto& each) {
        return each.operation == 's' && each.path == entries[*written].path;
    });
    if (!flush || *flush > *answer) return u"answered before the flush"_s;
    return {};
}

}  // namespace

QStringList answersBeforeTheirFlush(const std::vector<DiskRecord::Entry>& entries, const QString& log)
{
    QStringList wrong;
    size_t from = 0;
    for (size_t at = 0; at < entries.size(); ++at) {
        if (entries[at].operation != 'm') continue;
        const QString trouble = troubleOfOne(entries, from, at, log);
        if (!trouble.isEmpty()) wrong << entries[at].path + u": "_s + trouble;
        from = at;
    }
    return wrong;
}

}  // namespace tongdai::testing
