#include "engine/server/socketio/socketio_server.h"

#include "engine/server/socketio/client_connection.h"

namespace tongdai::socketio {

Server::Server(Options options, RoomBus* bus, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_bus(bus ? bus : &m_localBus)
{
    m_engine = std::make_unique<engineio::Server>(m_options.engine, [this](engineio::Session& session) {
        return std::make_unique<ClientConnection>(session, *this);
    });
    m_bus->setReceiver([server = QPointer<Server>(this)](const RoomMessage& message) {
        Namespace* nsp = server ? server->find(message.nsp) : nullptr;
        if (nsp) nsp->receive(message);
    });
}

Server::~Server()
{
    m_engine.reset();
}

Namespace& Server::of(const QString& name)
{
    auto& nsp = m_namespaces[name];
    if (!nsp) nsp = std::make_unique<Namespace>(name, *this);
    return *nsp;
}

Namespace* Server::find(const QString& name) const
{
    const auto found = m_namespaces.find(name);
    return found == m_namespaces.end() ? nullptr : found->second.get();
}

Statistics Server::statistics() const
{
    Statistics statistics{m_engine->statistics(), m_floods, m_parseErrors, 0};
    for (const auto& [name, nsp] : m_namespaces)
        statistics.sockets += nsp->size();
    return statistics;
}

void Server::shutDown()
{
    for (const auto& [name, nsp] : m_namespaces) {
        for (const SocketPtr& socket : nsp->sockets())
            socket->end(DisconnectReason::ServerShuttingDown, true);
    }
    m_engine->shutDown();
}

}  // namespace tongdai::socketio
