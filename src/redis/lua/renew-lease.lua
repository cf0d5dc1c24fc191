-- Keep the lease, if it is still ours. Also makes it again after Redis lost it (flushed, restarted empty), as
-- long as nobody took it meanwhile.
-- KEYS[1] lease   KEYS[2] token counter   ARGV[1] holder   ARGV[2] token   ARGV[3] time to live in ms
-- returns 1, 0 when it belongs to somebody else, or 2 when even the token is lost: then all else is lost as well, and
-- the token comes back with it (claim-token.lua)
local held = redis.call('GET', KEYS[1])
local ours = ARGV[1] .. ':' .. ARGV[2]
if held and held ~= ours then return 0 end
local newest = redis.call('GET', KEYS[2])
if tonumber(newest or '0') > tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ours, 'PX', ARGV[3])
if not newest then return 2 end
redis.call('SET', KEYS[2], ARGV[2])
return 1
