#include "ui/models/alert_watch.h"

#include <QSet>

#include <algorithm>

namespace tongdai {

namespace {

/// The wall clock may have been set back: what lies in the future is long ago.
bool isWithin(std::chrono::seconds span, TimePoint since, TimePoint now)
{
    return since <= now && now - since < span;
}

}  // namespace

AlertWatch::Known AlertWatch::stateOf(const Conversation& row)
{
    Known state;
    const bool isOpen = row.status == ConversationStatus::Active;
    const bool isPersons = isOpen && row.mode == BotMode::Human && row.waitingSince;
    state.isBots = isOpen && row.mode == BotMode::Bot;
    state.waits = isPersons && row.assignee.isEmpty();
    state.isOwned = isPersons && !row.assignee.isEmpty();
    state.isSample = row.isSample;
    state.since = row.waitingSince.value_or(TimePoint{});
    state.customer = row.customerName;
    state.text = row.lastText;
    return state;
}

void AlertWatch::adopt(const std::vector<Conversation>& rows, bool isWhole)
{
    QSet<ConversationId> waiting;
    for (const Conversation& row : rows) {
        const Known state = stateOf(row);
        if (!state.waits) continue;
        waiting.insert(row.id);
        if (!state.isSample && !m_known.value(row.id).waits) m_isDue = true;
        keep(row, state);
    }
    if (!isWhole) return;
    for (auto known = m_known.begin(); known != m_known.end(); ++known) {
        if (!known->waits || waiting.contains(known.key())) continue;
        known->waits = false;
        m_ended.push_back(known.key());
    }
}

std::vector<Alert> AlertWatch::observe(const std::vector<Conversation>& rows, AlertMeans means, TimePoint now)
{
    std::vector<Alert> announced;
    for (const Conversation& row : rows) {
        const auto found = m_known.constFind(row.id);
        const Known* before = found == m_known.cend() ? nullptr : &*found;
        const std::optional<Alert> alert = judge(row, before, means, now);
        keep(row, stateOf(row));
        if (!alert) continue;
        write(*alert);
        if (alert->kind != AlertKind::Writes && alert->reason != AlertReason::MadeUp) announced.push_back(*alert);
    }
    return announced;
}

std::vector<Alert> AlertWatch::observeNobodyCame(const std::vector<LongWait>& waits, bool isAsked, AlertMeans means,
                                                 TimePoint now)
{
    std::vector<Alert> announced;
    const auto before = std::exchange(m_nobodyCame, {});
    if (!isAsked) return announced;
    for (const LongWait& wait : waits) {
        m_nobodyCame.insert(wait.conversation, wait.waitingSince);
        if (before.value(wait.conversation) == wait.waitingSince) continue;
        Alert alert{.at = now, .kind = AlertKind::NobodyCame, .conversation = wait.conversation};
        alert.customer = wait.customer;
        alert.waitingSince = wait.waitingSince;
        alert.reason = soundNow(means, now);
        m_lastCall = now;
        write(alert);
        announced.push_back(alert);
    }
    return announced;
}

void AlertWatch::forget(const std::vector<ConversationId>& ids)
{
    for (const ConversationId& id : ids) {
        const bool wasAskedFor = m_nobodyCame.remove(id);
        if (m_known.take(id).waits || wasAskedFor) m_ended.push_back(id);
    }
}

std::optional<Alert> AlertWatch::judge(const Conversation& row, const Known* before, AlertMeans means, TimePoint now)
{
    const Known state = stateOf(row);
    Alert alert{.at = now,
                .conversation = row.id,
                .customer = row.customerName,
                .text = row.lastText,
                .owner = row.assignee,
                .waitingSince = state.since};
    if (state.waits) {
        if (before && before->waits) return {};  // heard already: a note, or one more line
        const bool wasBots = before ? before->isBots : row.lastSpeaker != Speaker::Customer;
        alert.kind = wasBots ? AlertKind::HandOver : AlertKind::NewCustomer;
        if (state.isSample && !isWithin(kAgain, state.since, now)) {
            alert.reason = AlertReason::MadeUp;
            return alert;
        }
        alert.reason = soundNow(means, now);
        if (!state.isSample) m_lastCall = now;
        return alert;
    }
    alert.kind = AlertKind::Writes;
    if (state.isOwned) {
        if (before && (before->isOwned || before->waits || before->isBots)) return {};  // taken, not written
        alert.reason = AlertReason::SomebodysOwn;
        return alert;
    }
    // Once while the bot has it, not with every line.
    const bool isNews = before ? !before->isBots && row.pending : !row.isSample;
    if (!state.isBots || !isNews) return {};
    alert.reason = AlertReason::BotAnswers;
    return alert;
}

std::optional<Alert> AlertWatch::remind(AlertMeans means, TimePoint now)
{
    const bool isDue = m_isDue || !isWithin(kAgain, m_lastCall, now);
    if (!isDue) return {};
    m_isDue = false;
    Alert alert{.at = now, .kind = AlertKind::StillWaiting};
    for (auto known = m_known.cbegin(); known != m_known.cend(); ++known) {
        if (!known->waits || known->isSample) continue;
        const bool isLongest = alert.waiting == 0 || known->since < alert.waitingSince;
        ++alert.waiting;
        if (!isLongest) continue;
        alert.conversation = known.key();
        alert.customer = known->customer;
        alert.text = known->text;
        alert.waitingSince = known->since;
    }
    if (alert.waiting == 0) return {};
    alert.reason = soundNow(means, now);
    m_lastCall = now;
    write(alert);
    return alert;
}

AlertReason AlertWatch::soundNow(AlertMeans means, TimePoint now)
{
    if (!means.isOn) return AlertReason::SoundOff;
    if (!means.hasOutput) return AlertReason::NoOutput;
    if (isWithin(kOneSound, m_lastSound, now)) return AlertReason::SoundedJust;
    m_lastSound = now;
    return AlertReason::Sounded;
}

void AlertWatch::keep(const Conversation& row, const Known& state)
{
    if (m_known.value(row.id).waits && !state.waits) m_ended.push_back(row.id);
    if (row.status == ConversationStatus::Active)
        m_known.insert(row.id, state);
    else
        m_known.remove(row.id);
}

void AlertWatch::write(const Alert& alert)
{
    ++m_decided;
    m_log.push_front(alert);
    if (m_log.size() > kLogged) m_log.pop_back();
}

std::vector<ConversationId> AlertWatch::takeEnded()
{
    return std::exchange(m_ended, {});
}

}  // namespace tongdai
