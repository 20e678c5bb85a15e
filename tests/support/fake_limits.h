#pragma once

#include "engine/api/limits.h"

#include <map>

namespace tongdai::testing {

/// An engine's limits without an engine. GUI thread.
class FakeLimits final : public api::Limits {
    Q_OBJECT
public:
    api::Asked<api::LimitsPicture> limits() override
    {
        ++asked;
        return api::answered<api::LimitsPicture>(picture);
    }
    api::Asked<std::optional<RateUse>> ofCustomer(const SenderId& customer) override
    {
        const auto found = customers.find(customer);
        std::optional<RateUse> use;
        if (found != customers.end()) use = found->second;
        return api::answered<std::optional<RateUse>>(use);
    }

    /// Nobody is near a limit.
    void fillCalm(TimePoint now)
    {
        picture = {};
        picture.isShared = true;
        picture.at = now;
        picture.limits = {{RateScope::ChatUser, {25, std::chrono::minutes(1)}},
                          {RateScope::Sender, {600, std::chrono::minutes(1)}},
                          {RateScope::ApiUser, {300, std::chrono::minutes(1)}},
                          {RateScope::Page, {300, std::chrono::minutes(1)}}};
    }
    /// A customer who floods, a page that is full, a program that asks too often.
    void fillTrouble(TimePoint now)
    {
        fillCalm(now);
        const auto use = [now](RateScope scope, const char* name, int used, int most, int heldBack) {
            RateUse one{scope, name, {most, std::chrono::minutes(1)}, used, heldBack, {}, {}};
            if (heldBack > 0) one.heldBackAt = now - std::chrono::seconds(8);
            if (heldBack > 0 && used >= most) one.retryAfter = std::chrono::seconds(12);
            return one;
        };
        picture.heldBack = 41;
        picture.uses = {
            use(RateScope::ChatUser, "user-7781", 25, 25, 17), use(RateScope::Page, "104883527512345", 300, 300, 6),
            use(RateScope::Address, "203.0.113.9", 212, 300, 3), use(RateScope::ApiUser, "inventory-sync", 288, 300, 0),
            use(RateScope::Sender, "5512009988", 493, 600, 0)};
    }

    api::LimitsPicture picture;
    std::map<SenderId, RateUse> customers;
    int asked = 0;
};

}  // namespace tongdai::testing
