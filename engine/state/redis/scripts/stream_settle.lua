-- What a person decides about entries that a group was given and has not acknowledged: only those that still stand as
-- they were seen. With a consumer they are given to it (where they have been still for so long), else they are done.
-- KEYS[1] stream
-- ARGV: 1 group, 2 consumer or '', 3 how long they have been still at least, in ms, then id, holder, deliveries of each
-- How many · -1 the group has no such consumer
if ARGV[2] ~= '' then
  local made = redis.pcall('XGROUP', 'CREATECONSUMER', KEYS[1], ARGV[1], ARGV[2])
  if type(made) ~= 'number' then return 0 end
  if made == 1 then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
    return -1
  end
end
local settled = 0
for i = 4, #ARGV, 3 do
  local answer = redis.pcall('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1)
  local seen = not answer.err and answer[1]
  if seen and seen[2] == ARGV[i + 1] and seen[4] == tonumber(ARGV[i + 2]) then
    if ARGV[2] == '' then
      settled = settled + redis.call('XACK', KEYS[1], ARGV[1], ARGV[i])
    else
      settled = settled + #redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[i], 'JUSTID')
    end
  end
end
return settled
