#include "engine/server/chat/delivery_marks.h"

#include "engine/domain/log.h"
#include "engine/domain/store_error.h"

#include <algorithm>
#include <map>

namespace tongdai::chat {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log deliveryMarksLog("chat.delivery");

constexpr auto kMarkPause = 20ms;
constexpr int kMostRefusals = 5;

std::vector<DeviceCursor> cursorsOf(const std::vector<DeliveryMarks::Mark>& marks)
{
    std::map<std::pair<QUuid, QByteArray>, qint64> cursors;
    for (const DeliveryMarks::Mark& mark : marks) {
        if (mark.device.isEmpty()) continue;
        qint64& rev = cursors[{mark.line.receipt.participant, mark.device}];
        rev = std::max(rev, mark.line.receipt.rev);
    }
    std::vector<DeviceCursor> come;
    come.reserve(cursors.size());
    for (const auto& [place, rev] : cursors)
        come.push_back({place.first, place.second, rev});
    return come;
}

}  // namespace

DeliveryMarks::DeliveryMarks(Store store, MarkLimits limits, QObject* parent)
    : QObject(parent), m_store(std::move(store)), m_limits(limits), m_atOnce(limits.atOnce)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { storeNext(); });
}

void DeliveryMarks::add(Mark mark)
{
    m_waiting.push_back(std::move(mark));
    ++m_noted;
    makeRoom();
    const bool isForAside = m_timer.isActive() && m_isAsideTimer;
    if (!m_timer.isActive() || isForAside) startTimer(kMarkPause);
}

void DeliveryMarks::startTimer(std::chrono::milliseconds pause)
{
    m_isAsideTimer = false;
    m_timer.start(pause);
}

QCoro::Task<bool> DeliveryMarks::untilStored()
{
    if (m_passed == m_noted) co_return m_aside.empty();
    const auto end = std::make_shared<OneShot<bool>>();
    m_waits.push_back({m_noted, end});
    const bool isStored = co_await end->wait();
    co_return isStored;
}

void DeliveryMarks::giveUpWaiting()
{
    endWaits(false);
}

void DeliveryMarks::endWaits(bool isStored)
{
    std::vector<Wait> over;
    std::erase_if(m_waits, [&](const Wait& wait) {
        const bool isOver = !isStored || wait.upto <= m_passed;
        if (isOver) over.push_back(wait);
        return isOver;
    });
    for (const Wait& wait : over)
        wait.end->set(isStored);
}

QCoro::Task<void> DeliveryMarks::storeNext()
{
    if (m_isStoring) co_return;
    if (m_waiting.empty()) tryAsideAgain();
    if (m_waiting.empty()) co_return;
    m_isStoring = true;
    const auto end = m_waiting.begin() + std::ptrdiff_t(std::min(m_atOnce, m_waiting.size()));
    std::vector<Mark> piece(m_waiting.begin(), end);
    m_waiting.erase(m_waiting.begin(), end);
    std::vector<Delivered> receipts;
    receipts.reserve(piece.size());
    for (const Mark& mark : piece)
        receipts.push_back(mark.line.receipt);
    std::vector<DeviceCursor> cursors = cursorsOf(piece);
    std::optional<StoreError::Kind> trouble;
    try {
        auto storing = m_store(std::move(receipts), std::move(cursors));
        co_await storing;
    } catch (const StoreError& error) {
        trouble = error.kind();
        if (!std::exchange(m_isTold, true))
            deliveryMarksLog.warn("delivery marks wait",
                                  {{u"cause"_s, error.cause()}, {u"marks"_s, qint64(piece.size())}});
    }
    m_isStoring = false;
    if (trouble) {
        putBack(std::move(piece), *trouble == StoreError::Kind::Refused);
        co_return;
    }
    m_passed += qint64(piece.size());
    m_atOnce = std::min(m_limits.atOnce, m_atOnce * 2);
    m_isTold = m_isDropTold = false;
    const bool isAllStored = m_aside.empty();
    bringBack();
    emit stored(piece);
    if (!m_waiting.empty()) startTimer(kMarkPause);
    endWaits(isAllStored);
}

void DeliveryMarks::putBack(std::vector<Mark> piece, bool isRefused)
{
    if (isRefused && piece.size() == 1) {
        setAside(std::move(piece.front()));
    } else {
        if (isRefused) m_atOnce = piece.size() / 2;
        m_waiting.insert(m_waiting.begin(), std::make_move_iterator(piece.begin()),
                         std::make_move_iterator(piece.end()));
    }
    makeRoom();
    if (!m_waiting.empty()) {
        startTimer(m_limits.retry);
    } else if (!m_aside.empty()) {
        m_timer.start(m_limits.asideRetry);
        m_isAsideTimer = true;
    }
    endWaits(false);
}

void DeliveryMarks::setAside(Mark mark)
{
    ++m_passed;
    if (++mark.refusals >= kMostRefusals)
        drop(1);
    else
        m_aside.push_back(std::move(mark));
}

/// The store takes something: what it refused may have been refused for a reason that is over.
void DeliveryMarks::bringBack()
{
    m_noted += qint64(m_aside.size());
    std::ranges::move(m_aside, std::back_inserter(m_waiting));
    m_aside.clear();
}

/// No other mark was taken meanwhile: what is refused now is refused for the same reason, and that is counted once.
void DeliveryMarks::tryAsideAgain()
{
    for (Mark& mark : m_aside)
        --mark.refusals;
    bringBack();
}

void DeliveryMarks::makeRoom()
{
    const size_t all = m_waiting.size() + m_aside.size();
    if (all <= m_limits.waiting) return;
    const size_t tooMany = all - m_limits.waiting;
    const size_t fromAside = std::min(tooMany, m_aside.size());
    m_aside.erase(m_aside.begin(), m_aside.begin() + std::ptrdiff_t(fromAside));
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + std::ptrdiff_t(tooMany - fromAside));
    m_passed += qint64(tooMany - fromAside);
    drop(tooMany);
}

void DeliveryMarks::drop(size_t many)
{
    m_dropped += qint64(many);
    if (std::exchange(m_isDropTold, true)) return;
    deliveryMarksLog.warn("delivery marks were dropped, and their lines come with the next connection",
                          {{u"dropped"_s, m_dropped}});
}

}  // namespace tongdai::chat
