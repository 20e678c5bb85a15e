#include "engine/work/message/think.h"

#include "engine/domain/failpoint.h"
#include "engine/domain/ports/ai_client.h"
#include "engine/domain/ports/random.h"
#include "engine/work/loops/pause.h"

#include <algorithm>
#include <array>

namespace tongdai {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

QCoro::Task<Thought> Think::run(AiRequest request, std::shared_ptr<CancelToken> cancel,
                                std::chrono::milliseconds budget)
{
    const auto end = m_ports.clock.elapsed() + budget;
    Thought thought;
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - m_ports.clock.elapsed());
        ++thought.tries;
        AiRequest question = request;
        const Try result = co_await tryOnce(std::move(question), cancel, std::clamp(left, 1ms, m_options.aiTry));
        thought.answer = result.answer;
        thought.error = result.error;
        thought.cancelled = cancel->isCancelled();
        if (result.answer || thought.cancelled || !result.mayTryAgain || thought.tries >= m_options.maxAiTries) break;

        const auto rest = pauseAfter(thought.tries);
        if (m_ports.clock.elapsed() + rest >= end) break;
        co_await pause(cancel, rest);
        if (cancel->isCancelled()) {
            thought.cancelled = true;
            break;
        }
    }
    co_return thought;
}

QCoro::Task<Think::Try> Think::tryOnce(AiRequest request, std::shared_ptr<CancelToken> cancel,
                                       std::chrono::milliseconds deadline)
{
    Try result;
    try {
        FAILPOINT("ai.asked");
        result.answer = co_await m_ports.ai.answer(std::move(request), deadline, cancel);
    } catch (const UpstreamError& error) {
        result.error = QString::fromUtf8(error.what());
        result.mayTryAgain = error.isRetryable();
    } catch (const std::exception& error) {  // a client's mistake must not leave the customer without an answer
        result.error = QString::fromUtf8(error.what());
    }
    cancel->onCancel({});  // the call is over; its listener may point to what is gone
    co_return result;
}

QCoro::Task<void> Think::pause(std::shared_ptr<CancelToken> cancel, std::chrono::milliseconds duration)
{
    const auto sleep = std::make_shared<Pause>(m_ports.clock);
    cancel->onCancel([sleep] { sleep->wake(); });
    co_await sleep->wait(duration);
    cancel->onCancel({});
}

std::chrono::milliseconds Think::pauseAfter(int tries) const
{
    static constexpr std::array kPauses{500.0, 2000.0, 8000.0};
    const double base = kPauses[size_t(std::clamp(tries - 1, 0, int(kPauses.size()) - 1))];
    return std::chrono::milliseconds(qint64(base * (0.75 + 0.5 * m_ports.random.unit())));
}

}  // namespace tongdai
