-- Proves that this server writes, reads and runs scripts.
-- KEYS[1] probe key   ARGV[1] value  ARGV[2] life in ms       returns the value read back
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return redis.call('GET', KEYS[1])
