-- How plans stand, for other programs and the Locks page (contracts/background, section 3); they decide nothing.
-- KEYS: per plan plan_state and lock:plan
-- ARGV: 1 life of a state in ms, 2 life of a lock in ms, then per plan: status, token of who sends it ('' = nobody),
--       conversation, fence, tries, actions as JSON ('' = only where the state stands), time in ms
-- returns how many states were written
local written = 0

-- Nothing under a name of another type is changed.
local function write(state, ...)
  local answer = redis.pcall('HSET', state, ...)
  if type(answer) == 'table' and answer.err then return end
  redis.call('PEXPIRE', state, ARGV[1])
  written = written + 1
end

for i = 1, #KEYS / 2 do
  local state, lock = KEYS[2 * i - 1], KEYS[2 * i]
  local at = 3 + (i - 1) * 7
  local token = ARGV[at + 1]
  if ARGV[at + 5] ~= '' then
    write(state, 'conversation_id', ARGV[at + 2], 'status', ARGV[at], 'owner', token, 'fence', ARGV[at + 3], 'tries',
      ARGV[at + 4], 'actions', ARGV[at + 5], 'at', ARGV[at + 6])
  elseif redis.call('EXISTS', state) == 1 then
    write(state, 'status', ARGV[at], 'owner', token, 'at', ARGV[at + 6])
  end
  if token ~= '' then
    redis.call('SET', lock, token, 'PX', ARGV[2])
  else
    redis.call('DEL', lock)
  end
end
return written
