#pragma once

#include "engine/server/access/shop_people.h"
#include "engine/server/router.h"
#include "engine/work/desk/sign_in.h"

namespace tongdai {

/// Where a person gets a token for the administrator's routes and sockets (contracts/handle-message §5). Engine loop;
/// outlives the router's last request.
class PeopleRoutes {
public:
    struct Services {
        SignIn& signIn;
        std::shared_ptr<ShopPeople> people;
        const ports::Clock& clock;
        std::shared_ptr<WrongTokens> wrong;  ///< null: nobody is slowed beyond what SignIn does
    };
    PeopleRoutes(Router& router, Services services);

private:
    QCoro::Task<http::Response> signIn(std::shared_ptr<http::Exchange> exchange);

    Services m_services;
};

}  // namespace tongdai
