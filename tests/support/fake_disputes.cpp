#include "tests/support/fake_disputes.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// 20/11/2025 09:12:00 in Saigon.
constexpr TimePoint kShortDeliveryDay{std::chrono::milliseconds(1'763'604'720'000)};

TimePoint fakeAt(std::chrono::milliseconds after)
{
    return kShortDeliveryDay + after;
}

DisputeLine fakeLine(const QByteArray& id, const QByteArray& party, PartyRole role, const QString& name,
                     const QString& body, std::chrono::milliseconds after)
{
    DisputeLine line;
    line.id = id;
    line.party = party;
    line.role = role;
    line.name = name;
    line.body = body;
    line.at = fakeAt(after);
    return line;
}

DisputeParty fakeParty(const QByteArray& id, const QString& name, PartyRole role)
{
    DisputeParty party;
    party.id = id;
    party.name = name;
    party.role = role;
    party.hasReceipts = role != PartyRole::Bot;
    return party;
}

DisputeCase fakeCase(const QByteArray& source, const QByteArray& id, const QString& number, const QString& parties,
                     const QString& title, const QString& status, double amount, int days)
{
    DisputeCase made;
    made.ref = {source, "c-" + id};
    made.id = id;
    made.number = number;
    made.parties = parties;
    made.title = title;
    made.status = status;
    made.amount = amount;
    made.currency = u"VND"_s;
    made.openedAt = kShortDeliveryDay;
    made.isOpen = status != "DECIDED"_L1 && !status.startsWith("RESOLVED"_L1);
    if (made.isOpen) made.deadline = kShortDeliveryDay + 24h * days;
    return made;
}

}  // namespace

DisputeThread shortDeliveryThread()
{
    DisputeThread thread;
    thread.ref = {"own", "c-12001"};
    thread.title = u"Trần Quốc Đạt"_s;
    thread.parties = {fakeParty("dat", u"Trần Quốc Đạt"_s, PartyRole::Customer),
                      fakeParty("lan", u"Lan"_s, PartyRole::Operator), fakeParty("bot", u"bot"_s, PartyRole::Bot)};
    DisputeLine asks = fakeLine("m-501", "dat", PartyRole::Customer, u"Trần Quốc Đạt"_s,
                                u"Đơn của mình có đủ 3 món không shop?"_s, 30s);
    asks.receipts = {{"lan", fakeAt(31s), fakeAt(45s)}};
    DisputeLine bot = fakeLine("m-502", "bot", PartyRole::Bot, u"bot"_s, u"Dạ đơn của anh đủ 3 món ạ."_s, 41'220ms);
    bot.receipts = {{"dat", fakeAt(42'600ms), fakeAt(60s)}, {"lan", fakeAt(42s), fakeAt(70s)}};
    AnswerCard card;
    card.intent = u"xác nhận đơn"_s;
    card.confidence = 0.71;
    card.model = u"gpt-4"_s;
    card.processingMs = 640;
    card.fence = 42;
    card.steps = {11, 4, 6, 640, 2, 9, 32};
    bot.card = card;
    DisputeLine checks =
        fakeLine("m-503", "lan", PartyRole::Operator, u"Lan"_s, u"Em kiểm lại với kho rồi báo anh ngay nhé."_s, 80s);
    checks.receipts = {{"dat", fakeAt(81s), fakeAt(95s)}};
    checks.editedAt = fakeAt(90s);
    DisputeLine picture = fakeLine("m-504", "dat", PartyRole::Customer, u"Trần Quốc Đạt"_s, {}, 130s);
    picture.receipts = {{"lan", fakeAt(190s), fakeAt(200s)}};
    picture.attachments = {{u"thùng hàng lúc mở.jpg"_s, u"image/jpeg"_s, 812'340, u"ab12cd34"_s, {}}};
    DisputeLine insists = fakeLine("m-505", "lan", PartyRole::Operator, u"Lan"_s,
                                   u"Kho báo đã đóng đủ 3 món, anh kiểm tra kỹ lại giúp em."_s, 153'120ms);
    insists.receipts = {{"dat", fakeAt(154s), std::nullopt}};
    DisputeLine blames = fakeLine("m-506", "lan", PartyRole::Operator, u"Lan"_s, {}, 170s);
    blames.receipts = {{"dat", fakeAt(171s), fakeAt(175s)}};
    blames.deletedAt = fakeAt(260s);
    blames.hasOriginal = true;
    DisputeLine demands =
        fakeLine("m-507", "dat", PartyRole::Customer, u"Trần Quốc Đạt"_s,
                 u"Mình đã gửi ảnh rồi. Nếu không giao bù thì hoàn tiền 1.250.000 đồng cho mình."_s, 240s);
    demands.receipts = {{"lan", fakeAt(241s), std::nullopt}};
    thread.lines = {asks, bot, checks, picture, insists, blames, demands};
    return thread;
}

FakeDisputes::FakeDisputes()
{
    SourceStatus own;
    own.name = "own";
    own.state = SourceState::Open;
    own.target = u"/home/lan/.local/share/tongdai/history.sqlite"_s;
    own.messages = 48'211;
    own.isCounted = own.keepsReceipts = true;
    status = {own};
}

void FakeDisputes::fill()
{
    SourceStatus mysql;
    mysql.name = "mysql";
    mysql.kind = SourceKind::RealtimeChat;
    mysql.state = SourceState::Open;
    mysql.target = u"mysql://chat.moc-an.vn/freelance"_s;
    mysql.account = u"console_ro@%"_s;
    mysql.messages = 1'204'331;
    mysql.isCounted = mysql.keepsReceipts = true;
    mysql.access = AccessRecord::Kept;
    status = {status.front(), mysql};
    list = {fakeCase("own", "231", u"KN-0231"_s, u"Trần Quốc Đạt"_s, u"Giao thiếu hàng"_s, u"OPEN"_s, 1'250'000, 3),
            fakeCase("mysql", "d-230", u"clx8d230"_s, u"Vũ Thị Ánh – Mộc An"_s, u"Bot báo sai giá"_s,
                     u"INTERNAL_MEDIATION"_s, 390'000, 1),
            fakeCase("own", "229", u"KN-0229"_s, u"Ngô Bảo Ưu"_s,
                     u"Nhân viên hứa hoàn tiền nhưng quá hẹn ba ngày chưa thấy"_s, u"OPEN"_s, 2'480'000, 0),
            fakeCase("own", "228", u"KN-0228"_s, u"Phạm Thị Hồng Nhung"_s, u"Đổi size không đúng"_s, u"DECIDED"_s,
                     150'000, 0)};
    list[0].isHeld = true;
    file.shown = list[0];
    file.message = "m-505";
    file.openedName = u"Lan"_s;
    file.notes = {{"lan", u"Lan"_s, u"Kho xác nhận chỉ đóng 2 món, ảnh lúc mở thùng khớp với phiếu xuất."_s,
                   kShortDeliveryDay + 2h}};
    file.verdict.verdict = DisputeVerdict::Shop;
    file.verdict.reasoning = u"Kho đóng thiếu; nhân viên trả lời khi chưa xem ảnh."_s;
    file.verdict.proposedBy = "hung";
    file.verdict.proposedName = u"Hùng"_s;
    file.verdict.proposedAt = kShortDeliveryDay + 3h;
}

void FakeDisputes::goAway()
{
    status.back().state = SourceState::Away;
    status.back().cause = u"Can't connect to server on 'chat.moc-an.vn' (111)"_s;
    failure = api::DeskFailure{api::DeskError::StoreDown, status.back().cause};
    emit sourcesChanged(status);
}

void FakeDisputes::comeBack()
{
    status.back().state = SourceState::Open;
    status.back().cause.clear();
    failure.reset();
    emit sourcesChanged(status);
}

api::Asked<api::CaseList> FakeDisputes::cases(int)
{
    return api::answered<api::CaseList>(api::CaseList{list, false});
}

api::Asked<DisputeThread> FakeDisputes::thread(const ThreadRef& ref, const std::optional<LineKey>& earlier)
{
    askedThreads.push_back(ref);
    if (failure) return api::answered<DisputeThread>(*failure);
    if (!earlier || before.empty())
        return api::answered<DisputeThread>(madeOf(told ? *told : shortDeliveryThread(), ref));
    DisputeThread page = before.front();
    before.erase(before.begin());
    return api::answered<DisputeThread>(madeOf(std::move(page), ref));
}

api::Asked<DisputeThread> FakeDisputes::threadAround(const ThreadRef& ref, const QByteArray& line)
{
    askedLines.push_back(line);
    if (line == gone) return api::answered<DisputeThread>(api::DeskFailure{api::DeskError::NotFound, {}});
    if (!around) return thread(ref, std::nullopt);
    return api::answered<DisputeThread>(madeOf(*around, ref));
}

DisputeThread FakeDisputes::madeOf(DisputeThread thread, const ThreadRef& ref) const
{
    thread.ref = ref;
    if (isMasked) {
        thread.lines.back().body = u"Gọi mình số •••• ••• 678 nhé, mình đã gửi ảnh rồi."_s;
        thread.lines.back().isMasked = true;
    }
    for (int i = 0; i < timeless; ++i)
        thread.lines[size_t(i)].at = {};
    return thread;
}

api::Asked<api::OriginalText> FakeDisputes::original(const ThreadRef&, const QByteArray& line)
{
    openedOriginals.push_back(line);
    return api::answered<api::OriginalText>(
        api::OriginalText{u"Chắc anh làm rơi đâu đó chứ shop không giao thiếu bao giờ."_s});
}

api::Asked<DisputeLine> FakeDisputes::reveal(const ThreadRef&, const QByteArray& line, const QString& reason)
{
    revealed.emplace_back(line, reason);
    DisputeLine clear;
    clear.id = line;
    clear.body = u"Gọi mình số 0912 345 678 nhé, mình đã gửi ảnh rồi."_s;
    return api::answered<DisputeLine>(clear);
}

api::FoundLines FakeDisputes::found() const
{
    api::FoundLines found;
    found.hits = {{{"own", "c-12001"},
                   "m-507",
                   kShortDeliveryDay,
                   u"Trần Quốc Đạt"_s,
                   u"Shop giao thiếu hàng của mình rồi, mình đã gửi ảnh"_s},
                  {{"mysql", "c-11873"},
                   "m-9",
                   kShortDeliveryDay - 48h,
                   u"Vũ Thị Ánh"_s,
                   u"Đơn trước cũng giao thiếu 1 món hàng"_s}};
    found.found = 87;
    found.searched = 1'252'542;
    found.took = 142ms;
    if (isEmpty) {
        found.hits.clear();
        found.found = 0;
    }
    return found;
}

api::Asked<api::FoundLines> FakeDisputes::search(const DisputeSearch& search)
{
    searched.push_back(search);
    if (!search.own.conversation.isEmpty()) {
        api::FoundLines lines;
        lines.hits = inOne;
        return api::answered<api::FoundLines>(lines);
    }
    if (!isWaiting) return api::answered<api::FoundLines>(found());
    m_search = QPromise<api::Answer<api::FoundLines>>();
    m_search.start();
    return m_search.future();
}

void FakeDisputes::answerSearch()
{
    m_search.addResult(found());
    m_search.finish();
}

api::Asked<CaseFile> FakeDisputes::openCase(const ConversationId& conversation, const MessageId& message)
{
    openedCases.emplace_back(conversation, message);
    return api::answered<CaseFile>(file);
}

api::Asked<CaseFile> FakeDisputes::caseFile(const QByteArray& id)
{
    for (const DisputeCase& each : list) {
        if (each.id == id && id != file.shown.id) {
            CaseFile other;
            other.shown = each;
            return api::answered<CaseFile>(other);
        }
    }
    return api::answered<CaseFile>(file);
}

api::Asked<CaseFile> FakeDisputes::addNote(const QByteArray&, const QString& body)
{
    file.notes.push_back({"lan", u"Lan"_s, body, now});
    return api::answered<CaseFile>(file);
}

api::Asked<CaseFile> FakeDisputes::proposeVerdict(const QByteArray&, DisputeVerdict verdict, const QString& reasoning)
{
    file.verdict = {};
    file.verdict.verdict = verdict;
    file.verdict.reasoning = reasoning;
    file.verdict.proposedBy = "lan";
    file.verdict.proposedName = u"Lan"_s;
    file.verdict.proposedAt = now;
    return api::answered<CaseFile>(file);
}

api::Asked<CaseFile> FakeDisputes::approveVerdict(const QByteArray&)
{
    if (file.verdict.proposedBy == "lan") return api::answered<CaseFile>(api::DeskFailure{api::DeskError::Refused, {}});
    file.verdict.approvedName = u"Lan"_s;
    file.verdict.decidedAt = now;
    file.shown.isOpen = false;
    file.shown.status = u"DECIDED"_s;
    return api::answered<CaseFile>(file);
}

api::Asked<CaseFile> FakeDisputes::setHold(const QByteArray&, bool held)
{
    file.shown.isHeld = held;
    return api::answered<CaseFile>(file);
}

}  // namespace tongdai::testing
