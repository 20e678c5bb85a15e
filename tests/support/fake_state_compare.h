#pragma once

#include "engine/api/state_compare.h"

namespace tongdai::testing {

/// One conversation's state without an engine. GUI thread.
class FakeStateCompare final : public api::StateCompare {
    Q_OBJECT
public:
    api::Asked<api::StatePicture> compare(const ConversationId& conversation) override
    {
        compared.push_back(conversation);
        if (failure) return api::answered<api::StatePicture>(*failure);
        picture.conversation = conversation;
        return api::answered<api::StatePicture>(picture);
    }
    api::Asked<api::StatePicture> repair(const ConversationId& conversation) override
    {
        repaired.push_back(conversation);
        if (failure) return api::answered<api::StatePicture>(*failure);
        for (api::StateLine& line : picture.lines) {
            if (line.redis) line.redis = line.store;
            line.isDifferent = false;
        }
        return api::answered<api::StatePicture>(picture);
    }

    void fillDifferent(TimePoint now)
    {
        using api::StateFact;
        const auto text = [](const char* words) { return std::optional(QString::fromUtf8(words)); };
        picture.isRedisHere = true;
        picture.at = now;
        picture.lines = {{StateFact::LastMessage, text("m-77"), text("m-79"), {}, true},
                         {StateFact::Waiting, text("2"), text("0"), {}, true},
                         {StateFact::AtWork, {}, text(""), {}, false},
                         {StateFact::WhoAnswers, text("bot"), text("bot"), {}, false},
                         {StateFact::Arrived, {}, text("0"), text("1"), true}};
        using namespace std::chrono_literals;
        AnswerPlan waits;
        waits.id = 7;
        waits.ord = 12;
        waits.state = OutboxState::Sending;
        waits.owner = OwnerId("3f9c0d1e5b7a4c2d8e6f0a1b2c3d4e5f:41");
        waits.fence = 17;
        waits.attempts = 3;
        waits.createdAt = now - 40s;
        waits.error = QStringLiteral("HTTP 503");
        for (const char* type : {"send_message", "send_quick_replies", "transfer_to_agent"})
            waits.steps.push_back({QString::fromLatin1(type), QStringLiteral("executing"), 2, waits.error, {}});
        AnswerPlan arrived;
        arrived.id = 5;
        arrived.ord = 9;
        arrived.state = OutboxState::Sent;
        arrived.attempts = 1;
        arrived.createdAt = now - 300s;
        arrived.steps.push_back({QStringLiteral("send_message"), QStringLiteral("succeeded"), 0, {}, now - 299s});
        picture.plans = {waits, arrived};
    }

    api::StatePicture picture;
    std::optional<api::DeskFailure> failure;
    std::vector<ConversationId> compared;
    std::vector<ConversationId> repaired;
};

}  // namespace tongdai::testing
