#pragma once

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// Makes and compares hashes of passwords, which takes tenths of a second by intention: never on the engine loop, from
/// where it is called. One at a time; the others wait.
class Passwords {
public:
    virtual ~Passwords() = default;
    /// Empty: there is not memory enough for it now.
    virtual QCoro::Task<QByteArray> hash(QString password) = 0;
    /// Takes as long for a hash that is none as for a right one.
    virtual QCoro::Task<bool> matches(QByteArray hash, QString password) = 0;
};

}  // namespace tongdai::ports
