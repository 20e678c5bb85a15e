#pragma once

namespace tongdai {

namespace api {
class ConnectionTester;
class Erasures;
class People;
class SetupDesk;
class ShopSystem;
class ShopWorks;
class Statistics;
}  // namespace api

/// What the Setup page needs of the engine; the objects outlive it.
struct SetupDoors {
    api::ConnectionTester& tester;
    api::ShopWorks& works;
    api::SetupDesk& desk;
    api::ShopSystem* shop = nullptr;        ///< null: nothing is said of its requests
    api::People* people = nullptr;          ///< null: no section for them
    api::Statistics* statistics = nullptr;  ///< null: no sections for the bot and for working hours
    api::Erasures* erasures = nullptr;      ///< null: no section for requests for erasure
};

}  // namespace tongdai
