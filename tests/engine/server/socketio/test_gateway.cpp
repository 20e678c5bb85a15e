#include "tests/engine/server/socketio/test_gateway.h"

namespace tongdai::testing {

socketio::Options TestGateway::defaults()
{
    socketio::Options options;
    options.engine.origins = engineio::OriginPolicy::any();
    return options;
}

TestGateway::TestGateway(socketio::Options options, socketio::RoomBus* bus) : m_socketIo(std::move(options), bus)
{
    m_http = std::make_unique<http::Server>(*this, http::Limits{});
    if (const auto error = m_http->listen(QHostAddress::LocalHost, 0)) qFatal("%s", qPrintable(error->cause));
}

TestGateway::~TestGateway()
{
    m_socketIo.shutDown();
    m_http.reset();
}

}  // namespace tongdai::testing
