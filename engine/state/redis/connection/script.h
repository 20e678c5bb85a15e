#pragma once

#include "engine/state/redis/connection/connection.h"

namespace tongdai::redis {

/// One Lua script of engine/state/redis/scripts, run by its hash; a server that does not know it (new, flushed) is
/// given the text, once. The engine loop. The connection must outlive the runs or be destroyed with them.
class Script {
public:
    /// `name` without ".lua". A name that is not compiled in is a bug: @throws std::logic_error
    explicit Script(const char* name);

    /// @throws StoreError when Redis cannot be asked; an error of the script itself is a Reply.
    QCoro::Task<Reply> run(Connection& connection, QByteArrayList keys, QByteArrayList args) const;

    const QByteArray& text() const { return m_text; }
    const QByteArray& hash() const { return m_hash; }

private:
    QByteArray m_text;
    QByteArray m_hash;
};

}  // namespace tongdai::redis
