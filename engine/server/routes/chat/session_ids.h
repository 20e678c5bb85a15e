#pragma once

#include "engine/domain/ports/random.h"

#include <QByteArray>

namespace tongdai {

/// Numbers for new web sessions. Whoever knows the number is its customer, so it must be hard to guess; and it must be
/// known again before anything was said in it, without a row of its own: a part of it is a keyed hash of the rest. A
/// browser's numbers have 53 bits. A value; any thread.
class SessionIds {
public:
    explicit SessionIds(const QByteArray& secret);
    qint64 make(ports::Random& random) const;
    bool isOurs(qint64 id) const;

private:
    static constexpr int kHashBits = 20;
    qint64 hashOf(qint64 drawn) const;
    QByteArray m_key;
};

}  // namespace tongdai
