-- Frees a gate. Whoever frees it has left its work: the state says so too, whatever became of the work.
-- KEYS: 1 lock, 2 conv_state   ARGV[1] token, '' = whosever it is        1 released, 0 not ours, or not there
local held = redis.call('GET', KEYS[1])
if not held or (ARGV[1] ~= '' and held ~= ARGV[1]) then return 0 end

local working = '{"ai_processing":true'
local state = redis.pcall('GET', KEYS[2])
if type(state) == 'string' and string.sub(state, 1, #working) == working then
  local rest = string.gsub(string.sub(state, #working + 1), ',"processing_started_at":[%d.e+-]+}$', '}')
  local life = redis.call('PTTL', KEYS[2])
  if life > 0 then redis.call('SET', KEYS[2], '{"ai_processing":false' .. rest, 'PX', life) end
end
return redis.call('DEL', KEYS[1])
