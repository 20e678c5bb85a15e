#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/limits/rate_ledger.h"
#include "engine/domain/people/privacy.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/sender_limit.h"
#include "engine/domain/ports/live/shared_shelf.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/shop/hook_shelf.h"

#include <QHash>

namespace tongdai {

/// What people see of the calls on the shelf (features E7), and what would happen to one that came again. A replay
/// reads: it stores nothing, sends nothing, counts in no limit and calls no service. `isMasked`: telephone numbers and
/// the like become dots. Engine loop.
class HookInspector {
public:
    struct Ports {
        HookShelf& shelf;
        ports::KnownMessages& known;
        ports::HistoryReader& reader;
        ports::SharedShelf& shared;
        const RateLedger& rates;
        const ports::Clock& clock;
    };
    struct KiotVietDoor {
        bool isWanted = false;   ///< the shop's own system is set up
        bool hasSecret = false;  ///< so that its calls are taken
    };
    HookInspector(Ports ports, KiotVietDoor kiotViet) : m_ports(ports), m_kiotViet(kiotViet) {}

    struct List {
        std::vector<HookRow> rows;  ///< newest first
        bool isWhole = true;        ///< false: older ones follow when it is asked again
    };
    /// Reads at most kReadAtOnce bytes of calls it has not read before: the engine's loop has other work.
    List list(bool isMasked, int most);
    static constexpr qsizetype kReadAtOnce = 512 * 1024;
    std::vector<HookDoorState> doors() const;
    /// Nothing: it is not kept any more.
    std::optional<HookDetail> detail(qint64 id, bool isMasked);
    /// Likewise. @throws StoreError
    QCoro::Task<std::optional<HookReplay>> replay(qint64 id, bool isMasked);

    const HookShelf& shelf() const { return m_ports.shelf; }
    void forgetOld() { m_ports.shelf.forgetBefore(m_ports.clock.now() - HookShelf::kKept); }
    /// An erasure. What cannot be told to be somebody else's goes as well.
    void forget(const LiveTraces& traces);

private:
    const HookReading& reading(const HookCall& call);
    /// Of calls that are not kept any more.
    void dropReadings();
    HookRow rowOf(const HookCall& call, bool isMasked);
    QCoro::Task<HookReplay> replayBody(HookDoor door, QByteArray body);
    QCoro::Task<HookReplay> replayNotice(QByteArray body);
    QCoro::Task<HookReplay> replayMessages(std::vector<IncomingMessage> messages);
    QCoro::Task<std::optional<ports::KnownMessage>> findKnown(MessageKey key);
    void foresee(HookReplay& replay, const IncomingMessage& message, const std::optional<Conversation>& conversation);

    Ports m_ports;
    KiotVietDoor m_kiotViet;
    QHash<qint64, HookReading> m_read;  ///< of calls that are over
    HookReading m_inWork;               ///< of the one that was read last and is not over
};

}  // namespace tongdai
