-- Gives a life to keys that were left behind, where they still are: without a life, and untouched for a while.
-- KEYS   ARGV: 1 least seconds untouched, 2 the life in ms       returns how many
local lapsing = 0
for _, key in ipairs(KEYS) do
  local untouched = redis.pcall('OBJECT', 'IDLETIME', key)
  if type(untouched) == 'number' and untouched >= tonumber(ARGV[1]) and redis.call('PTTL', key) == -1 then
    lapsing = lapsing + redis.call('PEXPIRE', key, ARGV[2])
  end
end
return lapsing
