#pragma once

#include "engine/domain/ports/clock.h"

#include <QHash>
#include <QHostAddress>

#include <array>
#include <functional>

namespace tongdai {

/// Slows down addresses that try one token after the other, at every door (security S14, S40): after kFree wrong ones
/// in a while no token of that address is looked at, for a second, and twice as long after each further one. An address
/// that has brought a right token of the same kind lately is looked at all the same, so that somebody who tries tokens
/// beside the shop's own programs, or behind the same proxy, locks nobody out; the wrong ones are answered alike. Of
/// the same kind, as every visitor is given a user's. Engine loop.
///
/// Tokens that are merely over are no tries.
class WrongTokens {
public:
    /// The platform's and the administrator's; signed ones; that of the assistants, whose programs are not the shop's.
    enum class Kind : quint8 { Shop, User, Assistant };
    static constexpr int kFree = 10;
    static constexpr std::chrono::seconds kFirstWait{1};
    static constexpr std::chrono::seconds kLongestWait{60};
    static constexpr std::chrono::minutes kForgets{10};  ///< after the last wrong one
    static constexpr std::chrono::hours kRemembers{24};  ///< a right one
    static constexpr qsizetype kMostAddresses = 10'000;  ///< of those who tried; then the oldest are forgotten

    /// An address tried for the first time in a while, or has to wait from now on: for the audit log.
    struct Notice {
        QHostAddress peer;
        QString what;  ///< "admin token"
        int tries = 0;
    };
    using Tell = std::function<void(const Notice&)>;

    explicit WrongTokens(const ports::Clock& clock, Tell tell = {}) : m_clock(clock), m_tell(std::move(tell)) {}

    /// How long no token of this address is looked at; zero: it may be.
    std::chrono::milliseconds wait(const QHostAddress& peer, Kind kind) const;
    /// The same, to be told: whatever the token, where it was not right.
    std::chrono::milliseconds waitAfterWrong(const QHostAddress& peer) const;
    void noteWrong(const QHostAddress& peer, const QString& what);
    void noteRight(const QHostAddress& peer, Kind kind);

    qint64 wrongTotal() const { return m_wrong; }
    qsizetype addresses() const { return m_tries.size(); }  ///< that are remembered for what they tried

private:
    struct Tries {
        int wrong = 0;
        std::chrono::nanoseconds last{};
        std::chrono::nanoseconds blockedUntil{};
    };
    void forgetOld(std::chrono::nanoseconds now);

    const ports::Clock& m_clock;
    Tell m_tell;
    QHash<QByteArray, Tries> m_tries;
    std::array<QHash<QByteArray, std::chrono::nanoseconds>, 3> m_rightAt;  ///< by kind
    std::chrono::nanoseconds m_sweptAt{};
    qint64 m_wrong = 0;
};

}  // namespace tongdai
