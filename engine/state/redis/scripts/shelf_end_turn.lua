-- KEYS: 1 value, 2 lock, 3 fence   ARGV: 1 fence, 2 value ('': none was made), 3 its life in ms    1 kept, 0 too late
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
if redis.call('GET', KEYS[3]) ~= ARGV[1] then return 0 end
if ARGV[2] ~= '' then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1
