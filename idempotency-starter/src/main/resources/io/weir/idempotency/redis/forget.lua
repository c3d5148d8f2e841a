-- SPDX-FileCopyrightText: 2026 The Weir authors
-- SPDX-License-Identifier: Apache-2.0

-- Removes a completed record.
if redis.call('HGET', KEYS[1], 'state') ~= 'C' then
  return 0
end
return redis.call('DEL', KEYS[1])
