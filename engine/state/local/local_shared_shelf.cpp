#include "engine/state/local/local_shared_shelf.h"

namespace tongdai {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

qint64 LocalSharedShelf::nowMs() const
{
    return std::chrono::duration_cast<milliseconds>(m_clock.elapsed()).count() + 1;  // 0 means never
}

QCoro::Task<std::optional<QByteArray>> LocalSharedShelf::value(QByteArray name)
{
    const auto found = m_values.constFind(name);
    std::optional<QByteArray> there;
    if (found != m_values.constEnd() && !found->value.isEmpty() && found->until > m_clock.elapsed())
        there = found->value;
    co_return there;
}

QCoro::Task<qint64> LocalSharedShelf::takeTurn(QByteArray name, milliseconds life)
{
    Value& entry = m_values[name];
    const nanoseconds now = m_clock.elapsed();
    const bool isThere = !entry.value.isEmpty() && entry.until > now;
    if (isThere || entry.turnUntil > now) co_return 0;
    entry.turnUntil = now + life;
    co_return ++entry.fence;
}

QCoro::Task<bool> LocalSharedShelf::endTurn(QByteArray name, qint64 fence, QByteArray value, milliseconds life)
{
    Value& entry = m_values[name];
    if (entry.fence > fence) co_return false;
    entry.turnUntil = {};
    if (!value.isEmpty()) remember(name, value, life);
    co_return true;
}

QCoro::Task<void> LocalSharedShelf::dropValue(QByteArray name, QByteArray value)
{
    const auto found = m_values.find(name);
    if (found != m_values.end() && found->value == value) found->value.clear();
    co_return;
}

void LocalSharedShelf::remember(const QByteArray& name, const QByteArray& value, milliseconds life)
{
    Value& entry = m_values[name];
    entry.value = value;
    entry.until = m_clock.elapsed() + life;
}

QCoro::Task<ports::CopyLook> LocalSharedShelf::look(ports::CopyName name, QByteArray knownStamp, ports::CopyLife life,
                                                    QByteArray asker, milliseconds turn)
{
    makeRoom();
    Family& family = m_families[name.family];
    Copy& copy = family.copies[name.key];
    const nanoseconds now = m_clock.elapsed();
    copy.lastUse = ++m_uses;
    ports::CopyLook look;
    look.generation = family.generation;
    look.at = nowMs();
    milliseconds age = life.kept;
    if (copy.at != 0 && copy.until > now) {
        age = milliseconds(look.at - copy.at);
        look.copy = ports::CopyLook::Copy{copy.stamp, {}, age};
        if (copy.stamp != knownStamp) look.copy->body = copy.body;
    }
    if (age >= life.fresh && copy.turnUntil <= now) {
        copy.asker = asker;
        copy.turnUntil = now + turn;
        look.isMine = true;
    }
    co_return look;
}

QCoro::Task<bool> LocalSharedShelf::keep(ports::CopyName name, ports::CopyToKeep kept, ports::CopyLife life)
{
    Family& family = m_families[name.family];
    Copy& copy = family.copies[name.key];
    if (copy.asker == kept.asker) copy.turnUntil = {};
    if (family.generation != kept.generation || copy.at > kept.at || kept.at > nowMs()) co_return false;
    copy.at = kept.at;
    copy.stamp = kept.stamp;
    copy.body = kept.body;
    copy.until = m_clock.elapsed() + life.kept;
    copy.lastUse = ++m_uses;
    co_return true;
}

QCoro::Task<void> LocalSharedShelf::giveUp(ports::CopyName name, QByteArray asker)
{
    Copy& copy = m_families[name.family].copies[name.key];
    if (copy.asker == asker) copy.turnUntil = {};
    co_return;
}

QCoro::Task<int> LocalSharedShelf::forget(QByteArray family)
{
    Family& known = m_families[family];
    ++known.generation;
    int count = 0;
    for (const Copy& copy : std::as_const(known.copies))
        count += copy.at != 0 ? 1 : 0;
    known.copies.clear();
    co_return count;
}

void LocalSharedShelf::forgetCopies()
{
    for (Family& family : m_families) {
        if (family.copies.isEmpty()) continue;
        ++family.generation;
        family.copies.clear();
    }
}

/// One more may come in.
void LocalSharedShelf::makeRoom()
{
    qsizetype count = 0;
    Family* family = nullptr;
    QByteArray oldest;
    quint64 used = m_uses + 1;
    for (Family& each : m_families) {
        count += each.copies.size();
        for (auto it = each.copies.cbegin(); it != each.copies.cend(); ++it) {
            if (it->lastUse >= used || it->turnUntil > m_clock.elapsed()) continue;
            used = it->lastUse;
            oldest = it.key();
            family = &each;
        }
    }
    if (count >= m_mostCopies && family) family->copies.remove(oldest);
}

QCoro::Task<RateAnswer> LocalSharedShelf::charge(QByteArray budget, QByteArray use, int most, milliseconds window)
{
    const RateRule rule{most, window};
    co_return m_rates->charge(RateScope::Upstream, budget, use, rule);
}

QCoro::Task<int> LocalSharedShelf::used(QByteArray budget, milliseconds)
{
    co_return m_rates->used(RateScope::Upstream, budget);
}

}  // namespace tongdai
