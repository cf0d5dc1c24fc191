-- Take the lease if it is free or was ours (same holder, after a restart): a new token fences all earlier ones.
-- KEYS[1] lease   KEYS[2] token counter   ARGV[1] holder   ARGV[2] time to live in ms
-- returns the new token, or 0 when somebody else holds the lease
local held = redis.call('GET', KEYS[1])
if held and string.match(held, '^(.*):%d+$') ~= ARGV[1] then return 0 end
local token = redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], ARGV[1] .. ':' .. token, 'PX', ARGV[2])
return token
