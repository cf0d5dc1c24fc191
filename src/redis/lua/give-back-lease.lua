-- Let the lease go at a clean stop, so that the next one need not wait for it to run out.
-- KEYS[1] lease   ARGV[1] holder   ARGV[2] token
if redis.call('GET', KEYS[1]) == ARGV[1] .. ':' .. ARGV[2] then return redis.call('DEL', KEYS[1]) end
return 0
