#include "engine/host/dispute/dispute_service.h"

#include "engine/domain/shop/working_days.h"
#include "engine/domain/text/search_words.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostText = 20'000;
constexpr qsizetype kMostReason = 255;

QUuid caseUuid(const QByteArray& id)
{
    return QUuid::fromString(QLatin1StringView(id));
}

api::DeskFailure nothingThere()
{
    return {api::DeskError::NotFound, {}};
}

/// Nobody finds out by searching what the dots in a line stand for.
void maskFoundLines(api::FoundLines& all, const QString& text)
{
    const SearchWords typed = searchWordsTyped(text);
    const SearchWords telex = searchWordsOfTelex(text);
    std::vector<DisputeHit> shown;
    shown.reserve(all.hits.size());
    for (DisputeHit& hit : all.hits) {
        const QString clear = hit.body;
        DisputeMask::mask(hit);
        const bool isAsItWas = typed.isEmpty() || hit.body == clear;
        if (isAsItWas || holdsWords(hit.body, typed) || holdsWords(hit.body, telex)) shown.push_back(std::move(hit));
    }
    all.found -= qint64(all.hits.size() - shown.size());
    all.hits = std::move(shown);
}

}  // namespace

DisputeService::DisputeService(Ports ports)
    : m_ports(std::move(ports)), m_looking(m_ports.clock, kLookAgain, [this] { return look(); })
{
    connect(&m_ports.gate, &DeskGate::changed, this, &DisputeService::forgetLookOfOthers);
}

DisputeService::~DisputeService() = default;

void DisputeService::forgetLookOfOthers()
{
    if (m_look.by == me().id) return;
    m_look = {};
    m_mask.begin({});
}

ports::DisputeSource* DisputeService::sourceOf(const QByteArray& name) const
{
    const auto found =
        std::ranges::find_if(m_ports.sources, [&](const auto* source) { return source->status().name == name; });
    return found == m_ports.sources.end() ? nullptr : *found;
}

std::vector<SourceStatus> DisputeService::statuses() const
{
    std::vector<SourceStatus> all;
    all.reserve(m_ports.sources.size());
    for (const ports::DisputeSource* source : m_ports.sources)
        all.push_back(source->status());
    return all;
}

void DisputeService::tellChanges()
{
    std::vector<SourceStatus> now = statuses();
    if (now == m_told) return;
    m_told = now;
    emit changed(std::move(now));
}

QCoro::Task<api::Answer<std::vector<SourceStatus>>> DisputeService::sources()
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReviewDisputes)) co_return *refused;
    m_looking.start();
    std::vector<SourceStatus> now = statuses();
    m_told = now;
    co_return now;
}

/// An engine nobody looks at disputes with asks its sources nothing.
QCoro::Task<void> DisputeService::look()
{
    const TaskScope::Token scope = m_scope.token();
    for (ports::DisputeSource* source : m_ports.sources) {
        const SourceStatus status = source->status();
        if (status.state == SourceState::Open && status.isCounted) continue;
        auto looking = source->look();
        co_await looking;
        if (scope.isOver()) co_return;
    }
    tellChanges();
}

QCoro::Task<api::Answer<api::CaseList>> DisputeService::cases(int limit)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReviewDisputes)) co_return *refused;
    std::vector<QCoro::Task<DisputeCasePage>> asked;
    asked.push_back(m_ports.cases.caseList(std::nullopt, limit));
    for (ports::DisputeSource* source : m_ports.sources)
        asked.push_back(source->cases(std::nullopt, limit));
    api::CaseList list;
    int answers = 0;
    std::optional<StoreError> trouble;
    for (auto& each : asked) {
        try {
            DisputeCasePage page = co_await each;
            ++answers;
            list.hasMore = list.hasMore || page.earlier.has_value();
            std::ranges::move(page.cases, std::back_inserter(list.cases));
        } catch (const StoreError& error) {
            trouble = error;
        }
    }
    tellChanges();
    if (answers == 0 && trouble) throw StoreError(*trouble);
    for (DisputeCase& each : list.cases)
        DisputeMask::mask(each);
    std::ranges::stable_sort(list.cases, std::ranges::greater(), &DisputeCase::openedAt);
    co_return list;
}

QCoro::Task<api::Answer<DisputeThread>> DisputeService::thread(ThreadRef ref, std::optional<LineKey> before)
{
    const bool isNewLook = !before || m_look != Look{ref, me().id};
    return page(std::move(ref), std::move(before), isNewLook);
}

/// A line of the thread that is looked at already begins no other look.
QCoro::Task<api::Answer<DisputeThread>> DisputeService::threadAround(ThreadRef ref, QByteArray line)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReviewDisputes)) co_return *refused;
    ports::DisputeSource* const source = sourceOf(ref.source);
    if (!source) co_return nothingThere();
    auto finding = source->placeBehind(ref.thread, line, kLinesOfAPage / 2);
    const std::optional<PlaceBehind> place = co_await finding;
    tellChanges();
    if (!place) co_return nothingThere();
    const Look look{ref, me().id};
    auto reading = page(ref, place->before, m_look != look);
    api::Answer<DisputeThread> answer = co_await reading;
    if (auto* found = std::get_if<DisputeThread>(&answer)) found->hasLater = place->hasLater;
    co_return answer;
}

QCoro::Task<api::Answer<DisputeThread>> DisputeService::page(ThreadRef ref, std::optional<LineKey> before,
                                                             bool isNewLook)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReviewDisputes)) co_return *refused;
    ports::DisputeSource* const source = sourceOf(ref.source);
    if (!source) co_return nothingThere();
    const Look look{ref, me().id};
    if (isNewLook) {
        auto auditing = m_ports.audit.audit(
            {look.by.bytes(), u"dispute.viewed"_s, ref.thread, {{u"source"_s, QString::fromUtf8(ref.source)}}});
        co_await auditing;
    }
    const auto told = isNewLook ? ports::DisputeLook::Begins : ports::DisputeLook::GoesOn;
    auto reading = source->thread(ref.thread, told, before, kLinesOfAPage);
    std::optional<DisputeThread> found = co_await reading;
    tellChanges();
    if (!found) co_return nothingThere();
    if (look.by != me().id) co_return api::DeskFailure{api::DeskError::NotSignedIn, {}};  // they left meanwhile
    if (isNewLook) {
        m_look = look;
        m_mask.begin(ref);
    }
    m_mask.mask(ref, *found);
    co_return *found;
}

QCoro::Task<api::Answer<api::OriginalText>> DisputeService::original(ThreadRef ref, QByteArray line)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReviewDisputes)) co_return *refused;
    ports::DisputeSource* const source = sourceOf(ref.source);
    if (!source) co_return nothingThere();
    auto auditing = m_ports.audit.audit(
        {me().id.bytes(), u"dispute.original"_s, line, {{u"source"_s, QString::fromUtf8(ref.source)}}});
    co_await auditing;
    auto reading = source->original(ref.thread, line);
    const std::optional<QString> found = co_await reading;
    if (!found) co_return nothingThere();
    api::OriginalText original{*found};
    original.isMasked = m_mask.maskOriginal(ref, line, original.text);
    co_return original;
}

QCoro::Task<api::Answer<DisputeLine>> DisputeService::reveal(ThreadRef ref, QByteArray line, QString reason)
{
    if (const auto refused = m_ports.gate.refusal(Permission::RevealMasked)) co_return *refused;
    const QString why = reason.simplified().left(kMostReason);
    if (why.isEmpty()) co_return api::DeskFailure{api::DeskError::Refused, {}};
    const std::optional<DisputeLine> clear = m_mask.clear(ref, line);
    if (!clear) co_return nothingThere();
    const QJsonObject detail{{u"source"_s, QString::fromUtf8(ref.source)},
                             {u"conversation"_s, QString::fromUtf8(ref.thread)},
                             {u"reason"_s, why}};
    auto auditing = m_ports.audit.audit({me().id.bytes(), u"dispute.revealed"_s, line, detail});
    co_await auditing;
    co_return *clear;
}

QCoro::Task<api::Answer<api::JoinAnswer>> DisputeService::join(QByteArray source, QByteArray dispute, QString reason)
{
    if (const auto refused = m_ports.gate.refusal(Permission::JudgeDisputes)) co_return *refused;
    const QString why = reason.simplified().left(kMostReason);
    if (why.isEmpty()) co_return api::DeskFailure{api::DeskError::Refused, {}};
    const ports::DisputeSource* const there = sourceOf(source);
    if (!there || there->status().kind != SourceKind::RealtimeChat || !m_ports.admin) co_return nothingThere();
    if (m_ports.adminId.isEmpty()) co_return api::JoinAnswer{DisputeRefusal::NoAccessRecord};
    const QJsonObject detail{
        {u"source"_s, QString::fromUtf8(source)}, {u"by"_s, u"desk"_s}, {u"as"_s, m_ports.adminId}, {u"reason"_s, why}};
    auto auditing = m_ports.audit.audit({me().id.bytes(), u"dispute.join"_s, dispute, detail});
    co_await auditing;
    const DisputeJoin wanted{QString::fromUtf8(dispute), m_ports.adminId, why, m_ports.clock.now()};
    auto joining = m_ports.admin->join(wanted);
    const DisputeOutcome outcome = co_await joining;
    co_return api::JoinAnswer{outcome.refusal, outcome.answer["isParticipant"_L1].toBool()};
}

QCoro::Task<api::Answer<bool>> DisputeService::noteSaved(ThreadRef ref, int lines)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ExportEvidence)) co_return *refused;
    if (!sourceOf(ref.source)) co_return nothingThere();
    const QJsonObject detail{{u"source"_s, QString::fromUtf8(ref.source)}, {u"lines"_s, lines}};
    auto auditing = m_ports.audit.audit({me().id.bytes(), u"dispute.saved"_s, ref.thread, detail});
    co_await auditing;
    co_return true;
}

QCoro::Task<api::Answer<api::FoundLines>> DisputeService::search(DisputeSearch search)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReviewDisputes)) co_return *refused;
    if (!search.source.isEmpty() && !sourceOf(search.source)) co_return nothingThere();
    const std::chrono::nanoseconds began = m_ports.clock.elapsed();
    std::vector<QCoro::Task<DisputeHits>> asked;
    for (ports::DisputeSource* source : m_ports.sources) {
        const SourceStatus status = source->status();
        const bool knowsFilters = search.own.isEmpty() || status.kind == SourceKind::Own;
        const bool isWanted = search.source.isEmpty() || search.source == status.name;
        if (isWanted && knowsFilters) asked.push_back(source->search(search));
    }
    api::FoundLines all;
    int answers = 0;
    std::optional<StoreError> trouble;
    for (auto& each : asked) {
        try {
            DisputeHits hits = co_await each;
            ++answers;
            all.found += hits.found;
            all.searched += hits.searched;
            all.isWhole = all.isWhole && hits.isWhole;
            std::ranges::move(hits.hits, std::back_inserter(all.hits));
        } catch (const StoreError& error) {
            trouble = error;
            all.isWhole = false;
        }
    }
    tellChanges();
    if (answers == 0 && trouble) throw StoreError(*trouble);
    maskFoundLines(all, search.text);
    std::ranges::stable_sort(all.hits, std::ranges::greater(), &DisputeHit::at);
    if (all.hits.size() > size_t(search.limit)) all.hits.resize(size_t(search.limit));
    all.took = std::chrono::duration_cast<std::chrono::milliseconds>(m_ports.clock.elapsed() - began);
    co_return all;
}

void DisputeService::cancel()
{
    for (ports::DisputeSource* source : m_ports.sources)
        source->cancel();
}

QCoro::Task<api::Answer<CaseFile>> DisputeService::openCase(ConversationId conversation, MessageId message)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReviewDisputes)) co_return *refused;
    CaseDraft draft;
    draft.conversation = std::move(conversation);
    draft.message = std::move(message);
    draft.deadline = afterWorkingDays(m_ports.clock.now(), kWorkingDays, QTimeZone::systemTimeZone());
    auto opening = m_ports.cases.openCase(draft, me());
    std::optional<CaseFile> file = co_await opening;
    if (!file) co_return nothingThere();
    DisputeMask::mask(file->shown);
    co_return *file;
}

QCoro::Task<api::Answer<CaseFile>> DisputeService::caseFile(QByteArray id)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReviewDisputes)) co_return *refused;
    auto reading = m_ports.cases.caseFile(caseUuid(id));
    std::optional<CaseFile> file = co_await reading;
    if (!file) co_return nothingThere();
    DisputeMask::mask(file->shown);
    co_return *file;
}

QCoro::Task<api::Answer<CaseFile>> DisputeService::afterAct(QByteArray id, CaseAct act)
{
    switch (act) {
        case CaseAct::Done: break;
        case CaseAct::NotFound: co_return nothingThere();
        case CaseAct::NotOpen: co_return api::DeskFailure{api::DeskError::AlreadyDecided, {}};
        case CaseAct::SamePerson: co_return api::DeskFailure{api::DeskError::Refused, {}};
    }
    auto reading = caseFile(id);
    api::Answer<CaseFile> file = co_await reading;
    co_return file;
}

QCoro::Task<api::Answer<CaseFile>> DisputeService::addNote(QByteArray id, QString body)
{
    if (const auto refused = m_ports.gate.refusal(Permission::JudgeDisputes)) co_return *refused;
    auto noting = m_ports.cases.addNote(caseUuid(id), body.left(kMostText), me());
    const CaseAct act = co_await noting;
    auto ending = afterAct(id, act);
    api::Answer<CaseFile> file = co_await ending;
    co_return file;
}

QCoro::Task<api::Answer<CaseFile>> DisputeService::proposeVerdict(QByteArray id, DisputeVerdict verdict,
                                                                  QString reasoning)
{
    if (const auto refused = m_ports.gate.refusal(Permission::JudgeDisputes)) co_return *refused;
    auto proposing = m_ports.cases.proposeVerdict(caseUuid(id), verdict, reasoning.left(kMostText), me());
    const CaseAct act = co_await proposing;
    auto ending = afterAct(id, act);
    api::Answer<CaseFile> file = co_await ending;
    co_return file;
}

QCoro::Task<api::Answer<CaseFile>> DisputeService::approveVerdict(QByteArray id)
{
    if (const auto refused = m_ports.gate.refusal(Permission::JudgeDisputes)) co_return *refused;
    auto approving = m_ports.cases.approveVerdict(caseUuid(id), me());
    const CaseAct act = co_await approving;
    auto ending = afterAct(id, act);
    api::Answer<CaseFile> file = co_await ending;
    co_return file;
}

QCoro::Task<api::Answer<CaseFile>> DisputeService::setHold(QByteArray id, bool held)
{
    if (const auto refused = m_ports.gate.refusal(Permission::PlaceHolds)) co_return *refused;
    const CaseActor by = me();  // whoever sits here now
    auto reading = m_ports.cases.caseFile(caseUuid(id));
    const std::optional<CaseFile> file = co_await reading;
    if (!file) co_return nothingThere();
    const QByteArray conversation = file->shown.ref.thread;
    auto listing = m_ports.holds.holds();
    const std::vector<LegalHold> holds = co_await listing;
    const auto isOnIt = [&](const LegalHold& hold) {
        return hold.kind == HoldKind::Conversation && hold.subject == conversation;
    };
    if (held && std::ranges::none_of(holds, isOnIt)) {
        LegalHold hold;
        hold.kind = HoldKind::Conversation;
        hold.subject = conversation;
        hold.reason = file->shown.number;
        hold.placedBy = by.id.toString();
        auto placing = m_ports.holds.placeHold(hold, by.id.bytes());
        co_await placing;
    }
    for (const LegalHold& hold : holds) {
        // Another's hold for another reason is theirs to release.
        if (held || !isOnIt(hold) || hold.reason != file->shown.number) continue;
        auto releasing = m_ports.holds.releaseHold(hold.id, by.id.bytes());
        co_await releasing;
    }
    auto ending = caseFile(id);
    api::Answer<CaseFile> changed = co_await ending;
    co_return changed;
}

}  // namespace tongdai
