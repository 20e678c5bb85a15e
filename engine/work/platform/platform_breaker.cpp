#include "engine/work/platform/platform_breaker.h"

namespace tongdai {

using namespace Qt::StringLiterals;

void PlatformBreaker::record(const SendOutcome& outcome, Elapsed now)
{
    switch (outcome.kind) {
        case SendOutcome::Kind::Sent:
        case SendOutcome::Kind::Dead:  // refused this row, but it is there and talks to us
            close();
            return;
        case SendOutcome::Kind::Unauthorised: open(kTokenRefused, kProbeEveryUnauthorised, now); return;
        case SendOutcome::Kind::Retry:
        case SendOutcome::Kind::Ambiguous:
            if (++m_failures >= kFailuresToOpen) open(outcome.error, kProbeEvery, now);
            return;
    }
}

void PlatformBreaker::close()
{
    m_failures = 0;
    m_cause.clear();
}

void PlatformBreaker::open(const QString& cause, Elapsed every, Elapsed now)
{
    m_cause = cause.isEmpty() ? u"no answer"_s : cause;
    m_every = every;
    m_nextProbe = now + every;
}

}  // namespace tongdai
