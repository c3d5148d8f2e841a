-- SPDX-FileCopyrightText: 2026 The Weir authors
-- SPDX-License-Identifier: Apache-2.0

-- Frees the key of the claim with this token, once or again, and tells who waits. The
-- count of attempts stays for a while.
-- ARGV: token, ms that attempts are remembered, channel
local found = redis.call('HMGET', KEYS[1], 'state', 'token')
if found[2] ~= ARGV[1] or (found[1] ~= 'P' and found[1] ~= 'R') then
  return 0
end
redis.call('HSET', KEYS[1], 'state', 'R')
redis.call('HDEL', KEYS[1], 'fingerprint', 'claimed', 'ends')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.pcall('PUBLISH', ARGV[3], KEYS[1])
return 1
