-- Takes the hints out of the queue and leaves everything else where it is (guarantees 2.7). Looks at both ends: hints
-- are pushed at the tail, and at the head the workers of other programs would meet them.
-- KEYS[1] message_queue   ARGV[1] elements looked at from each end  ARGV[2] longest hint     returns the hints, oldest first
local far = tonumber(ARGV[1])
local length = redis.call('LLEN', KEYS[1])
local ends = {{0, -1}}
if length > 2 * far then ends = {{0, far - 1}, {-far, -1}} end
local taken = {}
for _, part in ipairs(ends) do
  for _, element in ipairs(redis.call('LRANGE', KEYS[1], part[1], part[2])) do
    if #element <= tonumber(ARGV[2]) and string.find(element, '"conv"', 1, true) then
      local isJson, hint = pcall(cjson.decode, element)
      if isJson and type(hint) == 'table' and hint.v == 1 and hint.t == 'conv' and type(hint.c) == "string" and #hint.c > 0 then
        taken[#taken + 1] = element
      end
    end
  end
end
for _, element in ipairs(taken) do redis.call('LREM', KEYS[1], 1, element) end
return taken
