#include "engine/domain/conversation/conversation_lists.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sessions/imported_lines.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

/// Another system's history (features E10), on every store.
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ImportedLine importedLine(const QByteArray& conversation, const QByteArray& id, Speaker speaker, const QString& text,
                          double at)
{
    ImportedLine line;
    line.conversation = ConversationId(conversation);
    line.messageId = MessageId(id);
    line.givenId = QString::fromUtf8(id);
    line.speaker = speaker;
    line.sender = speaker == Speaker::Customer ? SenderId("hoa"_ba) : SenderId("lan"_ba);
    line.senderName = speaker == Speaker::Customer ? u"Chị Hoa"_s : u"Lan"_s;
    line.text = text;
    line.at = fromUnixSeconds(at);
    line.channel = u"zalo"_s;
    return line;
}

/// `lines` of a file that has `all`, or nothing else.
ImportCounts keepImported(SqlSession& session, std::span<const ImportedLine> lines,
                          std::span<const ImportedLine> all = {})
{
    session.begin();
    UnitOfWork work(session, fromUnixSeconds(1'900'000'000));
    const ImportCounts counts = importLines(work, lines, importPeople(all.empty() ? lines : all));
    work.commit([] {});
    return counts;
}

}  // namespace

void HistoryBehaviour::takesOverAHistoryOnce()
{
    std::vector<ImportedLine> lines{
        importedLine("c7", "i-1", Speaker::Customer, u"còn size M không?"_s, 1'600'000'000),
        importedLine("c7", "i-2", Speaker::Operator, u"Dạ còn ạ"_s, 1'600'000'060),
        importedLine("c8", "i-3", Speaker::Bot, u"Chào chị"_s, 1'600'000'100),
    };
    lines[1].original = "D\xE1\xBA\xA1 c\xC3\xB2n";
    QCOMPARE(keepImported(raw(), lines), (ImportCounts{2, 3, 0, 0, 0}));
    QCOMPARE(keepImported(raw(), lines), (ImportCounts{0, 0, 3, 0, 0}));
    lines.push_back(importedLine("c7", "i-4", Speaker::Customer, u"cảm ơn"_s, 1'600'000'120));
    QCOMPARE(keepImported(raw(), lines), (ImportCounts{0, 1, 3, 0, 0}));

    const Conversation row = this->row(u"c7"_s);
    QCOMPARE(row.status, ConversationStatus::Closed);
    QCOMPARE(row.channel, u"zalo"_s);
    QCOMPARE(row.customer, SenderId("hoa"_ba));
    QCOMPARE(row.customerName, u"Chị Hoa"_s);
    QCOMPARE(row.lastText, u"cảm ơn"_s);
    QCOMPARE(row.lastActivity, fromUnixSeconds(1'600'000'120));
    QVERIFY(!row.pending && !row.waitingSince && row.mode == BotMode::Bot);
    const ThreadPage thread = await(store().thread({ConversationId("c7"_ba), {}, {}, 10}));
    QCOMPARE(thread.lines.size(), 3u);
    QCOMPARE(thread.lines[1].receivedAt, fromUnixSeconds(1'600'000'060));
    const QString original = thread.lines[1].metadata["imported"_L1]["original"_L1].toString();
    QCOMPARE(QByteArray::fromBase64(original.toLatin1()), lines[1].original);
    QVERIFY2(await(store().due(10)).empty(), "nobody is asked anything");

    // The customer goes on: the conversation is an ordinary one, and nothing of the old lands below.
    accept(message(u"c7"_s, u"m1"_s, u"còn bán không shop?"_s));
    QCOMPARE(this->row(u"c7"_s).status, ConversationStatus::Active);
    MessageQuery query;
    query.text = u"size m"_s;
    QCOMPARE(await(store().search(query)).hits.size(), 1u);
    lines.push_back(importedLine("c7", "i-5", Speaker::Customer, u"thêm nữa"_s, 1'600'000'180));
    QCOMPARE(keepImported(raw(), lines), (ImportCounts{0, 0, 4, 1, 0}));
}

/// A person who writes into an imported conversation makes it one of this shop, too.
void HistoryBehaviour::putsNothingBelowWhatAPersonSaid()
{
    const std::vector<ImportedLine> first{importedLine("c7", "i-1", Speaker::Customer, u"cũ"_s, 1'600'000'000)};
    QCOMPARE(keepImported(raw(), first).added, 1);
    await(store().takeOver(ConversationId("c7"_ba), OperatorId("lan"_ba), u"Lan"_s));
    const std::vector<ImportedLine> more{importedLine("c7", "i-2", Speaker::Customer, u"sau"_s, 1'600'000'060)};
    QCOMPARE(keepImported(raw(), more), (ImportCounts{0, 0, 0, 1, 0}));
}

/// Where a conversation lives is said by whoever writes there first, not by the file.
void HistoryBehaviour::livesWhereItsCustomerWritesNow()
{
    std::vector<ImportedLine> lines{importedLine("c7", "i-1", Speaker::Customer, u"cũ"_s, 1'600'000'000),
                                    importedLine("c8", "i-2", Speaker::Customer, u"cũ"_s, 1'600'000'000),
                                    importedLine("c9", "i-3", Speaker::Customer, u"cũ"_s, 1'600'000'000)};
    QCOMPARE(keepImported(raw(), lines).added, 3);
    IncomingMessage now = message(u"c7"_s, u"m1"_s);
    now.metadata = {{u"platform"_s, u"facebook"_s}};
    accept(now);
    QCOMPARE(row(u"c7"_s).channel, u"facebook"_s);
    QCOMPARE(row(u"c7"_s).customer, SenderId("hoa"_ba));
    QCOMPARE(row(u"c7"_s).customerName, u"Chị Hoa"_s);
    QVERIFY(!row(u"c7"_s).metadata.contains("imported"_L1));

    now = message(u"c8"_s, u"m1"_s);
    now.metadata = {{u"platform"_s, u"facebook"_s}};
    now.senderType = u"staff"_s;
    accept(now);
    QCOMPARE(row(u"c8"_s).channel, u"facebook"_s);

    openThread(u"c9"_s, {chatUser(u"hoa"_s)});
    QCOMPARE(row(u"c9"_s).channel, u"web"_s);
    QCOMPARE(row(u"c9"_s).status, ConversationStatus::Active);
    QCOMPARE(await(store().thread({ConversationId("c9"_ba), {}, {}, 10})).lines.size(), 1u);
    // And history is for nobody's open thread, though nobody has written there yet.
    openThread(u"c10"_s, {chatUser(u"hoa"_s)});
    const std::vector<ImportedLine> late{importedLine("c10", "i-4", Speaker::Customer, u"cũ"_s, 1'600'000'000)};
    QCOMPARE(keepImported(raw(), late), (ImportCounts{0, 0, 0, 1, 0}));
    QCOMPARE(row(u"c10"_s).channel, u"web"_s);
}

/// A batch is more than one question of the store holds.
void HistoryBehaviour::knowsAllLinesOfABatchAgain()
{
    std::vector<ImportedLine> lines;
    for (int i = 0; i < 300; ++i)
        lines.push_back(importedLine("c" + QByteArray::number(i % 3), "i-" + QByteArray::number(i), Speaker::Customer,
                                     u"cũ"_s, 1'600'000'000 + i));
    QCOMPARE(keepImported(raw(), lines).added, 300);
    QCOMPARE(keepImported(raw(), lines), (ImportCounts{0, 0, 300, 0, 0}));
}

void HistoryBehaviour::leavesWhatLivesHereAlone()
{
    accept(message(u"c1"_s, u"m1"_s));
    const std::vector<ImportedLine> lines{
        importedLine("c1", "i-1", Speaker::Customer, u"cũ"_s, 1'600'000'000),
        importedLine("c2", "i-2", Speaker::Customer, u"mới"_s, 1'600'000'000),
        importedLine("c2", "i-2", Speaker::Customer, u"mới"_s, 1'600'000'000),
    };
    QCOMPARE(keepImported(raw(), lines), (ImportCounts{1, 1, 1, 1, 0}));
    QCOMPARE(await(store().thread({ConversationId("c1"_ba), {}, {}, 10})).lines.size(), 1u);
}

void HistoryBehaviour::takesNothingBackThatWasErased()
{
    const std::vector<ImportedLine> lines{importedLine("c3", "i-1", Speaker::Customer, u"cũ"_s, 1'600'000'000)};
    QCOMPARE(keepImported(raw(), lines).added, 1);
    SqlPrivacy privacy(store());
    await(privacy.eraseSession(SenderId("hoa"_ba), ConversationId("c3"_ba), "test"_ba));
    QCOMPARE(keepImported(raw(), lines), (ImportCounts{0, 0, 0, 0, 1}));
    QCOMPARE(raw().query(u"select count(*) from messages"_s)[0][0].toInteger(), 0);
}

/// Whoever was erased stays so in every conversation they spoke in, whoever began it, and wherever the batch is cut.
void HistoryBehaviour::takesNothingBackOfASecondSpeaker()
{
    std::vector<ImportedLine> lines{importedLine("c3", "i-1", Speaker::Customer, u"một"_s, 1'600'000'000),
                                    importedLine("c3", "i-2", Speaker::Customer, u"hai"_s, 1'600'000'060)};
    lines[0].sender = SenderId("minh"_ba);
    const std::vector<ImportedLine> before{importedLine("c9", "i-0", Speaker::Customer, u"cũ"_s, 1'600'000'000)};
    QCOMPARE(keepImported(raw(), before).added, 1);
    SqlPrivacy privacy(store());
    await(privacy.erasePerson(SenderId("hoa"_ba), "test"_ba));
    const std::span<const ImportedLine> all(lines);
    QCOMPARE(keepImported(raw(), all.first(1), all), (ImportCounts{0, 0, 0, 0, 1}));
    QCOMPARE(keepImported(raw(), all.last(1), all), (ImportCounts{0, 0, 0, 0, 1}));
}

}  // namespace tongdai::testing
