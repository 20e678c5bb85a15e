#pragma once

#include "engine/api/audit_view.h"

#include <algorithm>

namespace tongdai::testing {

/// An audit log of so many entries, which answers at once and remembers what was asked. GUI thread.
class FakeAudit final : public api::AuditView {
    Q_OBJECT
public:
    explicit FakeAudit(int entries)
    {
        using namespace Qt::StringLiterals;
        for (int n = entries; n >= 1; --n) {
            AuditRow row;
            row.n = n;
            row.at = TimePoint(std::chrono::milliseconds(1'763'690'000'000 + qint64(n) * 61'000));
            row.who = OperatorId(n % 3 == 0 ? "hung"_ba : "lan"_ba);
            row.name = n % 3 == 0 ? u"Hùng"_s : u"Phạm Thị Lan"_s;
            switch (n % 5) {
                case 0:
                    row.action = u"dispute.revealed"_s;
                    row.detail = {{u"source"_s, u"own"_s}, {u"reason"_s, u"Gọi lại cho khách về đơn giao thiếu"_s}};
                    break;
                case 1:
                    row.action = u"evidence_exported"_s;
                    row.detail = {{u"form"_s, u"package"_s}, {u"masked"_s, true}, {u"lines"_s, 60}};
                    break;
                case 2:
                    row.action = u"person_role_changed"_s;
                    row.about = OperatorId("minh"_ba);
                    row.aboutName = u"Trần Minh"_s;
                    row.detail = {{u"old"_s, u"operator"_s}, {u"new"_s, u"supervisor"_s}};
                    break;
                case 3: row.action = u"takeover"_s; break;
                default: row.action = u"act.of_a_newer_program"_s;
            }
            all.push_back(row);
        }
    }

    api::Asked<AuditPage> lines(const AuditQuery& query) override
    {
        asked.push_back(query);
        if (failure) return api::answered<AuditPage>(*failure);
        AuditPage page;
        for (const AuditRow& row : all) {
            const bool fits = (query.before == 0 || row.n < query.before) &&
                              (query.actor.isEmpty() || row.who.bytes() == query.actor) &&
                              (query.action.isEmpty() || row.action == query.action);
            if (!fits) continue;
            page.hasMore = int(page.rows.size()) == query.limit;
            if (page.hasMore) break;
            page.rows.push_back(row);
        }
        return api::answered<AuditPage>(page);
    }
    api::Asked<AuditVerdict> verify() override
    {
        ++verified;
        return api::answered<AuditVerdict>(verdict);
    }

    std::vector<AuditRow> all;
    std::vector<AuditQuery> asked;
    std::optional<api::DeskFailure> failure;
    AuditVerdict verdict;
    int verified = 0;
};

}  // namespace tongdai::testing
