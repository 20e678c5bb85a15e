#include "engine/state/redis/connection/script.h"

#include <QCryptographicHash>
#include <QFile>

/// Resources of a static library are registered only when somebody names them. Must stand outside any namespace.
static void registerScripts()
{
    Q_INIT_RESOURCE(redis_scripts);
}

namespace tongdai::redis {

using namespace Qt::StringLiterals;

namespace {

QByteArrayList commandFor(const char* verb, const QByteArray& script, const QByteArrayList& keys,
                          const QByteArrayList& args)
{
    QByteArrayList command;
    command.reserve(3 + keys.size() + args.size());
    command << QByteArray(verb) << script << QByteArray::number(keys.size()) << keys << args;
    return command;
}

}  // namespace

Script::Script(const char* name)
{
    registerScripts();
    QFile file(u":/scripts/%1.lua"_s.arg(QString::fromLatin1(name)));
    if (!file.open(QIODevice::ReadOnly)) throw std::logic_error(std::string("no script ") + name);
    m_text = file.readAll();
    m_hash = QCryptographicHash::hash(m_text, QCryptographicHash::Sha1).toHex();
}

QCoro::Task<Reply> Script::run(Connection& connection, QByteArrayList keys, QByteArrayList args) const
{
    const QPointer<Connection> target(&connection);
    const QByteArray text = m_text;
    PendingReply first = target->ask(commandFor("EVALSHA", m_hash, keys, args));
    Reply reply = co_await first;
    if (reply.errorCode() != "NOSCRIPT" || !target) co_return reply;
    PendingReply second = target->ask(commandFor("EVAL", text, keys, args));
    Reply evaluated = co_await second;
    co_return evaluated;
}

}  // namespace tongdai::redis
