-- SPDX-FileCopyrightText: 2026 The Weir authors
-- SPDX-License-Identifier: Apache-2.0

-- Claims the key, unless a live record stands. Answers with the record as it is then.
-- ARGV: token, lease in ms, ms that attempts are remembered beyond it, fingerprint
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('HMGET', KEYS[1], 'state', 'token', 'attempt', 'ends')
local mine = found[1] == 'P' and found[2] == ARGV[1]
local live = found[1] == 'C' or (found[1] == 'P' and tonumber(found[4]) > now)
if not mine and not live then
  redis.call('HSET', KEYS[1], 'state', 'P', 'token', ARGV[1], 'attempt', (tonumber(found[3]) or 0) + 1,
    'claimed', string.format('%.0f', now), 'ends', string.format('%.0f', now + ARGV[2]), 'fingerprint', ARGV[4])
  redis.call('PEXPIRE', KEYS[1], ARGV[2] + ARGV[3])
end
return redis.call('HMGET', KEYS[1], 'state', 'token', 'attempt', 'claimed', 'ends', 'fingerprint', 'completed', 'response')
