-- What a person decides about a lock that was seen: only while it is still that one.
-- KEYS[1] lock   ARGV: 1 its beginning as seen, 2 how much of it was seen, 3 the life to give it in ms, '' = delete it
local seen = redis.pcall('GETRANGE', KEYS[1], 0, tonumber(ARGV[2]) - 1)
if type(seen) ~= 'string' or seen ~= ARGV[1] or redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if ARGV[3] == '' then return redis.call('DEL', KEYS[1]) end
if redis.call('PTTL', KEYS[1]) ~= -1 then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[3])
