#include "tests/support/fake_locks.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using api::HolderKind;
using api::LockAct;
using api::LockCause;
using api::LockRow;
using api::LockState;

namespace {

const QByteArray kFirstEngine(32, 'a');
const QByteArray kSecondEngine(32, 'b');

OwnerId ownerOf(const QByteArray& instance, int number)
{
    return OwnerId(instance + ':' + QByteArray::number(number, 16).rightJustified(32, '0'));
}

}  // namespace

void FakeLocks::watch(bool on)
{
    isWatched = on;
    if (on) QMetaObject::invokeMethod(this, &FakeLocks::tell, Qt::QueuedConnection);
}

void FakeLocks::follow(const ConversationId& conversation)
{
    followed = conversation;
    QMetaObject::invokeMethod(this, &FakeLocks::tell, Qt::QueuedConnection);
}

api::RequestId FakeLocks::requestAct(LockAct act, const LockRow&)
{
    acts.push_back(act);
    const api::RequestId request = ++m_last;
    QMetaObject::invokeMethod(
        this, [this, request] { emit acted(request, true); }, Qt::QueuedConnection);
    return request;
}

void FakeLocks::tell()
{
    picture.at = m_now;
    emit pictureChanged(picture);
    std::vector<ClaimEvent> events;
    for (const ClaimEvent& event : trail) {
        if (event.conversation == followed) events.push_back(event);
    }
    if (!followed.isEmpty())
        emit trailChanged(followed, events, {{kFirstEngine, u"shop-pc/4711"_s}, {kSecondEngine, u"shop-pc2/912"_s}});
}

LockRow FakeLocks::claim(const QString& conversation, const QString& holder, Fence fence, int ageSeconds) const
{
    LockRow row;
    row.conversation = ConversationId::fromString(conversation);
    row.key = "conv_lock:" + conversation.toUtf8();
    row.value = QByteArray::number(fence);
    row.holder = holder;
    row.fence = fence;
    row.since = m_now - std::chrono::seconds(ageSeconds);
    row.whole = 30s;
    row.left = 30s - std::chrono::seconds(ageSeconds % 10);
    row.renewals = ageSeconds / 10;
    row.acts = {LockAct::Release};
    return row;
}

void FakeLocks::fillCalm()
{
    picture = {};
    picture.isRedisHere = picture.isWhole = true;
    picture.redisTarget = u"10.0.0.4:6379"_s;
    for (int i = 0; i < 6; ++i) {
        LockRow row = claim(u"c-%1"_s.arg(12340 + i), u"shop-pc/4711"_s, 40 + i, 0);
        row.key.clear();
        row.left.reset();
        row.acts.clear();
        row.isHere = true;
        row.state = LockState::Free;
        row.until = m_now - std::chrono::seconds(9 * i + 3);
        row.since = *row.until - std::chrono::milliseconds(840 + 310 * i);
        trail.push_back({row.conversation, ClaimAct::Granted, ownerOf(kFirstEngine, i), row.fence, 0, {}, *row.since});
        trail.push_back({row.conversation, ClaimAct::Released, ownerOf(kFirstEngine, i), row.fence, 0, {}, *row.until});
        picture.rows.push_back(row);
    }
}

void FakeLocks::fillBusy()
{
    picture = {};
    picture.isRedisHere = picture.isWhole = true;
    picture.redisTarget = u"10.0.0.4:6379"_s;
    LockRow other = claim(u"c-11820"_s, u"order-sync-3"_s, 0, 48);
    other.holderKind = HolderKind::Program;
    other.state = LockState::Program;
    other.cause = LockCause::OtherProgram;
    other.left = 41s;
    picture.rows.push_back(other);
    LockRow person = claim(u"c-12001"_s, u"Lan"_s, 41, 310);
    person.key.clear();
    person.left.reset();
    person.holderKind = HolderKind::Person;
    person.state = LockState::Person;
    person.waiting = 1;
    person.acts.clear();
    picture.rows.push_back(person);
    for (int i = 0; i < 38; ++i) {
        const bool isFirst = i % 3 != 0;
        LockRow row =
            claim(u"c-%1"_s.arg(12300 + i), isFirst ? u"shop-pc/4711"_s : u"shop-pc2/912"_s, 12 + i, 26 - i * 2 / 3);
        row.isHere = isFirst;
        row.waiting = 1 + (i % 7 == 0 ? 2 : 0);
        picture.rows.push_back(row);
        trail.push_back({row.conversation,
                         ClaimAct::Granted,
                         ownerOf(isFirst ? kFirstEngine : kSecondEngine, i),
                         row.fence,
                         0,
                         {},
                         *row.since});
    }
}

void FakeLocks::fillStuck()
{
    fillCalm();
    const std::vector<LockRow> calm = picture.rows;
    picture.rows.clear();
    LockRow dead = claim(u"c-10007"_s, u"shop-pc2/880"_s, 88, 22);
    dead.state = LockState::Stuck;
    dead.cause = LockCause::HolderGone;
    dead.waiting = 9;
    dead.left = 19s;
    picture.rows.push_back(dead);
    LockRow endless = claim(u"c-11873"_s, u"by hand"_s, 0, 372);
    endless.holderKind = HolderKind::Program;
    endless.state = LockState::Stuck;
    endless.cause = LockCause::NoLife;
    endless.left.reset();
    endless.isSinceSeen = true;
    endless.renewals = 0;
    endless.acts = {LockAct::GiveLife, LockAct::Release};
    picture.rows.push_back(endless);
    LockRow ending = claim(u"c-11455"_s, u"shop-pc2/912"_s, 17, 22);
    ending.state = LockState::Ending;
    ending.cause = LockCause::NotRenewed;
    ending.left = 8s;
    ending.waiting = 3;
    picture.rows.push_back(ending);
    LockRow refused = claim(u"c-11990"_s, u"shop-pc2/912"_s, 16, 12);
    refused.key.clear();
    refused.left.reset();
    refused.state = LockState::Refused;
    refused.cause = LockCause::LateWriter;
    refused.current = 17;
    refused.acts.clear();
    picture.rows.push_back(refused);
    for (int i = 0; i < 5; ++i) {
        LockRow row = claim(u"c-%1"_s.arg(12345 + i), u"shop-pc/4711"_s, 42 + i, 2 + i);
        row.isHere = true;
        row.waiting = 1;
        picture.rows.push_back(row);
    }
    picture.rows.insert(picture.rows.end(), calm.begin(), calm.end());
    const ConversationId deads("c-10007");
    const OwnerId dying = ownerOf(kSecondEngine, 3);
    trail.push_back({deads, ClaimAct::Granted, ownerOf(kFirstEngine, 90), 87, 0, {}, m_now - 70s});
    trail.push_back({deads, ClaimAct::Released, ownerOf(kFirstEngine, 90), 87, 0, {}, m_now - 61s});
    trail.push_back({deads, ClaimAct::Granted, dying, 88, 0, {}, m_now - 22s});
    trail.push_back({deads, ClaimAct::Renewed, dying, 88, 0, {}, m_now - 12s});
    const ConversationId late("c-11990");
    trail.push_back({late, ClaimAct::Granted, ownerOf(kFirstEngine, 91), 15, 0, {}, m_now - 95s});
    trail.push_back({late, ClaimAct::Released, ownerOf(kFirstEngine, 91), 15, 0, {}, m_now - 84s});
    trail.push_back({late, ClaimAct::Granted, ownerOf(kSecondEngine, 92), 16, 0, {}, m_now - 62s});
    trail.push_back({late, ClaimAct::Granted, ownerOf(kFirstEngine, 93), 17, 0, {}, m_now - 31s});
    trail.push_back({late, ClaimAct::RefusedLate, ownerOf(kSecondEngine, 92), 16, 17, {}, m_now - 24s});
    trail.push_back({late, ClaimAct::Released, ownerOf(kFirstEngine, 93), 17, 0, {}, m_now - 19s});
}

void FakeLocks::setRedisAway(const QString& target)
{
    picture.isRedisHere = false;
    picture.redisTarget = target;
    std::erase_if(picture.rows, [](const LockRow& row) { return !row.isHere; });
    for (LockRow& row : picture.rows) {
        row.key.clear();
        row.left.reset();
    }
}

}  // namespace tongdai::testing
