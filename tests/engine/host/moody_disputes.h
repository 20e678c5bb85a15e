#pragma once

#include "engine/domain/ports/store/dispute_admin.h"
#include "engine/domain/ports/store/dispute_source.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// A source whose state a test chooses.
class MoodySource final : public ports::DisputeSource {
public:
    SourceStatus status() const override
    {
        SourceStatus status;
        status.name = "mysql";
        status.kind = SourceKind::RealtimeChat;
        status.state = isAway ? SourceState::Away : SourceState::Open;
        return status;
    }
    QCoro::Task<void> look() override
    {
        ++looks;
        co_return;
    }
    void cancel() override { ++cancelled; }
    QCoro::Task<DisputeCasePage> cases(std::optional<LineKey>, int) override
    {
        fail();
        DisputeCasePage page;
        page.cases.emplace_back();
        page.cases.back().ref = {"mysql", "thr-1"};
        page.cases.back().id = "dis-1";
        co_return page;
    }
    QCoro::Task<std::optional<DisputeThread>> thread(QByteArray, ports::DisputeLook look, std::optional<LineKey>,
                                                     int) override
    {
        fail();
        told << look;
        co_return DisputeThread{};
    }
    QCoro::Task<std::optional<PlaceBehind>> placeBehind(QByteArray, QByteArray line, int) override
    {
        fail();
        if (line == "gone") co_return std::nullopt;
        co_return PlaceBehind{LineKey{TimePoint(std::chrono::seconds(9)), "9"}, true};
    }
    QCoro::Task<std::optional<QString>> original(QByteArray, QByteArray line) override
    {
        co_return line == "kept" ? std::optional(u"Nguyên văn"_s) : std::nullopt;
    }
    QCoro::Task<DisputeHits> search(DisputeSearch) override
    {
        fail();
        DisputeHits hits;
        hits.hits.push_back({{"mysql", "thr-1"}, "m-1", {}, {}, found});
        hits.found = 1;
        co_return hits;
    }
    void fail() const
    {
        if (isAway) throw StoreError(StoreError::Kind::Unreachable, u"ask"_s, u"mysql"_s, u"gone"_s);
    }
    bool isAway = false;
    QString found;  ///< what the line says that a search finds
    int looks = 0;
    int cancelled = 0;
    QList<ports::DisputeLook> told;
};

/// The other program's disputes, whose answer a test chooses.
class MoodyDesk final : public ports::DisputeAdmin {
public:
    QCoro::Task<DisputeAdminPage> list(DisputeAdminQuery) override { co_return {}; }
    QCoro::Task<std::optional<QJsonObject>> detail(QString, TimePoint) override { co_return std::nullopt; }
    QCoro::Task<DisputeOutcome> join(DisputeJoin wanted) override
    {
        joined.push_back(wanted);
        co_return says;
    }
    QCoro::Task<DisputeOutcome> eligibility(QString) override { co_return {}; }
    QCoro::Task<DisputeOutcome> package(DisputeJoin) override { co_return {}; }
    QCoro::Task<DisputeOutcome> close(DisputeJoin) override { co_return {}; }
    std::vector<DisputeJoin> joined;
    DisputeOutcome says;
};

}  // namespace tongdai::testing
