#include "engine/host/people/password_hasher.h"

#include "engine/domain/work/one_shot.h"

#include <QMetaObject>

#include <sodium.h>

#include <stdexcept>
#include <type_traits>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QByteArray argonHash(QByteArray password)
{
    char out[crypto_pwhash_STRBYTES] = {};
    const int problem = crypto_pwhash_str_alg(
        out, password.constData(), static_cast<unsigned long long>(password.size()), crypto_pwhash_OPSLIMIT_INTERACTIVE,
        crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
    sodium_memzero(password.data(), size_t(password.size()));
    return problem == 0 ? QByteArray(out) : QByteArray();
}

bool argonMatches(QByteArray hash, QByteArray password)
{
    // One that nobody has: an unknown name takes as long as a known one.
    static const QByteArray nobody = argonHash("nobody has this password"_ba);
    const bool isReal = hash.startsWith("$argon2id$");
    const QByteArray& against = isReal ? hash : nobody;
    const bool fits = crypto_pwhash_str_verify(against.constData(), password.constData(),
                                               static_cast<unsigned long long>(password.size())) == 0;
    sodium_memzero(password.data(), size_t(password.size()));
    return fits && isReal;
}

}  // namespace

PasswordHasher::PasswordHasher()
{
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used");
    m_pool.setMaxThreadCount(1);
}

template <class Work>
auto PasswordHasher::away(Work work)
{
    using Result = std::invoke_result_t<Work&>;
    const auto answer = std::make_shared<OneShot<Result>>();
    m_pool.start([this, answer, work = std::move(work)]() mutable {
        const Result result = work();
        QMetaObject::invokeMethod(&m_here, [answer, result] { answer->set(result); });
    });
    return answer;
}

QCoro::Task<QByteArray> PasswordHasher::hash(QString password)
{
    const auto answer = away([utf8 = password.toUtf8()] { return argonHash(utf8); });
    const QByteArray made = co_await answer->wait();
    co_return made;
}

QCoro::Task<bool> PasswordHasher::matches(QByteArray hash, QString password)
{
    const auto answer = away([hash, utf8 = password.toUtf8()] { return argonMatches(hash, utf8); });
    const bool fits = co_await answer->wait();
    co_return fits;
}

QString makePassword()
{
    static constexpr char kLetters[] = "abcdefghjkmnpqrstuvwxyz23456789";
    constexpr int kGroups = 4;
    constexpr int kGroup = 4;
    QString password;
    for (int i = 0; i < kGroups * kGroup; ++i) {
        if (i > 0 && i % kGroup == 0) password += u'-';
        password += QLatin1Char(kLetters[randombytes_uniform(sizeof kLetters - 1)]);
    }
    return password;
}

}  // namespace tongdai
