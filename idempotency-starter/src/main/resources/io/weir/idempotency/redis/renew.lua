-- SPDX-FileCopyrightText: 2026 The Weir authors
-- SPDX-License-Identifier: Apache-2.0

-- Prolongs the lease of the claim with this token.
-- ARGV: token, lease in ms, ms that attempts are remembered beyond it
local found = redis.call('HMGET', KEYS[1], 'state', 'token')
if found[1] ~= 'P' or found[2] ~= ARGV[1] then
  return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'ends', string.format('%.0f', now + ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[2] + ARGV[3])
return 1
