#pragma once

#include "engine/api/setup/hooks.h"

#include <map>

namespace tongdai::testing {

/// Incoming hooks without an engine. GUI thread.
class FakeHooks final : public api::Hooks {
    Q_OBJECT
public:
    api::Asked<api::HooksPicture> hooks(qint64 known) override
    {
        ++asked;
        if (failure) return api::answered<api::HooksPicture>(*failure);
        api::HooksPicture answer = picture;
        answer.isSame = known > 0 && known == picture.revision;
        if (answer.isSame) {
            answer.rows.clear();
            answer.doors.clear();
        }
        return api::answered<api::HooksPicture>(answer);
    }
    api::Asked<HookDetail> detail(qint64 id) override
    {
        opened.push_back(id);
        const auto found = details.find(id);
        if (found == details.end()) return api::answered<HookDetail>(api::DeskFailure{api::DeskError::NotFound, {}});
        return api::answered<HookDetail>(found->second);
    }
    api::Asked<HookReplay> replay(qint64 id) override
    {
        replayed.push_back(id);
        return api::answered<HookReplay>(replaySaid);
    }

    api::Asked<std::vector<OutgoingHookState>> outgoing() override
    {
        ++outgoingAsked;
        if (failure) return api::answered<std::vector<OutgoingHookState>>(*failure);
        return api::answered<std::vector<OutgoingHookState>>(outgoingHooks);
    }

    /// One more call, with a body of its own.
    HookRow& add(TimePoint at, HookDoor door, HookFate fate, int status)
    {
        HookRow row;
        row.id = ++m_newest;
        row.door = door;
        row.at = at;
        row.caller = QStringLiteral("203.0.113.9");
        row.size = 412;
        row.status = status;
        row.took = std::chrono::microseconds(12'400);
        row.fate = fate;
        picture.rows.insert(picture.rows.begin(), row);
        ++picture.revision;
        return picture.rows.front();
    }
    /// Everything about the newest one, as its row is now.
    HookDetail& detailOfNewest(const QString& body)
    {
        const HookRow& row = picture.rows.front();
        HookDetail detail;
        detail.row = row;
        detail.request = QStringLiteral("POST /api/v1/enhanced-handle-message");
        detail.headers = {{"Host", "shop.example:8000"},
                          {"Content-Type", "application/json"},
                          {"Authorization", std::nullopt},
                          {"User-Agent", "Pancake-Webhook/1.0"}};
        detail.body = body;
        detail.answer = QStringLiteral("{\n  \"success\": true\n}");
        detail.conversation = ConversationId::fromString(row.conversation);
        detail.curl = QStringLiteral("curl -X POST 'http://shop.example:8000/…'");
        return details[row.id] = detail;
    }
    /// A shop on a usual morning, with what goes wrong there.
    void fillMorning(TimePoint now)
    {
        using namespace std::chrono_literals;
        picture.kept = 500;
        picture.doors = {
            {HookDoor::Platform, QStringLiteral("/api/v1/enhanced-handle-message"), true, false, 1284, 3, now - 12s},
            {HookDoor::Consolidated, QStringLiteral("/api/v1/chat/message"), true, false, 0, 0, std::nullopt},
            {HookDoor::KiotViet, QStringLiteral("/api/v1/kiotviet/webhook"), false, true, 4, 4, now - 7min}};
        HookRow& closed = add(now - 7min, HookDoor::KiotViet, HookFate::Refused, 404);
        closed.refusal = HookRefusal::NoSuchDoor;
        closed.caller = QStringLiteral("14.225.7.20");
        HookRow& token = add(now - 5min, HookDoor::Platform, HookFate::Refused, 401);
        token.refusal = HookRefusal::WrongToken;
        HookRow& answered = add(now - 3min, HookDoor::Platform, HookFate::Answered, 200);
        name(answered, "pzl_1029_4471", "m_9f02");
        HookRow& again = add(now - 170s, HookDoor::Platform, HookFate::Answered, 200);
        again.isDuplicate = true;
        name(again, "pzl_1029_4471", "m_9f02");
        HookRow& person = add(now - 2min, HookDoor::Platform, HookFate::ForPerson, 200);
        name(person, "104883527512345_7781", "m_a1c4");
        HookRow& fields = add(now - 40s, HookDoor::Platform, HookFate::Refused, 422);
        fields.refusal = HookRefusal::WrongFields;
        fields.detail = QStringLiteral("message_content: field required");
        name(fields, "104883527512345_7781", "m_a1c5");
        HookDetail& shown = detailOfNewest(QStringLiteral(
            "{\n  \"conversation_id\": \"104883527512345_7781\",\n  \"message_id\": \"m_a1c5\",\n  \"sender_id\": "
            "\"7781\",\n  \"metadata\": {\n    \"platform\": \"facebook\",\n    \"customer_name\": \"Chị Hoa\"\n  "
            "}\n}"));
        shown.problems = {fields.detail};
        HookRow& working = add(now - 12s, HookDoor::Platform, HookFate::InWork, 0);
        working.took.reset();
        name(working, "tt_0:1:65120:67001", "m_b7d0");
    }

    /// Two programs that are told what happens: one takes it, one is away.
    void fillOutgoing(TimePoint now)
    {
        using namespace std::chrono_literals;
        const auto named = [](const char* name, const char* address) {
            OutgoingHookState state;
            state.hook.name = QString::fromLatin1(name);
            state.hook.address = QString::fromLatin1(address);
            state.hook.events = {QStringLiteral("message_sent"), QStringLiteral("mode_changed")};
            return state;
        };
        OutgoingHookState crm = named("crm", "https://crm.shop.vn/in/tongdai");
        crm.taken = 1284;
        crm.tries = {{now - 12s, 4711, QStringLiteral("message_sent"), 1, 204, 85ms, {}, false},
                     {now - 40s, 4709, QStringLiteral("mode_changed"), 1, 200, 62ms, {}, false}};
        OutgoingHookState erp = named("erp", "https://erp.shop.vn/hooks");
        erp.waiting = 37;
        erp.dead = 2;
        erp.failed = 9;
        erp.limited = 3;
        erp.restsUntil = now + 30s;
        erp.tries = {
            {now - 20s, 4710, QStringLiteral("message_sent"), 3, 503, 410ms, QStringLiteral("status 503"), false},
            {now - 5min, 4650, QStringLiteral("message_sent"), 1, 410, 91ms, QStringLiteral("status 410"), true}};
        outgoingHooks = {crm, erp};
    }

    api::HooksPicture picture;
    std::vector<OutgoingHookState> outgoingHooks;
    int outgoingAsked = 0;
    std::map<qint64, HookDetail> details;
    HookReplay replaySaid;
    std::optional<api::DeskFailure> failure;
    std::vector<qint64> opened;
    std::vector<qint64> replayed;
    int asked = 0;

private:
    static void name(HookRow& row, const char* conversation, const char* message)
    {
        row.conversation = QString::fromLatin1(conversation);
        row.message = QString::fromLatin1(message);
    }
    qint64 m_newest = 0;
};

}  // namespace tongdai::testing
