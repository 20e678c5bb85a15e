#include "engine/history/privacy/erasure_record.h"
#include "engine/history/privacy/legal_holds.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sessions/imported_lines.h"
#include "engine/history/sessions/sql_imports.h"
#include "engine/history/tasks/sql_tasks.h"
#include "tests/engine/history/history_behaviour.h"

#include <QScopeGuard>
#include <QTest>

#include <array>
#include <cmath>

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

ImportCounts foretold(SqlSession& session, std::span<const ImportedLine> lines, const ImportPeople& people)
{
    ImportCounts counts;
    std::set<ConversationId> opened;
    const std::vector<LineFate> fates = reads::importFates(session, lines, people);
    for (size_t i = 0; i < fates.size(); ++i) {
        switch (fates[i]) {
            case LineFate::Opens: opened.insert(lines[i].conversation); [[fallthrough]];
            case LineFate::New: ++counts.added; break;
            case LineFate::Known: ++counts.known; break;
            case LineFate::Elsewhere: ++counts.elsewhere; break;
            case LineFate::Erased: ++counts.erased; break;
        }
    }
    counts.conversations = qint64(opened.size());
    return counts;
}

/// `lines` of a file that has `all`, or nothing else. What a trial says beforehand is what comes; nothing that is
/// compared with anything, where it is not.
ImportCounts keepImported(SqlSession& session, std::span<const ImportedLine> lines,
                          std::span<const ImportedLine> all = {})
{
    const ImportPeople people = importPeople(all.empty() ? lines : all);
    const ImportCounts trial = foretold(session, lines, people);
    session.begin();
    UnitOfWork work(session, fromUnixSeconds(1'900'000'000));
    const ImportCounts counts = importLines(work, lines, people);
    work.commit([] {});
    return trial == counts ? counts : ImportCounts{-1, -1, -1, -1, -1};
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

/// What came and what was counted are one transaction, whoever is killed and whoever was overtaken.
void HistoryBehaviour::anImportSaysWithItsLinesHowFarItIs()
{
    SqlImports imports(store());
    SqlTasks tasks(store());
    QVERIFY(!await(imports.newestImport()));
    const std::vector<ImportedLine> lines{importedLine("c7", "i-1", Speaker::Customer, u"một"_s, 1'600'000'000),
                                          importedLine("c7", "i-2", Speaker::Customer, u"hai"_s, 1'600'000'060),
                                          importedLine("c8", "i-3", Speaker::Customer, u"ba"_s, 1'600'000'100)};
    const auto people = std::make_shared<const ImportPeople>(importPeople(lines));
    ImportJob job;
    job.path = u"/a.csv"_s;
    job.sha256 = "hash";
    job.actor = "minh";
    job.total = 3;
    for (const qint64 at : {1'900'000'000'000, 1'900'000'000'001}) {
        job.by = QString::number(at);
        const TimePoint now{std::chrono::milliseconds(at)};
        await(tasks.addTasks({{u"history_import"_s, ConversationId("i"_ba), newImportKey(now), job.json()}}));
    }
    QCOMPARE(await(imports.newestImport()).value_or(TaskOnDesk()).task.payload["by"_L1].toString(), u"1900000000001"_s);
    const QStringList kinds{u"history_import"_s};
    const BackgroundTask late = await(tasks.claimTasks(OwnerId("a"_ba), kinds, 1)).at(0);
    const ImportPart first{{lines[0], lines[1]}, people, 0};
    QCOMPARE(await(imports.keepPart(late, first)).job.upto, 2);
    // The answer to that was lost, and it is said once more.
    const ImportStep again = await(imports.keepPart(late, first));
    QCOMPARE(again.state, ImportStep::State::Kept);
    QCOMPARE(again.job.counts, (ImportCounts{1, 2, 0, 0, 0}));
    QCOMPARE(await(tasks.taskOnDesk(late.id)).value_or(TaskOnDesk()).done, 2);

    expireLeases(u"tasks"_s);
    const BackgroundTask task = await(tasks.claimTasks(OwnerId("b"_ba), kinds, 1)).at(0);
    QCOMPARE(task.id, late.id);
    const ImportPart second{{lines[2]}, people, 2};
    QCOMPARE(await(imports.keepPart(late, second)).state, ImportStep::State::Lost);
    QVERIFY(!await(imports.endImport(late, false)));
    QVERIFY(await(tasks.cancelTask(task.id, "lan")));
    QCOMPARE(await(imports.keepPart(task, second)).state, ImportStep::State::Cancelled);
    QVERIFY(await(imports.endImport(task, true)));
    QVERIFY(await(tasks.resolveTask(task.id, TaskDecision::Retry, "lan")));
    const BackgroundTask last = await(tasks.claimTasks(OwnerId("b"_ba), kinds, 1)).at(0);
    QCOMPARE(await(imports.keepPart(last, second)).job.counts, (ImportCounts{2, 3, 0, 0, 0}));
    QVERIFY(await(imports.endImport(last, false)));
    QVERIFY(!await(imports.endImport(last, false)));
    QCOMPARE(await(tasks.taskOnDesk(last.id)).value_or(TaskOnDesk()).task.state, TaskState::Done);
    const std::vector<LineFate> fates = await(imports.importFates(lines, people));
    QCOMPARE(fates, std::vector<LineFate>(3, LineFate::Known));
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

/// The erasure of another engine stands and is not committed when this one looks for what was erased.
void HistoryBehaviour::takesNothingBackThatIsJustBeingErased()
{
    const std::vector<ImportedLine> lines{importedLine("c3", "i-1", Speaker::Customer, u"cũ"_s, 1'600'000'000)};
    SqlPrivacy privacy(store());
    await(privacy.audit({"lan"_ba, u"test"_s, {}, {}}));  // the keys of the store are made
    SqlImports imports(store());
    SqlTasks tasks(store());
    ImportJob job;
    job.path = u"/a.csv"_s;
    job.sha256 = "hash";
    job.actor = "minh";
    job.total = 1;
    const QString kind = u"history_import"_s;
    await(tasks.addTasks({{kind, ConversationId("i"_ba), newImportKey(fromUnixSeconds(1'900'000'000)), job.json()}}));
    const BackgroundTask task = await(tasks.claimTasks(OwnerId("a"_ba), {kind}, 1)).at(0);
    raw().begin();
    auto undone = qScopeGuard([this] {
        if (raw().isOpen()) raw().rollback();
    });
    UnitOfWork erasing(raw(), clock().now());
    lockPrivacy(erasing);
    const SenderId hoa("hoa"_ba);
    rememberErasure(erasing, kErasedSession, hoa, {hoa, false, {ConversationId("c3"_ba)}}, {});
    auto keeping =
        imports.keepPart(task, ImportPart{lines, std::make_shared<const ImportPeople>(importPeople(lines)), 0});
    QTRY_COMPARE(store().queueLength(), 0u);
    QTRY_VERIFY_WITH_TIMEOUT(someoneWaitsForRaw() || keeping.isReady(), 30'000);
    undone.dismiss();
    erasing.commit([] {});
    QCOMPARE(await(std::move(keeping)).job.counts, (ImportCounts{0, 0, 0, 0, 1}));
    QCOMPARE(raw().query(u"select count(*) from messages"_s)[0][0].toInteger(), 0);
}

/// Nobody here waited for an answer, gave it, or settled anything.
void HistoryBehaviour::countsOfAnImportOnlyWhatWasSaid()
{
    const TimePoint now = clock().now();
    const double begin = toUnixSeconds(now - 3h);
    const std::vector<ImportedLine> lines{
        importedLine("c7", "i-1", Speaker::Customer, u"còn size M không?"_s, begin),
        importedLine("c7", "i-2", Speaker::Bot, u"Dạ còn ạ"_s, begin + 60),
        importedLine("c7", "i-3", Speaker::Customer, u"hôm nay giao được không?"_s, begin + 120),
        importedLine("c7", "i-4", Speaker::Operator, u"Dạ được ạ"_s, begin + 600),
        importedLine("c8", "i-5", Speaker::Customer, u"shop ơi"_s, begin + 660),
    };
    raw().begin();
    UnitOfWork work(raw(), now);
    QCOMPARE(importLines(work, lines, importPeople(lines)).added, 5);
    work.commit([] {});
    // The first answer there is here, whatever was answered elsewhere; and since this line, not the imported one.
    accept(message(u"c8"_s, u"m1"_s));
    const ConversationId here = ConversationId::fromString(u"c8"_s);
    await(store().takeOver(here, OperatorId("lan"_ba), u"Lan"_s));
    clock().advance(60s);
    OperatorMessage reply;
    reply.conversation = here;
    reply.messageId = MessageId("r1"_ba);
    reply.author = OperatorId("lan"_ba);
    reply.authorName = u"Lan"_s;
    reply.text = u"Dạ shop đây ạ"_s;
    await(store().send(reply));
    await(store().setStatus(here, ConversationStatus::Closed, OperatorId("lan"_ba), u"Lan"_s));
    StatsQuery query;
    query.from = now - 24h;
    query.to = now + 2h;
    query.zone = "Asia/Ho_Chi_Minh";
    clock().advance(3h);
    for (const bool isRolledUp : {false, true}) {
        if (isRolledUp) QVERIFY(rollUp() > 0);
        const StatsReport report = await(store().statistics(query));
        QCOMPARE((std::array{report.in, report.bot, report.people}), (std::array<qint64, 3>{4, 1, 2}));
        QCOMPARE((std::array{report.botFirst.count, report.peopleFirst.count}), (std::array<qint64, 2>{0, 1}));
        QVERIFY(std::abs(report.peopleFirst.p50 - 60) < 1);
        QCOMPARE(report.operators.size(), 1u);
        QCOMPARE(report.operators[0].replies, 1);
        QCOMPARE(report.resolutions.people.count, 1);
        QVERIFY(std::abs(report.resolutions.people.p50 - 60) < 1);
    }
}

}  // namespace tongdai::testing
