#pragma once

#include <QSet>

#include <algorithm>

namespace tongdai {

/// Which events were counted, by their growing numbers without gaps (guarantees 2.12): each once, however often and in
/// whatever order it comes; and whether one is missing. Bounded by what comes out of order. Plain value, any thread.
class SeenEvents {
public:
    SeenEvents() = default;
    /// Everything up to `upto` counts as seen.
    explicit SeenEvents(qint64 upto) : m_upto(upto), m_newest(upto) {}

    /// False: it was seen before.
    bool take(qint64 id)
    {
        if (id <= m_upto || m_ahead.contains(id)) return false;
        m_newest = std::max(m_newest, id);
        m_ahead.insert(id);
        close();
        return true;
    }
    /// What is still missing up to `id` will never come: it was erased.
    void passOver(qint64 id)
    {
        if (id <= m_upto) return;
        m_upto = id;
        m_newest = std::max(m_newest, id);
        m_ahead.removeIf([id](qint64 ahead) { return ahead <= id; });
        close();
    }
    /// Everything up to here was seen.
    qint64 upto() const { return m_upto; }
    qint64 newest() const { return m_newest; }
    bool hasGap() const { return !m_ahead.isEmpty(); }
    qsizetype ahead() const { return m_ahead.size(); }

private:
    void close()
    {
        while (m_ahead.remove(m_upto + 1))
            ++m_upto;
    }

    qint64 m_upto = 0;
    qint64 m_newest = 0;
    QSet<qint64> m_ahead;
};

}  // namespace tongdai
