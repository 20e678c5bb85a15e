-- Gives back what a dead engine had taken, in its old order and before everything newer (guarantees 2.7).
-- KEYS: 1 engine:alive:<i>, 2 message_queue:processing:<i>, 3 message_queue, 4 engine:instances
-- ARGV: 1 most at once, 2 <i>                              -1 alive, else items given back
if redis.call('EXISTS', KEYS[1]) == 1 then return -1 end
local moved, most = 0, tonumber(ARGV[1])
while moved < most do
  if not redis.call('LMOVE', KEYS[2], KEYS[3], 'RIGHT', 'LEFT') then break end
  moved = moved + 1
end
if redis.call('LLEN', KEYS[2]) == 0 then redis.call('SREM', KEYS[4], ARGV[2]) end
return moved
