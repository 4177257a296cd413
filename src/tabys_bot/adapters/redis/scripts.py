"""Everything that must be one atomic step, or one round trip, in the store: Lua scripts.

Counters start with their first count and vanish with their window, so nothing has to be swept up.
"""

# Count a visit; note the activity of a session, at most once a minute and without a longer life; look up the rest.
# KEYS: counter, session, mark, language. ARGV: window ms, bound, now, note activity if last before (both ISO;
# without the Z they sort as text). Answers: {over by, ms left, session, mark, language}
OPEN = """
local visits = redis.call('INCR', KEYS[1])
if visits == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
local over = visits - tonumber(ARGV[2])
if over > 0 then
  return {over, redis.call('PTTL', KEYS[1]), false, false, redis.call('GET', KEYS[4])}
end
local known = redis.call('MGET', KEYS[2], KEYS[3], KEYS[4])
if known[1] then
  local readable, session = pcall(cjson.decode, known[1])
  if readable and type(session) == 'table' and type(session.last_activity) == 'string'
      and string.gsub(session.last_activity, 'Z$', '') < string.gsub(ARGV[4], 'Z$', '') then
    session.last_activity = ARGV[3]
    local writable, noted = pcall(cjson.encode, session)
    if writable then
      known[1] = noted
      redis.call('SET', KEYS[2], noted, 'XX', 'KEEPTTL')
    end
  end
end
return {0, 0, known[1], known[2], known[3]}
"""

# Count an attempt to sign in. KEYS: wait, failures of all, attempts, times closed, code. ARGV: window ms, attempts
# allowed, failures allowed, same code ms, forget closings ms, waits ms ... The answer is 'allowed', 'repeated', or
# 'closed' and for how many ms
ATTEMPT = """
local wait = redis.call('PTTL', KEYS[1])
if wait > 0 then return {'closed', wait} end
if tonumber(redis.call('GET', KEYS[2]) or '0') >= tonumber(ARGV[3]) then
  return {'closed', redis.call('PTTL', KEYS[2])}
end
if redis.call('EXISTS', KEYS[5]) == 1 then return {'repeated'} end
local attempts = redis.call('INCR', KEYS[3])
if attempts == 1 then redis.call('PEXPIRE', KEYS[3], ARGV[1]) end
if attempts > tonumber(ARGV[2]) then
  local times = redis.call('INCR', KEYS[4])
  redis.call('PEXPIRE', KEYS[4], ARGV[5])
  local ms = ARGV[math.min(5 + times, #ARGV)]
  redis.call('SET', KEYS[1], '1', 'PX', ms)
  redis.call('DEL', KEYS[3])
  return {'closed', tonumber(ms)}
end
redis.call('SET', KEYS[5], '1', 'PX', ARGV[4])
return {'allowed'}
"""

# KEYS: counter. ARGV: window ms
COUNT = """
if redis.call('INCR', KEYS[1]) == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
"""

# KEYS: session, mark. ARGV: session, its lifetime ms, mark
BEGIN = """
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('SET', KEYS[2], ARGV[3])
"""

# KEYS: session, mark. ARGV: mark
END = """
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[2], ARGV[1])
"""
