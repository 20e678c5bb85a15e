-- KEYS[1] lock   ARGV[1] token                           1 released, 0 not ours: left alone
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
