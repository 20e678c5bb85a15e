-- KEYS info. Marks a session archived that is there; never makes one.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'status', 'archived')
return 1
