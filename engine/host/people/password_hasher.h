#pragma once

#include "engine/domain/ports/passwords.h"

#include <QObject>
#include <QThreadPool>

namespace tongdai {

/// Argon2id of libsodium, 64 MiB and two passes (security S14), on a thread of its own, in the order of the calls.
/// Engine loop. Its end waits for what is under way; whoever awaits that is not resumed any more.
class PasswordHasher final : public ports::Passwords {
public:
    PasswordHasher();

    QCoro::Task<QByteArray> hash(QString password) override;
    QCoro::Task<bool> matches(QByteArray hash, QString password) override;

private:
    template <class Work>
    auto away(Work work);

    QObject m_here;      ///< answers come by posted calls
    QThreadPool m_pool;  ///< last: its end waits
};

/// A password somebody can read out: four groups of four letters and digits that are not mistaken for each other, 77
/// bits from the system's randomness.
QString makePassword();

}  // namespace tongdai
