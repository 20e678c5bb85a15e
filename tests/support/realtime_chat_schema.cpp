#include "tests/support/realtime_chat_schema.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;

QString realtimeChatSchema()
{
    return uR"(
alter database character set utf8mb4 collate utf8mb4_unicode_ci;
set names utf8mb4;
create table `user` (id varchar(191) primary key, email varchar(191) not null unique, google_id varchar(191) unique,
  password varchar(191), email_verified_at datetime(3), created_at datetime(3) not null default current_timestamp(3),
  updated_at datetime(3) not null, deleted_at datetime(3), is_active tinyint(1) not null default 1,
  role enum('CLIENT','FREELANCER','ADMIN','ARBITRATOR'));
create table profile (user_id varchar(191) primary key, first_name varchar(191), last_name varchar(191),
  phone_number varchar(191), country varchar(191), city varchar(191), district varchar(191), address varchar(191),
  stripe_customer_id varchar(191), created_at datetime(3) not null default current_timestamp(3),
  updated_at datetime(3) not null, foreign key (user_id) references `user` (id) on delete cascade);
create table job_post (id varchar(191) primary key, client_id varchar(191), title varchar(255), status varchar(32));
create table Contract (id varchar(191) primary key, client_id varchar(191) not null, freelancer_id varchar(191) not null,
  job_post_id varchar(191), proposal_id varchar(191), offer_id varchar(191), title varchar(255), currency varchar(8),
  status enum('DRAFT','ACTIVE','PAUSED','COMPLETED','CANCELLED') not null default 'ACTIVE', ended_at datetime(3),
  created_at datetime(3) not null default current_timestamp(3), updated_at datetime(3) not null);
create table chat_thread (id varchar(191) primary key,
  type enum('PROJECT','ADMIN_CLIENT','ADMIN_FREELANCER','LATER_KIND') not null, job_post_id varchar(191),
  contract_id varchar(191), subject varchar(255), metadata json, later_column varchar(20),
  created_at datetime(3) not null default current_timestamp(3), updated_at datetime(3) not null,
  index (type, job_post_id), index (type, contract_id),
  foreign key (contract_id) references Contract (id) on delete set null);
create table chat_message (id varchar(191) primary key, thread_id varchar(191) not null, sender_id varchar(191),
  sender_role enum('CLIENT','FREELANCER','ADMIN','ARBITRATOR','LATER_ROLE'), type enum('USER','SYSTEM') not null default 'USER',
  body text, rich_payload json, sent_at datetime(3) not null default current_timestamp(3), edited_at datetime(3),
  deleted_at datetime(3), metadata json, created_at datetime(3) not null default current_timestamp(3),
  index (thread_id, sent_at), index (sender_id),
  foreign key (thread_id) references chat_thread (id) on delete cascade,
  foreign key (sender_id) references `user` (id) on delete set null);
create table chat_participant (id varchar(191) primary key, thread_id varchar(191) not null, user_id varchar(191) not null,
  role enum('CLIENT','FREELANCER','ADMIN','ARBITRATOR') not null, joined_at datetime(3) not null default current_timestamp(3),
  left_at datetime(3), last_read_message_id varchar(191), last_read_at datetime(3), is_muted tinyint(1) not null default 0,
  metadata json, unique (thread_id, user_id), index (user_id),
  foreign key (thread_id) references chat_thread (id) on delete cascade,
  foreign key (user_id) references `user` (id) on delete cascade);
create table asset (id varchar(191) primary key, provider enum('CLOUDINARY','S3','GCS','R2','MINIO'),
  kind enum('IMAGE','VIDEO','FILE') not null, public_id varchar(191), bucket varchar(191), storageKey varchar(191),
  url varchar(2048), mimeType varchar(191), bytes int, width int, height int, checksum_sha256 varchar(191),
  visibility varchar(32), status enum('PENDING','READY','INFECTED','DELETED'), createdBy varchar(191), meta json,
  parentId varchar(191), createdAt datetime(3) not null default current_timestamp(3));
create table chat_message_attachment (id varchar(191) primary key, message_id varchar(191) not null, asset_id varchar(191),
  url varchar(2048), name varchar(255), mime_type varchar(255), size_bytes int, metadata json,
  created_at datetime(3) not null default current_timestamp(3), index (message_id), index (asset_id),
  foreign key (message_id) references chat_message (id) on delete cascade,
  foreign key (asset_id) references asset (id) on delete set null);
create table chat_message_receipt (id varchar(191) primary key, message_id varchar(191) not null,
  participant_id varchar(191) not null, delivered_at datetime(3), read_at datetime(3), metadata json,
  created_at datetime(3) not null default current_timestamp(3), unique (message_id, participant_id),
  index (participant_id, read_at), foreign key (message_id) references chat_message (id) on delete cascade,
  foreign key (participant_id) references chat_participant (id) on delete cascade);
create table Escrow (id varchar(191) primary key, currency varchar(8) not null, amount_funded decimal(12,2) not null default 0,
  amount_released decimal(12,2) not null default 0, amount_refunded decimal(12,2) not null default 0,
  status enum('UNFUNDED','FUNDED','PARTIALLY_RELEASED','RELEASED','PARTIALLY_REFUNDED','REFUNDED','DISPUTED') not null,
  flatform_fee_total decimal(12,2), created_at datetime(3) not null default current_timestamp(3), updated_at datetime(3) not null);
create table Milestone (id varchar(191) primary key, contract_id varchar(191) not null, title varchar(255) not null,
  amount decimal(12,2) not null, currency varchar(8) not null, start_at datetime(3), end_at datetime(3),
  status enum('OPEN','SUBMITTED','APPROVED','RELEASED','CANCELED') not null default 'OPEN', escrow_id varchar(191) unique,
  is_deleted tinyint(1) not null default 0, deleted_at datetime(3), deleted_by varchar(191),
  created_at datetime(3) not null default current_timestamp(3), updated_at datetime(3) not null);
create table Dispute (id varchar(191) primary key, escrowId varchar(191) not null unique, openedById varchar(191) not null,
  status enum('OPEN','NEGOTIATION','INTERNAL_MEDIATION','AWAITING_ARBITRATION_FEES','ARBITRATION_READY','ARBITRATION',
    'RESOLVED_RELEASE_ALL','RESOLVED_REFUND_ALL','RESOLVED_SPLIT','CANCELED','EXPIRED','CLOSED_FOR_EXTERNAL_RESOLUTION',
    'LATER_STATUS') not null default 'OPEN', response_deadline datetime(3), arbitration_deadline datetime(3),
  note varchar(191), created_at datetime(3) not null default current_timestamp(3), updated_at datetime(3) not null);
create table chat_admin_access_log (id varchar(191) primary key, thread_id varchar(191) not null, admin_id varchar(191) not null,
  dispute_id varchar(191), action enum('VIEW_THREAD','EXPORT_TRANSCRIPT','DOWNLOAD_ATTACHMENT') not null default 'VIEW_THREAD',
  reason varchar(255), metadata json, created_at datetime(3) not null default current_timestamp(3),
  index (admin_id, created_at), index (dispute_id),
  foreign key (thread_id) references chat_thread (id) on delete cascade,
  foreign key (admin_id) references `user` (id) on delete cascade);
)"_s;
}

QString realtimeChatDispute()
{
    return uR"(
set names utf8mb4;
insert into `user` (id, email, password, role, updated_at) values
  ('u-an', 'an@example.vn', '$2b$10$secret', 'CLIENT', now(3)), ('u-binh', 'binh@example.vn', 'x', 'FREELANCER', now(3)),
  ('u-admin', 'admin@example.vn', 'x', 'ADMIN', now(3)), ('u-noname', 'noname@example.vn', 'x', null, now(3));
insert into profile (user_id, first_name, last_name, updated_at) values
  ('u-an', 'An', 'Trần Quốc', now(3)), ('u-binh', 'Bình', null, now(3));
insert into Contract (id, client_id, freelancer_id, title, currency, updated_at) values
  ('con-1', 'u-an', 'u-binh', 'Sửa website', 'VND', now(3));
insert into Escrow (id, currency, amount_funded, amount_released, status, updated_at) values
  ('esc-1', 'VND', 1250000, 250000, 'DISPUTED', now(3)), ('esc-2', 'USD', 10, 20, 'DISPUTED', now(3)),
  ('esc-3', 'USD', 10, 0, 'DISPUTED', now(3));
insert into Milestone (id, contract_id, title, amount, currency, escrow_id, is_deleted, updated_at) values
  ('mil-1', 'con-1', 'Giao thiếu hàng', 1250000, 'VND', 'esc-1', 0, now(3)),
  ('mil-2', 'con-1', 'Đã xong', 10, 'USD', 'esc-2', 0, now(3)), ('mil-3', 'con-1', 'Đã xóa', 10, 'USD', 'esc-3', 1, now(3));
insert into Dispute (id, escrowId, openedById, status, response_deadline, created_at, updated_at) values
  ('dis-1', 'esc-1', 'u-an', 'INTERNAL_MEDIATION', '2025-11-22 02:00:00.000', '2025-11-20 03:00:00.000', now(3)),
  ('dis-2', 'esc-2', 'u-an', 'LATER_STATUS', null, '2025-11-19 03:00:00.000', now(3)),
  ('dis-3', 'esc-3', 'u-an', 'OPEN', null, '2025-11-18 03:00:00.000', now(3));
insert into chat_thread (id, type, contract_id, subject, metadata, updated_at) values
  ('thr-1', 'PROJECT', 'con-1', 'Sửa website', '""', now(3)), ('thr-2', 'LATER_KIND', null, null, null, now(3));
insert into chat_participant (id, thread_id, user_id, role, joined_at, left_at) values
  ('par-an', 'thr-1', 'u-an', 'CLIENT', '2025-11-20 01:00:00.000', null),
  ('par-binh', 'thr-1', 'u-binh', 'FREELANCER', '2025-11-20 01:00:00.000', '2025-11-21 01:00:00.000');
insert into chat_message (id, thread_id, sender_id, sender_role, type, body, sent_at, edited_at, deleted_at, metadata) values
  ('m-501', 'thr-1', 'u-an', 'CLIENT', 'USER', 'Đơn của mình đủ 3 món chứ?', '2025-11-20 02:12:30.001', null, null, '""'),
  ('m-502', 'thr-1', 'u-binh', 'FREELANCER', 'USER', 'Dạ đơn của anh đủ 3 món ạ.', '2025-11-20 02:12:41.220', '2025-11-20 02:13:00.000', null, '{"a":1}'),
  ('m-503', 'thr-1', null, null, 'SYSTEM', 'Hợp đồng đã bắt đầu', '2025-11-20 02:13:10.000', null, null, null),
  ('m-504', 'thr-1', 'u-an', 'CLIENT', 'USER', '', '2025-11-20 02:14:33.120', null, null, '[]'),
  ('m-505', 'thr-1', 'u-binh', 'FREELANCER', 'USER', 'Giao hàng thiếu là do kho', '2025-11-20 02:15:00.000', null, '2025-11-20 03:21:00.000', null),
  ('m-506', 'thr-1', 'u-noname', 'LATER_ROLE', 'USER', 'Tôi xem giúp', '2025-11-20 02:15:00.000', null, null, null),
  ('m-601', 'thr-2', 'u-an', 'CLIENT', 'USER', 'Shop giao thiếu hàng của mình', '2025-11-20 04:00:00.000', null, null, null);
insert into asset (id, kind, mimeType, bytes, checksum_sha256) values ('ass-1', 'IMAGE', 'image/jpeg', 81234, 'ab12');
insert into chat_message_attachment (id, message_id, asset_id, url, name, mime_type, size_bytes) values
  ('att-1', 'm-504', 'ass-1', 'https://cdn.example.vn/1.jpg', 'thùng hàng.jpg', 'image/jpeg', 81234),
  ('att-2', 'm-504', null, null, null, null, null);
insert into chat_message_receipt (id, message_id, participant_id, delivered_at, read_at) values
  ('r1', 'm-501', 'par-binh', '2025-11-20 02:12:31.000', '2025-11-20 02:12:35.000'),
  ('r2', 'm-502', 'par-an', '2025-11-20 02:12:42.600', '2025-11-20 06:02:00.100'),
  ('r3', 'm-504', 'par-binh', null, null);
)"_s;
}

QString realtimeChatDisputeRoutes()
{
    return uR"(
set names utf8mb4;
alter table Dispute add column latest_proposal_id varchar(191), add column locked_at datetime(3),
  add column locked_by_id varchar(191), add column arbitrator_id varchar(191),
  add column arbitrator_assigned_at datetime(3), add column proposed_release decimal(12,2),
  add column proposed_refund decimal(12,2), add column arb_fee_per_party decimal(12,2) not null default 10,
  add column client_arb_fee_paid tinyint(1) not null default 0,
  add column freelancer_arb_fee_paid tinyint(1) not null default 0, add column current_dossier_version int,
  add column decided_release decimal(12,2), add column decided_refund decimal(12,2),
  add column decided_by_id varchar(191), add column decided_at datetime(3), add column decision_summary text,
  add column decision_reasoning text;
create table dispute_negotiation (id varchar(191) primary key, dispute_id varchar(191) not null,
  proposer_id varchar(191), counterparty_id varchar(191),
  status enum('PENDING','ACCEPTED','REJECTED','WITHDRAWN','EXPIRED') not null, release_amount decimal(12,2),
  refund_amount decimal(12,2), message text, responded_by_id varchar(191), responded_at datetime(3),
  response_message text, created_at datetime(3) not null, updated_at datetime(3) not null);
create table mediation_proposals (id varchar(191) primary key, dispute_id varchar(191) not null,
  proposed_by_id varchar(191), status enum('PENDING','ACCEPTED_BY_ALL','REJECTED','EXPIRED') not null,
  release_amount decimal(15,2), refund_amount decimal(15,2), reasoning text, response_deadline datetime(3),
  client_response enum('PENDING','ACCEPTED','REJECTED') not null default 'PENDING',
  freelancer_response enum('PENDING','ACCEPTED','REJECTED') not null default 'PENDING',
  client_responded_at datetime(3), freelancer_responded_at datetime(3), client_response_message text,
  freelancer_response_message text, created_at datetime(3) not null, updated_at datetime(3) not null);
insert into `user` (id, email, password, role, updated_at) values
  ('u-admin2', 'admin2@example.vn', 'x', 'ADMIN', now(3));
insert into profile (user_id, first_name, last_name, updated_at) values ('u-admin', 'Lan', 'Phạm', now(3));
update Dispute set updated_at = '2025-11-20 03:30:00.000';
update Dispute set latest_proposal_id = 'neg-1', proposed_release = 500000, proposed_refund = 500000
  where id = 'dis-1';
insert into Contract (id, client_id, freelancer_id, title, currency, updated_at) values
  ('con-2', 'u-noname', 'u-binh', 'Viết bài 100%', 'VND', now(3));
insert into Escrow (id, currency, amount_funded, amount_refunded, status, updated_at) values
  ('esc-4', 'VND', 300000, 100000, 'DISPUTED', now(3)), ('esc-5', 'VND', 90000, 0, 'DISPUTED', now(3)),
  ('esc-6', 'VND', 70000, 0, 'DISPUTED', now(3));
insert into Milestone (id, contract_id, title, amount, currency, start_at, end_at, escrow_id, updated_at) values
  ('mil-4', 'con-2', 'Bài đầu', 300000, 'VND', '2025-11-01 00:00:00.000', '2025-11-10 00:00:00.000', 'esc-4', now(3)),
  ('mil-5', 'con-1', 'Sửa thêm', 90000, 'VND', null, null, 'esc-5', now(3)),
  ('mil-6', 'con-1', 'Đã chia', 70000, 'VND', null, null, 'esc-6', now(3));
insert into Dispute (id, escrowId, openedById, status, response_deadline, created_at, updated_at) values
  ('dis-4', 'esc-4', 'u-noname', 'NEGOTIATION', '2025-11-19 00:00:00.000', '2025-11-17 03:00:00.000',
   '2025-11-17 03:00:00.000'),
  ('dis-5', 'esc-5', 'u-an', 'OPEN', '2025-12-30 00:00:00.000', '2025-11-16 03:00:00.000', '2025-11-16 03:00:00.000');
insert into Dispute (id, escrowId, openedById, status, decided_release, decided_refund, decided_by_id, decided_at,
  decision_summary, decision_reasoning, note, created_at, updated_at) values
  ('dis-6', 'esc-6', 'u-an', 'RESOLVED_SPLIT', 35000, 35000, 'u-admin', '2025-11-15 04:00:00.000', 'Chia đôi',
   'Hai bên cùng sai', 'đã xong', '2025-11-15 03:00:00.000', '2025-11-15 04:00:00.000');
insert into dispute_negotiation (id, dispute_id, proposer_id, counterparty_id, status, release_amount, refund_amount,
  message, responded_by_id, responded_at, response_message, created_at, updated_at) values
  ('neg-0', 'dis-1', 'u-binh', 'u-an', 'REJECTED', 900000, 100000, 'Tôi nhận 900', 'u-an',
   '2025-11-20 03:10:00.000', 'Không', '2025-11-20 03:05:00.000', '2025-11-20 03:10:00.000'),
  ('neg-1', 'dis-1', 'u-an', 'u-binh', 'PENDING', 500000, 500000, 'Chia đôi nhé', null, null, null,
   '2025-11-20 03:20:00.000', '2025-11-20 03:20:00.000');
insert into mediation_proposals (id, dispute_id, proposed_by_id, status, release_amount, refund_amount, reasoning,
  client_response, freelancer_response, created_at, updated_at) values
  ('med-1', 'dis-1', 'u-admin', 'REJECTED', 600000, 400000, 'Lần một', 'REJECTED', 'ACCEPTED',
   '2025-11-20 04:00:00.000', '2025-11-20 04:30:00.000'),
  ('med-2', 'dis-1', 'u-admin', 'REJECTED', 500000, 500000, 'Lần hai', 'ACCEPTED', 'REJECTED',
   '2025-11-20 05:00:00.000', '2025-11-20 05:30:00.000');
insert into chat_admin_access_log (id, thread_id, admin_id, dispute_id, action, reason, metadata, created_at) values
  ('log-1', 'thr-1', 'u-admin2', 'dis-1', 'VIEW_THREAD', 'Xem lại', '{"stage": "mediation"}',
   '2025-11-20 03:40:00.000');
)"_s;
}

}  // namespace tongdai::testing
