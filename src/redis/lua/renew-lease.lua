-- Keep the lease, if it is still ours. Also makes it again after Redis lost it (flushed, restarted empty), as
-- long as nobody took it meanwhile.
-- KEYS[1] lease   KEYS[2] token counter   ARGV[1] holder   ARGV[2] token   ARGV[3] time to live in ms
-- returns 1, or 0 when it belongs to somebody else
local held = redis.call('GET', KEYS[1])
local ours = ARGV[1] .. ':' .. ARGV[2]
if held and held ~= ours then return 0 end
if tonumber(redis.call('GET', KEYS[2]) or '0') > tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[2], ARGV[2])
redis.call('SET', KEYS[1], ours, 'PX', ARGV[3])
return 1
