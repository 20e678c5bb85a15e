#include "tests/support/fake_desk.h"

#include "engine/domain/text/fold_text.h"
#include "engine/domain/text/search_words.h"
#include "engine/domain/work/work_queue.h"

#include <QTimer>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FakeDesk::FakeDesk(QObject* parent) : Desk(parent) {}

TimePoint FakeDesk::shopTime()
{
    return TimePoint(std::chrono::milliseconds(1763708913000));
}

Conversation& FakeDesk::conversation(const ConversationId& id)
{
    Q_ASSERT(m_indexOf.contains(id));
    return conversations[m_indexOf.value(id)];
}

Conversation& FakeDesk::addConversation(Conversation conversation)
{
    m_indexOf.insert(conversation.id, conversations.size());
    conversations.push_back(std::move(conversation));
    return conversations.back();
}

StoredMessage& FakeDesk::addLine(const ConversationId& id, Speaker speaker, const QString& text, TimePoint at)
{
    Conversation& c = conversation(id);
    StoredMessage line;
    line.conversation = id;
    line.rev = ++c.lastRev;
    line.messageId = MessageId("m-" + id.bytes() + '-' + QByteArray::number(line.rev));
    line.seq = speaker == Speaker::Customer ? ++c.nextSeq : 0;
    line.speaker = speaker;
    line.body = text;
    line.receivedAt = at;
    line.sentAt = toUnixSeconds(at);
    line.senderName = speaker == Speaker::Customer ? c.customerName : speaker == Speaker::Bot ? QString() : u"Lan"_s;
    if (speaker != Speaker::System) {
        c.lastText = text.left(200);
        c.lastSpeaker = speaker;
    }
    c.lastActivity = at;
    ++c.totalMessages;
    auto& lines = threads[id];
    lines.push_back(std::move(line));
    return lines.back();
}

StoredMessage& FakeDesk::say(const ConversationId& id, Speaker speaker, const QString& text, bool reportIt)
{
    StoredMessage& line = addLine(id, speaker, text, now);
    Conversation& c = conversation(id);
    if (speaker == Speaker::Customer) {
        ++c.unread;
        if (c.mode == BotMode::Human && !c.waitingSince) c.waitingSince = now;
    } else if (speaker == Speaker::Operator) {
        c.unread = 0;
        c.waitingSince.reset();
    }
    if (reportIt) {
        emit conversationsChanged({c});
        if (watched == id) emit linesChanged(id, {line});
        emit queueCountsChanged(counts());
    }
    return line;
}

void FakeDesk::report(const ConversationId& id)
{
    emit conversationsChanged({conversation(id)});
    emit queueCountsChanged(counts());
}

QueueCounts FakeDesk::counts() const
{
    QueueCounts counts;
    for (const Conversation& c : conversations) {
        for (int queue = 0; queue < kWorkQueueCount; ++queue)
            counts.of[size_t(queue)] += belongsTo(c, WorkQueue(queue), operatorId) ? 1 : 0;
    }
    return counts;
}

void FakeDesk::failNext(api::DeskError error, const QString& detail)
{
    m_failNext = api::DeskFailure{error, detail};
}

void FakeDesk::setAnswering(bool on)
{
    m_answering = on;
    if (!on) return;
    for (const auto& answer : std::exchange(m_keptBack, {}))
        answer();
}

api::RequestId FakeDesk::answerLater(std::function<void(api::RequestId)> answer)
{
    const api::RequestId id = m_next++;
    std::function<void()> run = [answer = std::move(answer), id] { answer(id); };
    if (m_failNext) run = [this, id, failure = *std::exchange(m_failNext, {})] { emit requestFailed(id, failure); };
    QTimer::singleShot(0, this, [this, run = std::move(run)] {
        if (m_answering)
            run();
        else
            m_keptBack.push_back(run);
    });
    return id;
}

api::RequestId FakeDesk::requestConversations(const ConversationQuery& query)
{
    return answerLater([this, query](api::RequestId id) {
        std::vector<const Conversation*> found;
        const QString folded = foldText(query.filter);
        for (const Conversation& c : conversations) {
            if (belongsTo(c, query.queue, query.me) && matchesFilter(c, folded)) found.push_back(&c);
        }
        std::sort(found.begin(), found.end(), [&query](const Conversation* a, const Conversation* b) {
            return listKey(*a, query.order) < listKey(*b, query.order);
        });
        ConversationPage page;
        const size_t end = std::min(found.size(), size_t(query.offset + query.limit));
        for (size_t i = size_t(query.offset); i < end; ++i)
            page.rows.push_back(*found[i]);
        page.hasMore = end < found.size();
        emit queueCountsChanged(counts());
        emit conversationsListed(id, page);
    });
}

api::RequestId FakeDesk::requestThread(const ThreadQuery& query)
{
    ++threadQuestions;
    return answerLater([this, query](api::RequestId id) {
        if (hidden.contains(query.conversation)) {
            emit requestFailed(id, {api::DeskError::NotFound, {}});
            return;
        }
        const auto& all = threads[query.conversation];
        ThreadPage page;
        const auto limit = size_t(query.limit);
        if (query.afterRev) {
            for (const StoredMessage& line : all) {
                if (line.rev > *query.afterRev && page.lines.size() < limit) page.lines.push_back(line);
            }
        } else {
            const auto end = std::partition_point(all.begin(), all.end(), [&query](const StoredMessage& line) {
                return !query.beforeRev || line.rev < *query.beforeRev;
            });
            const auto first = size_t(end - all.begin()) > limit ? end - std::ptrdiff_t(limit) : all.begin();
            page.lines.assign(first, end);
            page.hasMore = first != all.begin();
        }
        emit threadListed(id, page);
    });
}

/// Words anywhere, newest first, a page at a time; of the filters the role and the channel.
api::RequestId FakeDesk::requestSearch(const MessageQuery& query)
{
    searches.push_back(query);
    return answerLater([this, query](api::RequestId id) {
        const QStringList words = foldText(query.text).split(u' ', Qt::SkipEmptyParts);
        MessageHits all;
        for (const Conversation& conversation : conversations) {
            if (!query.channel.isEmpty() && conversation.channel != query.channel) continue;
            if (!query.conversation.isEmpty() && conversation.id != query.conversation) continue;
            for (const StoredMessage& line : threads.value(conversation.id)) {
                const QString folded = foldText(line.body);
                const bool isThere = std::all_of(words.begin(), words.end(),
                                                 [&folded](const QString& word) { return folded.contains(word); });
                if (!isThere || line.speaker == Speaker::System || (query.role && line.speaker != *query.role))
                    continue;
                if (!line.metadata["sent"_L1].toBool(true)) continue;
                const bool isExact = holdsWords(line.body, markedWordsOf(searchWordsTyped(query.text)));
                all.hits.push_back({line, conversation.customerName, conversation.channel, isExact});
                all.hits.back().message.conversation = conversation.id;
            }
        }
        std::stable_sort(all.hits.begin(), all.hits.end(), [](const MessageHit& a, const MessageHit& b) {
            return a.message.receivedAt > b.message.receivedAt;
        });
        const size_t begin = query.after ? size_t(query.after->order) : 0;
        const size_t end = std::min(all.hits.size(), begin + size_t(query.limit));
        MessageHits page;
        if (emptySearchPages > 0) {
            --emptySearchPages;
            page.next = SearchPlace{false, qint64(begin)};
            emit found(id, page);
            return;
        }
        for (size_t i = begin; i < end; ++i)
            page.hits.push_back(all.hits[i]);
        if (end < all.hits.size()) page.next = SearchPlace{false, qint64(end)};
        emit found(id, page);
    });
}

void FakeDesk::watchThread(const ConversationId& id)
{
    watched = id;
    if (details.contains(id)) QTimer::singleShot(0, this, [this, id] { emit detailsChanged(id, details[id]); });
    if (attendees.contains(id)) QTimer::singleShot(0, this, [this, id] { emit attendeesChanged(id, attendees[id]); });
}

api::RequestId FakeDesk::act(const QString& name, const ConversationId& id, std::function<void(Conversation&)> change)
{
    acts.append(name + u' ' + id.toString());
    return answerLater([this, id, change](api::RequestId request) {
        change(conversation(id));
        emit acted(request, conversation(id));
        report(id);
    });
}

void FakeDesk::note(const ConversationId& id, SystemEvent event, int cancelled, const QString& text)
{
    StoredMessage& line = addLine(id, Speaker::System, text, now);
    line.metadata = toJson(SystemNote{event, operatorId.toString(), cancelled, conversation(id).fence, QString()});
    if (watched == id) emit linesChanged(id, {line});
}

api::Asked<std::vector<ChannelOff>> FakeDesk::setChannelBot(const QString& channel, ChannelBot bot)
{
    if (m_failNext) return api::answered<std::vector<ChannelOff>>(*std::exchange(m_failNext, std::nullopt));
    std::erase_if(off, [&](const ChannelOff& each) { return each.channel == channel; });
    if (bot != ChannelBot::On) off.push_back({channel, now, operatorId.toString(), bot == ChannelBot::DraftsOnly});
    emit channelsOffChanged(off);
    return api::answered<std::vector<ChannelOff>>(off);
}

api::Asked<StoredMessage> FakeDesk::reveal(const ConversationId& id, qint64 rev, const QString& reason)
{
    revealed.emplace_back(rev, reason);
    if (lateReveal) return lateReveal->future();
    if (m_failNext) return api::answered<StoredMessage>(*std::exchange(m_failNext, std::nullopt));
    for (StoredMessage line : threads[id]) {
        if (line.rev != rev) continue;
        line.body = clearText;
        line.isMasked = false;
        return api::answered<StoredMessage>(line);
    }
    return api::answered<StoredMessage>(api::DeskFailure{api::DeskError::NotFound, {}});
}

api::Asked<api::Silence> FakeDesk::whyNoAnswer(const ConversationId& id, qint64 rev)
{
    silencesAsked.push_back(rev);
    if (m_failNext) return api::answered<api::Silence>(*std::exchange(m_failNext, std::nullopt));
    api::Silence answer = silence;
    answer.conversation = id;
    answer.rev = rev;
    return api::answered<api::Silence>(answer);
}

api::RequestId FakeDesk::requestTakeOver(const ConversationId& id)
{
    return act(u"take_over"_s, id, [this](Conversation& c) {
        c.mode = BotMode::Human;
        c.assignee = operatorId;
        ++c.fence;
        note(c.id, SystemEvent::TookOver, 1);
    });
}

api::RequestId FakeDesk::requestTakeOverUntil(const ConversationId& id, const std::optional<TimePoint>& until)
{
    return act(u"take_over_until"_s, id, [this, until](Conversation& c) {
        const bool isNew = c.mode == BotMode::Bot;
        c.mode = BotMode::Human;
        c.assignee = operatorId;
        c.humanUntil = until;
        c.fence += isNew;
        note(c.id, isNew ? SystemEvent::TookOver : SystemEvent::LimitChanged);
    });
}

api::RequestId FakeDesk::requestHandBack(const ConversationId& id, const QString& words)
{
    return act(u"hand_back"_s, id, [this, words](Conversation& c) {
        c.mode = BotMode::Bot;
        c.botDrafts = false;
        c.humanUntil.reset();
        c.waitingSince.reset();
        ++c.fence;
        note(c.id, SystemEvent::HandedBack, 0, words.isEmpty() ? QString() : kHandedBackWith + words);
    });
}

api::RequestId FakeDesk::requestDrafting(const ConversationId& id, bool isOn)
{
    return act(isOn ? u"drafts_on"_s : u"drafts_off"_s, id, [this, isOn](Conversation& c) {
        c.fence += c.mode == BotMode::Bot;
        c.mode = BotMode::Human;
        c.botDrafts = isOn;
        note(c.id, isOn ? SystemEvent::DraftsBegan : SystemEvent::DraftsEnded);
    });
}

api::RequestId FakeDesk::requestTake(const ConversationId& id)
{
    return act(u"take"_s, id, [this](Conversation& c) {
        c.assignee = operatorId;
        note(c.id, SystemEvent::Taken);
    });
}

api::RequestId FakeDesk::requestSend(const ConversationId& id, const MessageId& messageId, const QString& text,
                                     bool isNote)
{
    acts.append(u"send "_s + id.toString());
    return answerLater([this, id, messageId, text, isNote](api::RequestId request) {
        const auto known =
            std::find_if(sent.begin(), sent.end(), [&](const Sent& s) { return s.messageId == messageId; });
        if (known == sent.end()) {
            sent.push_back({id, messageId, text, isNote});
            StoredMessage& line = say(id, isNote ? Speaker::Note : Speaker::Operator, text, false);
            line.messageId = messageId;
            if (!isNote) {
                Delivery delivery;
                delivery.state = OutboxState::Waiting;
                line.metadata[u"delivery"_s] = toJson(delivery);
            }
            if (watched == id) emit linesChanged(id, {line});
        }
        emit acted(request, conversation(id));
        report(id);
    });
}

api::RequestId FakeDesk::requestClose(const ConversationId& id)
{
    return act(u"close"_s, id, [this](Conversation& c) {
        c.status = ConversationStatus::Closed;
        c.waitingSince.reset();
        note(c.id, SystemEvent::Closed);
    });
}

api::RequestId FakeDesk::requestReopen(const ConversationId& id)
{
    return act(u"reopen"_s, id, [this](Conversation& c) {
        c.status = ConversationStatus::Active;
        note(c.id, SystemEvent::Reopened);
    });
}

void FakeDesk::saveDraft(const ConversationId& id, const QString& text, bool isNote)
{
    ++draftSaves;
    if (text.isEmpty()) {
        drafts.remove(id);
        draftsAreNotes.remove(id);
        return;
    }
    drafts.insert(id, text);
    draftsAreNotes.insert(id, isNote);
}

void FakeDesk::requestDrafts()
{
    QTimer::singleShot(0, this, [this] { emit draftsListed(drafts, draftsAreNotes); });
}

void FakeDesk::markRead(const ConversationId& id)
{
    acts.append(u"read "_s + id.toString());
}

void FakeDesk::setTyping(const ConversationId& id, bool typing)
{
    acts.append((typing ? u"typing "_s : u"typing_off "_s) + id.toString());
}

}  // namespace tongdai::testing
