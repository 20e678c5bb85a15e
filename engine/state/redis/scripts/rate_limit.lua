-- Sliding windows over the ids of acts (guarantees 2.10): one more act in each of them, or in none. An id that is in a
-- window was charged there already.
-- KEYS: zsets   ARGV: 1 id of the act, then for each key: most, window in ms
-- returns {0, 0, used of each key …} or {place of the key that refuses, ms until the next may come, used up to it …}
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local act, answer, isNew = ARGV[1], {0, 0}, {}
for i, key in ipairs(KEYS) do
  local most, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
  local used = redis.call('ZCARD', key)
  answer[2 + i] = used
  isNew[i] = not redis.call('ZSCORE', key, act)
  if isNew[i] and used >= most then
    local oldest = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
    answer[1], answer[2] = i, math.max(1, tonumber(oldest[2]) + window - now)
    return answer
  end
end
for i, key in ipairs(KEYS) do
  if isNew[i] then
    redis.call('ZADD', key, now, act)
    redis.call('PEXPIRE', key, ARGV[2 * i + 1])
    answer[2 + i] = answer[2 + i] + 1
  end
end
return answer
