-- One step: journal the events and replace the live state, or nothing at all when a newer switchboard has taken
-- over. Writing the same step twice is harmless: readers know each event by its id.
-- KEYS[1] newest fencing token   KEYS[2] journal (stream)   KEYS[3] live state (hash)
-- ARGV[1] our token   ARGV[2] number of events n   ARGV[3..n+2] events (JSON)
-- then pairs: field, value ('' deletes the field)
-- returns 1, 0 when our token is no longer the newest, or -1 when there is none: Redis has lost its memory
-- Whoever follows the live state listens on the channel named like the hash: the fields that changed, a line each.
local newest = redis.call('GET', KEYS[1])
if not newest then return -1 end
if newest ~= ARGV[1] then return 0 end
local last = tonumber(ARGV[2]) + 2
for i = 3, last do redis.call('XADD', KEYS[2], '*', 'e', ARGV[i]) end
local changed = {}
for i = last + 1, #ARGV, 2 do
  if ARGV[i + 1] == '' then redis.call('HDEL', KEYS[3], ARGV[i])
  else redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1]) end
  changed[#changed + 1] = ARGV[i]
end
-- A user without the right to publish must not lose the step.
redis.pcall('PUBLISH', KEYS[3], table.concat(changed, '\n'))
return 1
