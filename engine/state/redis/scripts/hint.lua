-- Wakes whoever waits for hints (guarantees 2.7). A full queue needs no further hint: engines poll as well.
-- KEYS[1] message_queue   ARGV[1] hint  ARGV[2] bound  ARGV[3] channel     returns 1 pushed, 0 full
if redis.call('LLEN', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[1])
redis.pcall('PUBLISH', ARGV[3], '')
return 1
