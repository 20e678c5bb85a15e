#include "tests/bench/dispute_fill.h"

#include "engine/history/mysql/mysql_session.h"
#include "engine/history/postgres/postgres_session.h"
#include "tests/support/realtime_chat_schema.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

namespace tongdai::bench {

using namespace tongdai::testing;
using namespace Qt::StringLiterals;

namespace {

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
        "'PROJECT', now(3) from seq_1_to_%1"_s.arg(kForeignThreads));
    server.ask(
        u"use freelance; insert into chat_participant (id, thread_id, user_id, role) select concat('p', seq), "
        "concat('t', lpad(1 + (seq - 1) div 2, 8, '0')), concat('u', 1 + (seq * 7 + seq % 2) % 2000), 'CLIENT' "
        "from seq_1_to_%1 on duplicate key update is_muted = 0"_s.arg(2 * kForeignThreads));
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
                .arg(kForeignThreads)
                .arg(words));
        server.ask(
            u"use freelance; insert into chat_message_receipt (id, message_id, participant_id, delivered_at) select "
            "concat('r', seq), concat('c', lpad(seq, 10, '0')), concat('p', 1 + (2 * (seq % %3)) % %4), now(3) from "
            "seq_%1_to_%2"_s.arg(from)
                .arg(to)
                .arg(kForeignThreads)
                .arg(2 * kForeignThreads));
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
)"_s.arg(kForeignThreads));
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
)"_s.arg(kForeignThreads)
                        .arg(from)
                        .arg(std::min(messages, from + 99'999)));
    }
    for (const QString& last : {u"create index on messages (conversation_id, sent_at)"_s,
                                u"create index on message_actions (conversation_id, message_id)"_s, u"analyze"_s})
        server.psql(u"chatbot"_s, last);
}

}  // namespace

QByteArray foreignThread(int number)
{
    return "t" + QByteArray::number(number).rightJustified(8, '0');
}

std::unique_ptr<ForeignMysql> ForeignMysql::filled(int messages)
{
    auto foreign = std::make_unique<ForeignMysql>();
    foreign->server.setMemory(512);
    if (!foreign->server.start() || !foreign->server.createDatabase(u"freelance"_s)) {
        std::fprintf(stderr, "%s\n", qPrintable(foreign->server.problem()));
        return nullptr;
    }
    QElapsedTimer watch;
    watch.start();
    fillChat(foreign->server, messages);
    std::fprintf(stderr, "filled in %lld s, %s messages\n", watch.elapsed() / 1000,
                 foreign->server.ask(u"select count(*) from freelance.chat_message"_s).constData());
    return foreign;
}

SqlDisputeSource::Place ForeignMysql::place() const
{
    SqlServerAddress address{server.socketPath(), 0, u"freelance"_s, MariadbServer::user(), {}};
    address.tls = SqlServerAddress::Tls::Off;
    SqlDisputeSource::Place place;
    place.name = "mysql";
    place.sessions = [address] { return std::make_unique<MysqlSession>(address, MysqlSession::Access::ReadOnly); };
    place.target = address.target(u"mysql"_s);
    place.learn = learnRealtimeChat;
    return place;
}

std::unique_ptr<ForeignPostgres> ForeignPostgres::filled(int messages)
{
    auto foreign = std::make_unique<ForeignPostgres>();
    if (!foreign->server.start() || !foreign->server.createDatabase(u"chatbot"_s)) {
        std::fprintf(stderr, "%s\n", qPrintable(foreign->server.problem()));
        return nullptr;
    }
    QElapsedTimer watch;
    watch.start();
    fillBot(foreign->server, messages);
    std::fprintf(stderr, "filled in %lld s, %s messages\n", watch.elapsed() / 1000,
                 foreign->server.psql(u"chatbot"_s, u"select count(*) from messages"_s).constData());
    return foreign;
}

SqlDisputeSource::Place ForeignPostgres::place() const
{
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
    return place;
}

}  // namespace tongdai::bench
