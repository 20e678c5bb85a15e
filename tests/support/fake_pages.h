#pragma once

#include "engine/api/setup/pages.h"

#include <optional>

namespace tongdai::testing {

/// The shop's pages as an engine would know them, told at once as a test says. GUI thread.
class FakePages final : public api::Pages {
    Q_OBJECT
public:
    api::Asked<std::vector<api::PageLook>> pages() override
    {
        ++asked;
        if (failure) return api::answered<std::vector<api::PageLook>>(*failure);
        return api::answered<std::vector<api::PageLook>>(said);
    }
    api::Asked<QString> hookAddress(const QString& page) override
    {
        wanted << page;
        return api::answered<QString>(address);
    }

    api::Asked<int> sendAgain(const QString& page) override
    {
        sentAgain << page;
        return api::answered<int>(again);
    }

    std::vector<api::PageLook> said;
    std::optional<api::DeskFailure> failure;  ///< told instead
    api::Answer<QString> address =
        QStringLiteral("https://desk.aoxinh.example/api/v1/pancake/webhook?secret=a-secret-of-the-page");
    QStringList wanted;
    api::Answer<int> again = 0;
    QStringList sentAgain;
    int asked = 0;
};

}  // namespace tongdai::testing
