#pragma once

#include "engine/domain/shop/hook.h"

#include <functional>
#include <map>

namespace tongdai {

/// The newest calls of platforms, in memory alone and bounded in number, bytes and age (features E7). What was refused
/// lies apart from what was let in: neither pushes the other out. Bodies are shared with the request they came with,
/// not copied, unless they are large. Engine loop.
class HookShelf {
public:
    static constexpr qsizetype kMostBody = 128 * 1024;        ///< kept whole; of a larger one the beginning
    static constexpr qsizetype kBeginning = 4 * 1024;         ///< of such a body
    static constexpr qsizetype kMostAnswer = 32 * 1024;       ///< likewise of an answer
    static constexpr qsizetype kMostBytes = 2 * 1024 * 1024;  ///< of one endpoint's calls, refused ones counted apart
    static constexpr std::chrono::hours kKept{24};

    /// `most` of each endpoint, and as many refused ones; 0: none are kept.
    explicit HookShelf(int most) : m_most(most) {}
    bool isOn() const { return m_most > 0; }
    int most() const { return m_most; }

    /// A call has come in; @returns its id.
    qint64 begin(HookCall call);
    void takeBody(qint64 id, const QByteArray& body);
    struct End {
        int status = 0;
        QByteArray answer = {};
        std::chrono::microseconds took{};
        bool callerLeft = false;
        bool cameWhole = true;
    };
    void end(qint64 id, const End& end);

    /// Null: it is not kept, or not any more.
    const HookCall* find(qint64 id) const;
    /// Newest first, of all endpoints together.
    std::vector<const HookCall*> newest() const;
    /// Changes with everything that happens here.
    qint64 revision() const { return m_revision; }
    struct Count {
        qint64 came = 0;
        qint64 refused = 0;
        std::optional<TimePoint> last;
    };
    const Count& count(HookDoor door) const { return m_counts.at(size_t(door)); }
    /// Calls that had to make room for newer ones.
    qint64 goneTotal() const { return m_gone; }

    void forgetBefore(TimePoint time);
    void forgetIf(const std::function<bool(const HookCall&)>& isMeant);

private:
    /// By id, so the oldest is the first.
    struct Row {
        std::map<qint64, HookCall> calls;
        qsizetype bytes = 0;
    };
    static qsizetype bytesOf(const HookCall& call);
    Row& rowOf(HookDoor door, bool isRefused) { return m_rows.at(size_t(door) * 2 + (isRefused ? 1 : 0)); }
    void makeRoom(Row& row);
    /// Of a call that is not over: such a one was not refused.
    std::pair<Row*, std::map<qint64, HookCall>::iterator> locate(qint64 id);

    int m_most;
    qint64 m_newest = 0;
    qint64 m_revision = 0;
    qint64 m_gone = 0;
    std::array<Count, kHookDoors.size()> m_counts;
    std::array<Row, kHookDoors.size() * 2> m_rows;
};

}  // namespace tongdai
