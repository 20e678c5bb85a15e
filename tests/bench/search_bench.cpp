// Searching a million messages (design §8: within 200 ms), on each store.
//   bench_search [messages] [sqlite|postgres|mysql]
// The words follow the distribution of a language: a few stand in every other line, most in a handful. One JSON line
// per question: the median and the slowest of ten askings, each after one that was not counted.

#include "engine/history/search/search_rows.h"
#include "engine/history/store/migrations.h"
#include "tests/bench/bench_store.h"
#include "tests/engine/history/await_task.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace tongdai;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kConversations = 50'000;
constexpr int kBatch = 5'000;
const TimePoint kNewest{std::chrono::milliseconds(1'763'712'000'000)};

class StandingClock final : public ports::Clock {
public:
    TimePoint now() const override { return kNewest; }
    std::chrono::nanoseconds elapsed() const override { return std::chrono::steady_clock::now().time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

/// Vietnamese-looking text: everyday words first, then rarer and rarer syllables.
class Words {
public:
    Words()
    {
        m_words =
            u"shop ơi cho mình hỏi áo này còn size không ạ giá bao nhiêu em muốn đặt hàng giao khi nào được "_s.split(
                u' ', Qt::SkipEmptyParts);
        const QStringList heads = u"b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x"_s.split(u' ');
        const QStringList tails =
            u"a á à ả ạ ăn ắt ân ấm ong óng iên iết oan oát uy úy ươc ước ương ường êu ếu ôi ối ơm ớm"_s.split(u' ');
        for (const QString& head : heads) {
            for (const QString& tail : tails)
                m_words << head + tail;
        }
        for (int code = 0; code < 5'000; ++code)
            m_words << u"SP%1"_s.arg(10'000 + code);
    }
    QString line()
    {
        QStringList words;
        const int count = 6 + int(m_random.bounded(12));
        for (int i = 0; i < count; ++i) {
            // Zipf: the n-th word is as frequent as 1/n.
            const double place = std::exp(m_random.generateDouble() * std::log(double(m_words.size()))) - 1.0;
            words << m_words[std::min(qsizetype(place), m_words.size() - 1)];
        }
        return words.join(u' ');
    }
    QRandomGenerator& random() { return m_random; }

private:
    QStringList m_words;
    QRandomGenerator m_random{20251121};
};

std::vector<QUuid> fillConversations(SqlSession& session)
{
    const SqlInsert insert{u"conversations"_s,
                           {{u"id"_s, SqlType::Uuid},
                            {u"conversation_id"_s, SqlType::Id},
                            {u"channel"_s, SqlType::Text},
                            {u"created_at"_s, SqlType::Real},
                            {u"updated_at"_s, SqlType::Real}}};
    std::vector<QUuid> uuids;
    std::vector<SqlParams> rows;
    for (int i = 0; i < kConversations; ++i) {
        uuids.push_back(rows::newUuid(kNewest));
        rows.push_back({uuids.back(), ConversationId("c" + QByteArray::number(i)),
                        i % 5 == 0 ? u"zalo"_s : u"facebook"_s, kNewest, kNewest});
    }
    session.begin();
    session.insertMany(insert, rows);
    session.commit();
    return uuids;
}

void fill(SqlSession& session, int messages)
{
    const std::vector<QUuid> conversations = fillConversations(session);
    Words words;
    std::vector<qint64> revs(conversations.size());
    const SqlInsert insert{u"messages"_s, rows::kMessageInsertColumns};
    for (int done = 0; done < messages; done += kBatch) {
        std::vector<SqlParams> lines;
        std::vector<SqlParams> found;
        for (int number = done; number < std::min(messages, done + kBatch); ++number) {
            const auto place = size_t(words.random().bounded(kConversations));
            rows::MessageRow line;
            line.shown.receivedAt = kNewest - std::chrono::seconds(30) * (messages - number);
            line.uuid = rows::newUuid(line.shown.receivedAt);
            line.conversation = conversations[place];
            line.source = "bench"_ba;
            line.shown.conversation = ConversationId("c" + QByteArray::number(place));
            line.shown.messageId = MessageId("m" + QByteArray::number(number));
            line.shown.rev = ++revs[place];
            line.shown.speaker = number % 3 == 0 ? Speaker::Bot : Speaker::Customer;
            line.shown.sender = SenderId("u" + QByteArray::number(place));
            line.shown.body = words.line();
            lines.push_back(rows::insertValues(line));
            found.push_back(search_rows::values(line, place % 5 == 0 ? u"zalo"_s : u"facebook"_s, quint32(number)));
        }
        session.begin();
        session.insertMany(insert, lines);
        session.insertMany(search_rows::kInsert, found);
        session.commit();
    }
}

struct Question {
    const char* name;
    MessageQuery query;
};

std::vector<Question> questions()
{
    std::vector<Question> list;
    const auto add = [&list](const char* name, const QString& text) -> MessageQuery& {
        list.push_back({name, {}});
        list.back().query.text = text;
        return list.back().query;
    };
    add("a word of every other line", u"shop "_s);
    add("two common words with marks", u"áo này "_s);
    add("a rare word", u"SP14321 "_s);
    add("a rare word beside a common one", u"shop SP14321 "_s);
    add("three words, the last one begun", u"dat hang gi"_s);
    add("three words, three letters of the last", u"dat hang gia"_s);
    add("one letter more behind two common words", u"shop oi c"_s);
    add("marks that few have", u"khướng "_s);
    add("a word nobody said", u"zzzzqqq "_s);
    add("a beginning of many words", u"th"_s);
    add("one channel", u"con size "_s).channel = u"zalo"_s;
    add("one person", u"shop "_s).person = SenderId("u4711"_ba);
    MessageQuery& dated = add("a month long ago", u"dat hang "_s);
    dated.to = kNewest - 200 * 24h;
    dated.from = kNewest - 230 * 24h;
    MessageQuery& deep = add("a page deep inside", u"shop "_s);
    deep.after = SearchPlace{false, search_rows::firstOrd(kNewest - 150 * 24h)};
    return list;
}

}  // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const int messages = arguments.size() > 1 ? arguments[1].toInt() : 1'000'000;
    const QString name = arguments.size() > 2 ? arguments[2] : u"sqlite"_s;
    bench::BenchStore fresh;
    if (!fresh.start(name)) {
        std::fprintf(stderr, "%s\n", qPrintable(fresh.problem()));
        return 1;
    }
    QElapsedTimer timer;
    timer.start();
    {
        const auto session = fresh.backend().writer();
        session->open();
        migrate(*session, migrationsFor(session->dialect().name));
        fill(*session, messages);
        session->run(u"update search_backfill set is_done = 1"_s);
        if (name == "postgres"_L1) session->run(u"analyze message_search"_s);
        session->close();
    }
    std::printf("{\"store\":\"%s\",\"messages\":%d,\"filled_in_s\":%lld}\n", qPrintable(name), messages,
                timer.elapsed() / 1000);
    std::fflush(stdout);

    const StandingClock clock;
    SqlHistory store(fresh.backend(), clock);
    testing::await(store.open());
    for (const Question& question : questions()) {
        std::vector<double> times;
        size_t hits = 0;
        for (int i = 0; i <= 10; ++i) {
            timer.restart();
            hits = testing::await(store.search(question.query)).hits.size();
            if (i > 0) times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        std::sort(times.begin(), times.end());
        std::printf("{\"store\":\"%s\",\"question\":\"%s\",\"hits\":%zu,\"median_ms\":%.1f,\"slowest_ms\":%.1f}\n",
                    qPrintable(name), question.name, hits, times[5], times.back());
        std::fflush(stdout);
    }
    store.close();
    return 0;
}
