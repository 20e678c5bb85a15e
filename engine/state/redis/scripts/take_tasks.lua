-- Takes tasks of known types out of the queue, oldest first, into this engine's hands; everything else stays where it is
-- (guarantees 2.7). One engine at a time: while another has tasks in its hands nobody overtakes them.
-- KEYS: 1 message_queue, 2 message_queue:processing:<me>, 3 message_queue:adopter, 4 message_queue:delayed
-- ARGV: 1 <me>, 2 most, 3 elements looked at, 4 longest, 5 "message_queue:processing:", 6 "message_queue:done:", 7… types
local me, most, far, longest = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local owner = redis.call('GET', KEYS[3])
if owner and owner ~= me and redis.call('LLEN', ARGV[5] .. owner) > 0 then return {} end
local types = {}
for i = 7, #ARGV do types[ARGV[i]] = true end
local function known(element)
  if #element > longest or not string.find(element, '"type"', 1, true) then return nil end
  local isJson, task = pcall(cjson.decode, element)
  if isJson and type(task) == 'table' and type(task.type) == 'string' and types[task.type] then return task end
  return nil
end
-- Tries that another worker put off and that are due now join at the tail.
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
for _, element in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', now, 'LIMIT', 0, most)) do
  if known(element) then
    redis.call('RPUSH', KEYS[1], element)
    redis.call('ZREM', KEYS[4], element)
  end
end
local taken = {}
for _, element in ipairs(redis.call('LRANGE', KEYS[1], 0, far - 1)) do
  if #taken >= most then break end
  local task = known(element)
  if task and (type(task.id) == 'string' or type(task.id) == 'number') and
     redis.call('EXISTS', ARGV[6] .. task.id) == 1 then
    redis.call('LREM', KEYS[1], 1, element)  -- another worker has done it
  elseif task then
    redis.call('RPUSH', KEYS[2], element)  -- first: a full Redis refuses it, and nothing is lost
    redis.call('LREM', KEYS[1], 1, element)
    taken[#taken + 1] = element
  end
end
if #taken > 0 then redis.call('SET', KEYS[3], me) end
return taken
