#pragma once

#include "engine/domain/ports/store/audit_shelf.h"
#include "engine/domain/ports/store/privacy_stores.h"

#include <functional>

namespace tongdai::testing {

/// An audit log in memory, which may be away.
class KeptAudit final : public ports::AuditLog {
public:
    QCoro::Task<void> audit(AuditEntry entry) override
    {
        throwIfAway();
        entries << entry;
        co_return;
    }
    QCoro::Task<std::vector<AuditLine>> auditLines(int) override { co_return std::vector<AuditLine>(); }
    QCoro::Task<AuditVerdict> verifyAudit() override { co_return AuditVerdict(); }
    QCoro::Task<AuditLook> lookAtAudit(qint64 then) override
    {
        throwIfAway();
        AuditLook look;
        look.head = head;
        if (then > 0 && then <= head.n) look.hashThen = hashOf(then);
        if (const std::function<void()> once = std::exchange(onTheWay, {})) once();
        co_return look;
    }
    QByteArray hashOf(qint64 n) const { return chain + QByteArray::number(n); }
    /// As after `n` entries and `events` events.
    void reach(qint64 n, qint64 events) { head = {n, hashOf(n), events}; }

    QList<AuditEntry> entries;
    AuditHead head;
    QByteArray chain = "a";
    bool isAway = false;
    std::function<void()> onTheWay;  ///< what happens while the next look's answer is on its way

private:
    void throwIfAway() const
    {
        if (!isAway) return;
        throw StoreError(StoreError::Kind::Unreachable, QStringLiteral("audit"), QStringLiteral("memory"),
                         QStringLiteral("away"));
    }
};

/// The files beside it.
class KeptShelf final : public ports::AuditShelf {
public:
    QCoro::Task<QString> keep(std::vector<AuditEntry> entries, TimePoint) override
    {
        waiting.insert(waiting.end(), entries.begin(), entries.end());
        co_return QString();
    }
    QCoro::Task<std::vector<AuditEntry>> take() override
    {
        if (taken.empty()) taken = std::exchange(waiting, {});
        const std::vector<AuditEntry> copy = taken;  // co_return moves out of what it is given
        co_return copy;
    }
    QCoro::Task<void> forgetTaken() override
    {
        taken.clear();
        co_return;
    }
    QCoro::Task<std::vector<KeptHead>> heads() override
    {
        const std::vector<KeptHead> copy = kept;
        co_return copy;
    }
    QCoro::Task<QString> keepHead(KeptHead head) override
    {
        kept.push_back(head);
        co_return QString();
    }

    std::vector<AuditEntry> waiting;
    std::vector<AuditEntry> taken;
    std::vector<KeptHead> kept;
};

}  // namespace tongdai::testing
