-- SPDX-FileCopyrightText: 2026 The Weir authors
-- SPDX-License-Identifier: Apache-2.0

-- Records the outcome of the claim with this token, once or again, and tells who waits.
-- ARGV: token, ttl in ms, fingerprint, response, channel
local found = redis.call('HMGET', KEYS[1], 'state', 'token')
if found[2] ~= ARGV[1] or (found[1] ~= 'P' and found[1] ~= 'C') then
  return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'state', 'C', 'completed', string.format('%.0f', now),
  'ends', string.format('%.0f', now + ARGV[2]), 'fingerprint', ARGV[3], 'response', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.pcall('PUBLISH', ARGV[5], KEYS[1])
return 1
