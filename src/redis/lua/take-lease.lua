-- Take the lease if it is free or was ours (same holder, after a restart): a new token fences all earlier ones.
-- Tokens begin at the time, so that those after a loss of memory are newer than those before it.
-- KEYS[1] lease   KEYS[2] token counter   ARGV[1] holder   ARGV[2] time to live in ms
-- returns the new token, or 0 when somebody else holds the lease
local held = redis.call('GET', KEYS[1])
if held and string.match(held, '^(.*):%d+$') ~= ARGV[1] then return 0 end
local before = tonumber(redis.call('GET', KEYS[2]) or '0')
local token = math.max(before + 1, tonumber(redis.call('TIME')[1]))
local text = string.format('%d', token)
redis.call('SET', KEYS[2], text)
redis.call('SET', KEYS[1], ARGV[1] .. ':' .. text, 'PX', ARGV[2])
return token
