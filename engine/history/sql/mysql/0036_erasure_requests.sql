-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- Who asked to be erased and is not erased yet, so that an administrator finds them all. Their times stand in `erasures`
-- under a pseudonym; this row goes with the erasure.
create table if not exists erasure_requests (
  customer_id varbinary(128) primary key,
  erasure_id binary(16) not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
