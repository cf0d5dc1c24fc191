-- Redis has lost its memory: our token is the newest one again, unless somebody has taken over meanwhile.
-- KEYS[1] newest fencing token   ARGV[1] our token
-- returns 1, or 0 when another token stands there
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
return 1
