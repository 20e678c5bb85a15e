-- Another run of the server, or another server: what it holds may be older than what engines wrote. One new epoch
-- for all of them.
-- KEYS[1] epoch   ARGV[1] the epoch seen before  ARGV[2] a new one       returns the epoch that holds now
local now = redis.call('GET', KEYS[1])
if not now or now == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2])
  return ARGV[2]
end
return now
