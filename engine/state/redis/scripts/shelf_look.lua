-- A copy of an answer, and whether the caller is to ask for a new one (contracts/kiotviet §5).
-- KEYS: 1 copy, 2 generation of its family, 3 lock   ARGV: 1 stamp the caller has, 2 fresh ms, 3 asker, 4 turn ms
-- returns {generation, now, mine, age or -1, stamp, body; '' when the caller has it}
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local generation = tonumber(redis.call('GET', KEYS[2]) or 0)
local copy = redis.call('HMGET', KEYS[1], 'at', 'stamp')
local age = copy[1] and math.max(0, now - tonumber(copy[1])) or -1
local mine = 0
if (age < 0 or age >= tonumber(ARGV[2])) and redis.call('SET', KEYS[3], ARGV[3], 'NX', 'PX', ARGV[4]) then mine = 1 end
if age < 0 then return {generation, now, mine, -1, '', ''} end
local body = ''
if copy[2] ~= ARGV[1] then body = redis.call('HGET', KEYS[1], 'body') end
return {generation, now, mine, age, copy[2], body}
