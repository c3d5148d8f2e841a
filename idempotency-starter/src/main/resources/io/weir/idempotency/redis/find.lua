-- SPDX-FileCopyrightText: 2026 The Weir authors
-- SPDX-License-Identifier: Apache-2.0

-- Answers with the live record, or with nothing.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('HMGET', KEYS[1], 'state', 'token', 'attempt', 'claimed', 'ends', 'fingerprint', 'completed', 'response')
if found[1] == 'C' or (found[1] == 'P' and tonumber(found[5]) > now) then
  return found
end
return {}
