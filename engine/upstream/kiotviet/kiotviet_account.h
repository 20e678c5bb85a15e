#pragma once

#include <QByteArray>
#include <QUrl>

#include <chrono>

namespace tongdai::upstream {

/// One shop at KiotViet and the application that may ask about it. A value; the secret is never logged.
struct KiotVietAccount {
    QUrl tokenService{QStringLiteral("https://id.kiotviet.vn/connect/token")};
    QUrl api{QStringLiteral("https://public.kiotapi.com")};
    QByteArray retailer;
    QByteArray clientId;
    QByteArray clientSecret;
    int requestsPerWindow = 4500;  ///< the service allows 5,000 reads an hour (contracts/kiotviet §2)
    std::chrono::milliseconds window{std::chrono::hours(1)};
    std::chrono::milliseconds deadline{std::chrono::seconds(10)};  ///< of one request
};

}  // namespace tongdai::upstream
