-- Gives back what is in a worker's hands, in its old order and before everything newer, unless it shows that it lives.
-- KEYS: 1 message_queue, 2 message_queue:processing:<w>, 3… heartbeats      ARGV: 1 most at once      -1 alive, else moved
for i = 3, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 1 then return -1 end
end
local moved = 0
while moved < tonumber(ARGV[1]) and redis.call('LMOVE', KEYS[2], KEYS[1], 'RIGHT', 'LEFT') do moved = moved + 1 end
return moved
