#pragma once

#include "engine/server/http/http_server.h"
#include "tests/engine/server/http/raw_client.h"
#include "tests/engine/server/http/test_handler.h"

#include <QCoreApplication>
#include <QTest>

#include <memory>

namespace tongdai::http {

/// What was sent over loopback is readable at once; a few loop turns take it in.
inline void letTheServerRead()
{
    for (int turn = 0; turn < 3; ++turn)
        QCoreApplication::processEvents();
}

/// A server on loopback before a handler that tests look into.
class ServerStage {
public:
    ServerStage() { start(); }
    ~ServerStage() { handler->release(); }

    /// Anew, with other limits.
    void start(Limits limits = {})
    {
        server = std::make_unique<Server>(*handler, limits);
        const auto error = server->listen(QHostAddress::LocalHost, 0);
        QVERIFY2(!error, error ? qUtf8Printable(error->cause) : "");
    }
    RawAnswer ask(const QByteArray& bytes) const
    {
        RawClient client(server->port());
        client.say(bytes);
        return client.next();
    }

    std::unique_ptr<TestHandler> handler = std::make_unique<TestHandler>();
    std::unique_ptr<Server> server;
};

}  // namespace tongdai::http
