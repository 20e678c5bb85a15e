-- Who asked to be erased and is not erased yet, so that an administrator finds them all. Their times stand in `erasures`
-- under a pseudonym; this row goes with the erasure.
create table erasure_requests (
  customer_id text collate "C" primary key,
  erasure_id uuid not null
);
