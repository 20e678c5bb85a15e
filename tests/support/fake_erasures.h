#pragma once

#include "engine/api/erasure.h"

namespace tongdai::testing {

/// Erasure that plans at once, and erases when a test says so. GUI thread.
class FakeErasures final : public api::Erasures {
    Q_OBJECT
public:
    FakeErasures()
    {
        using namespace Qt::StringLiterals;
        report.places = {{u"conversations"_s, 2, 0},
                         {u"messages"_s, 118, 0},
                         {u"customer_details"_s, 3, 0},
                         {u"dispute_cases"_s, 1, 0},
                         {u"participants"_s, 4, 0},
                         {u"turns"_s, 41, 0},
                         {u"outbox"_s, 44, 0},
                         {u"drafts"_s, 0, 0},
                         {u"events elsewhere"_s, 0, 7},
                         {u"messages of others' conversations"_s, 0, 3},
                         {u"redis: chat_history"_s, 12, 0},
                         {u"place of a newer engine"_s, 5, 0}};
        report.left = {{u"audit"_s, LeftPlace::Why::Kept, 12},
                       {u"erasures"_s, LeftPlace::Why::Kept},
                       {u"statistics"_s, LeftPlace::Why::Kept}};
        for (const LeftPlace& place : placesNotReached())
            report.left.push_back(place);
    }
    api::Asked<ErasureReport> plan(const SenderId& customer) override
    {
        planned.push_back(customer);
        if (failure) return api::answered<ErasureReport>(*failure);
        return api::answered<ErasureReport>(report);
    }
    api::Asked<ErasureRequest> note(const SenderId&, const ErasureNote& note) override
    {
        notes.push_back(note);
        if (failure) return api::answered<ErasureRequest>(*failure);
        if (!report.request) report.request = ErasureRequest{note.askedAt.value_or(now), {}, {}};
        if (note.isAnswered) report.request->answeredAt = note.answeredAt.value_or(now);
        return api::answered<ErasureRequest>(*report.request);
    }
    api::Asked<std::vector<OpenErasure>> open() override
    {
        ++lookedForOpen;
        if (failure) return api::answered<std::vector<OpenErasure>>(*failure);
        return api::answered<std::vector<OpenErasure>>(requests);
    }
    api::Asked<api::ErasureDone> erase(const SenderId& customer) override
    {
        erased.push_back(customer);
        m_promise = QPromise<api::Answer<api::ErasureDone>>();
        m_promise.start();
        return m_promise.future();
    }
    void answer(api::Answer<api::ErasureDone> with)
    {
        m_promise.addResult(std::move(with));
        m_promise.finish();
    }

    ErasureReport report;
    std::optional<api::DeskFailure> failure;
    std::vector<OpenErasure> requests;
    int lookedForOpen = 0;
    std::vector<ErasureNote> notes;
    TimePoint now{std::chrono::milliseconds(1'763'712'000'000)};
    std::vector<SenderId> planned;
    std::vector<SenderId> erased;

private:
    QPromise<api::Answer<api::ErasureDone>> m_promise;
};

}  // namespace tongdai::testing
