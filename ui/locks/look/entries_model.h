#pragma once

#include "engine/api/queue_look.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>

#include <deque>

namespace tongdai {

/// What has been read of a stream, newest first, with the chosen words only. Keeps a bounded number of entries: what is
/// added at one end pushes out at the other. GUI thread.
class EntriesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Id, Fields, kColumns };
    static constexpr size_t kMostEntries = 2'000;

    explicit EntriesModel(Look look, QObject* parent = nullptr);
    void clear();
    /// `hasGap`: others went by between these and those that were newest so far.
    void addNewer(const std::vector<api::StreamEntry>& newestFirst, bool hasGap);
    void addOlder(const std::vector<api::StreamEntry>& newestFirst);
    /// Only those with these words in a field's name, a value or the id.
    void setFilter(const QString& words);
    /// Nothing: a gap, or no such row.
    const api::StreamEntry* entryAt(int row) const;
    qint64 readCount() const { return m_read; }
    /// There are as many as are kept: older ones have been pushed out, or newer ones.
    bool isFull() const { return m_all.size() >= kMostEntries; }
    /// Reading older ones has pushed out the newest.
    bool isBehind() const { return m_isBehind; }
    QByteArray newest() const;
    QByteArray oldest() const;
    void retranslate();

    /// Whether it was added after the other.
    static bool isNewer(const QByteArray& id, const QByteArray& other);
    /// When it was added, as its id says.
    static TimePoint timeOf(const QByteArray& id);
    /// Today the clock, earlier with the date.
    static QString timeWords(const QByteArray& id, const Look& look);
    /// Its fields one under the other, JSON laid out.
    static QString wordsOf(const api::StreamEntry& entry);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        api::StreamEntry entry;
        QString line;  ///< its fields in one line
        bool isGap = false;
    };
    static Row rowOf(const api::StreamEntry& entry);
    bool fits(const Row& row) const;
    void trim(bool fromTheEnd);

    Look m_look;
    std::deque<Row> m_all;
    std::deque<const Row*> m_shown;  ///< of these; a deque that changes at its ends leaves the others where they are
    QString m_filter;
    qint64 m_read = 0;
    bool m_isBehind = false;
};

}  // namespace tongdai
