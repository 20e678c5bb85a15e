// Another program's database with a million messages in 50,000 threads, opened for a dispute: MariaDB with the schema
// of the chat contract, PostgreSQL with that of the handle-message contract.
//   bench_dispute [messages] [mysql | postgres]
// One JSON line each: until it is open, its first page of a thread, a search with a part and with all of the words
// gathered, and how long gathering them takes.

#include "engine/history/disputes/sources/sql_dispute_source.h"
#include "engine/history/mysql/mysql_session.h"
#include "engine/history/postgres/postgres_session.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/postgres_server.h"
#include "tests/support/realtime_chat_schema.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <algorithm>
#include <cstdio>

using namespace tongdai;
using namespace tongdai::testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int kThreads = 50'000;
constexpr int kAskings = 10;

class RunningClock final : public ports::Clock {
public:
    TimePoint now() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    std::chrono::nanoseconds elapsed() const override { return std::chrono::steady_clock::now().time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

void fillChat(MariadbServer& server, int messages)
{
    server.ask(u"use freelance;"_s + realtimeChatSchema());
    server.ask(
        u"use freelance; insert into user (id, email, role, updated_at) select concat('u', seq), concat('u', seq, "
        u"'@x.vn'), "
        "if(seq % 2, 'CLIENT', 'FREELANCER'), now(3) from seq_1_to_2000"_s);
    server.ask(
        u"use freelance; insert into profile (user_id, first_name, last_name, updated_at) select id, concat('An ', "
        "id), 'Nguyễn', now(3) from user"_s);
    server.ask(
        u"use freelance; insert into chat_thread (id, type, updated_at) select concat('t', lpad(seq, 8, '0')), "
        "'PROJECT', now(3) from seq_1_to_%1"_s.arg(kThreads));
    server.ask(
        u"use freelance; insert into chat_participant (id, thread_id, user_id, role) select concat('p', seq), "
        "concat('t', lpad(1 + (seq - 1) div 2, 8, '0')), concat('u', 1 + (seq * 7 + seq % 2) % 2000), 'CLIENT' "
        "from seq_1_to_%1 on duplicate key update is_muted = 0"_s.arg(2 * kThreads));
    // Words by a number's digits: some stand in every tenth text, the last one in a handful.
    const QString words =
        u"concat_ws(' ', elt(1 + seq % 9, 'Shop ơi', 'Cho mình hỏi', 'Dạ', 'Anh ơi', 'Chị ơi', 'Em muốn', 'Đặt lịch', "
        "'Giao hàng', 'Hoàn tiền'), elt(1 + seq div 9 % 7, 'áo này', 'đơn hàng', 'giày', 'túi', 'váy', 'quần', 'mũ'), "
        "'mã', concat('SP', seq div 20), if(seq % 25000 = 0, 'giao thiếu hàng', 'còn không ạ'))"_s;
    for (int from = 1; from <= messages; from += 100'000) {
        const int to = std::min(messages, from + 99'999);
        server.ask(
            u"use freelance; insert into chat_message (id, thread_id, sender_id, sender_role, body, sent_at) select "
            "concat('c', lpad(seq, 10, '0')), concat('t', lpad(1 + seq % %3, 8, '0')), concat('u', 1 + seq % 2000), "
            "'CLIENT', %4, date_add('2024-01-01', interval seq * 50 second) from seq_%1_to_%2"_s.arg(from)
                .arg(to)
                .arg(kThreads)
                .arg(words));
        server.ask(
            u"use freelance; insert into chat_message_receipt (id, message_id, participant_id, delivered_at) select "
            "concat('r', seq), concat('c', lpad(seq, 10, '0')), concat('p', 1 + (2 * (seq % %3)) % %4), now(3) from "
            "seq_%1_to_%2"_s.arg(from)
                .arg(to)
                .arg(kThreads)
                .arg(2 * kThreads));
    }
}

/// The same texts in the tables that contracts/handle-message §7 describes.
void fillBot(PostgresServer& server, int messages)
{
    server.psql(u"chatbot"_s,
                uR"(
create table conversations (id uuid primary key default gen_random_uuid(), conversation_id varchar(255) unique,
  last_message_id text, last_message_timestamp double precision, total_messages int, status text, context jsonb,
  created_at timestamptz default now(), updated_at timestamptz);
create table messages (id uuid primary key default gen_random_uuid(), conversation_id uuid references conversations (id),
  message_id text, sender_id text, sender_type text, content text, sent_at double precision, metadata jsonb,
  created_at timestamptz default now(), unique (conversation_id, message_id));
create table message_actions (id uuid primary key default gen_random_uuid(), conversation_id text, message_id text,
  action_type varchar(50), action_data jsonb, status varchar(20), retry_count int default 0, error text, model_used text,
  processing_time_ms double precision, created_at timestamptz default now(), executed_at timestamptz);
insert into conversations (conversation_id) select 't' || lpad(n::text, 8, '0') from generate_series(1, %1) n;
)"_s.arg(kThreads));
    for (int from = 1; from <= messages; from += 100'000) {
        server.psql(u"chatbot"_s,
                    uR"(
insert into messages (conversation_id, message_id, sender_id, sender_type, content, sent_at)
  select c.id, 'c' || lpad(n::text, 10, '0'), 'u' || 1 + n % 2000, case when n % 2 = 0 then 'user' else 'bot' end,
    concat_ws(' ', (array['Shop ơi', 'Cho mình hỏi', 'Dạ', 'Anh ơi', 'Chị ơi', 'Em muốn', 'Đặt lịch', 'Giao hàng',
      'Hoàn tiền'])[1 + n % 9], (array['áo này', 'đơn hàng', 'giày', 'túi', 'váy', 'quần', 'mũ'])[1 + n / 9 % 7], 'mã',
      'SP' || n / 20, case when n % 25000 = 0 then 'giao thiếu hàng' else 'còn không ạ' end), 1704067200 + n * 50
  from generate_series(%2, %3) n
  join conversations c on c.conversation_id = 't' || lpad((1 + n % %1)::text, 8, '0');
)"_s.arg(kThreads)
                        .arg(from)
                        .arg(std::min(messages, from + 99'999)));
    }
    for (const QString& last : {u"create index on messages (conversation_id, sent_at)"_s,
                                u"create index on message_actions (conversation_id, message_id)"_s, u"analyze"_s})
        server.psql(u"chatbot"_s, last);
}

template <class Ask>
void measure(const char* what, Ask ask)
{
    std::vector<double> times;
    for (int i = 0; i <= kAskings; ++i) {
        QElapsedTimer watch;
        watch.start();
        ask(i);
        if (i > 0) times.push_back(double(watch.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    std::printf("{\"what\":\"%s\",\"p50_ms\":%.1f,\"max_ms\":%.1f}\n", what, times[times.size() / 2], times.back());
    std::fflush(stdout);
}

/// Done-when of the dispute sources: open within 2 s, first page within 300 ms, warm search within 200 ms.
int measureSource(SqlDisputeSource::Place place)
{
    RunningClock clock;
    SqlDisputeSource source(std::move(place), clock);
    QElapsedTimer watch;
    watch.start();
    await(source.look());
    std::printf("{\"what\":\"open\",\"p50_ms\":%lld,\"max_ms\":%lld}\n", watch.elapsed(), watch.elapsed());
    watch.start();
    const auto thread = [](int i) { return "t" + QByteArray::number(1 + i * 4211).rightJustified(8, '0'); };
    await(source.thread(thread(3), {}, 200));
    std::printf("{\"what\":\"first page, while words are gathered\",\"p50_ms\":%lld,\"max_ms\":%lld}\n",
                watch.elapsed(), watch.elapsed());
    QElapsedTimer gathering;
    gathering.start();
    while (!source.status().isCounted) {
        if (source.status().state != SourceState::Open) {
            std::fprintf(stderr, "%s\n", qPrintable(source.status().cause));
            return 1;
        }
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    std::printf("{\"what\":\"gather words of %lld\",\"p50_ms\":%lld,\"max_ms\":%lld}\n", source.status().messages,
                gathering.elapsed(), gathering.elapsed());
    measure("page of a thread", [&](int i) { await(source.thread(thread(i), {}, 200)); });
    measure("search, a rare word", [&](int) { await(source.search({u"giao thieu hang"_s, {}, {}, 50})); });
    measure("search, a frequent word", [&](int) { await(source.search({u"dat lich"_s, {}, {}, 50})); });
    measure("search, nothing", [&](int i) { await(source.search({u"zzqq%1"_s.arg(i), {}, {}, 50})); });
    return 0;
}

int measureMysql(int messages)
{
    MariadbServer server;
    server.setMemory(512);
    if (!server.start() || !server.createDatabase(u"freelance"_s)) {
        std::fprintf(stderr, "%s\n", qPrintable(server.problem()));
        return 1;
    }
    QElapsedTimer watch;
    watch.start();
    fillChat(server, messages);
    std::fprintf(stderr, "filled in %lld s, %s messages\n", watch.elapsed() / 1000,
                 server.ask(u"select count(*) from freelance.chat_message"_s).constData());
    SqlServerAddress address{server.socketPath(), 0, u"freelance"_s, MariadbServer::user(), {}};
    address.tls = SqlServerAddress::Tls::Off;
    SqlDisputeSource::Place place;
    place.name = "mysql";
    place.sessions = [address] { return std::make_unique<MysqlSession>(address, MysqlSession::Access::ReadOnly); };
    place.target = address.target(u"mysql"_s);
    place.learn = learnRealtimeChat;
    return measureSource(std::move(place));
}

int measurePostgres(int messages)
{
    PostgresServer server;
    if (!server.start() || !server.createDatabase(u"chatbot"_s)) {
        std::fprintf(stderr, "%s\n", qPrintable(server.problem()));
        return 1;
    }
    QElapsedTimer watch;
    watch.start();
    fillBot(server, messages);
    std::fprintf(stderr, "filled in %lld s, %s messages\n", watch.elapsed() / 1000,
                 server.psql(u"chatbot"_s, u"select count(*) from messages"_s).constData());
    SqlServerAddress address{server.host(), server.port(), u"chatbot"_s, PostgresServer::user(), {}};
    address.tls = SqlServerAddress::Tls::Off;
    SqlDisputeSource::Place place;
    place.name = "postgres";
    place.kind = SourceKind::HandleMessage;
    place.sessions = [address] {
        return std::make_unique<PostgresSession>(address, PostgresSession::Access::ReadOnly);
    };
    place.target = address.target(u"postgres"_s);
    place.learn = learnHandleMessage;
    return measureSource(std::move(place));
}

}  // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const int messages = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    const QByteArray only = argc > 2 ? argv[2] : "";
    const std::pair<const char*, int (*)(int)> stores[] = {{"mysql", measureMysql}, {"postgres", measurePostgres}};
    for (const auto& [name, run] : stores) {
        if (!only.isEmpty() && only != name) continue;
        std::printf("{\"store\":\"%s\"}\n", name);
        if (const int code = run(messages); code != 0) return code;
    }
    return 0;
}
