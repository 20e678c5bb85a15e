-- An erasure counts the entries of the audit log that are about whoever is erased (guarantees 2.16): found by them, not
-- by reading the whole log while the writer waits.
create index audit_object on audit (object);
