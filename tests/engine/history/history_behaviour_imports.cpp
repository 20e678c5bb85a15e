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

ImportCounts keepImported(SqlSession& session, const std::vector<ImportedLine>& lines)
{
    session.begin();
    UnitOfWork work(session, fromUnixSeconds(1'900'000'000));
    const ImportCounts counts = importLines(work, lines);
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

}  // namespace tongdai::testing
