"""Everything that must be one atomic step, or one round trip, in the store: Lua scripts.

Counters start with their first count and vanish with their window, so nothing has to be swept up.
"""

# Count a visit; note the activity of a session, at most once a minute and without a longer life; look up the rest.
# KEYS: counter, session, mark, language. ARGV: window ms, bound, now, note activity if last before (both ISO;
# without the Z they sort as text). Answers: {over by, ms left, session, mark, language}
OPEN = """
local visits = redis.call('INCR', KEYS[1])
if visits == 1 or redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
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

_CLOSE = """
local function close(wait, attempts, closed, forget, waits)
  local times = redis.call('INCR', closed)
  redis.call('PEXPIRE', closed, forget)
  local ms = waits[math.min(times, #waits)]
  redis.call('SET', wait, '1', 'PX', ms)
  redis.call('DEL', attempts)
  return {'closed', tonumber(ms)}
end
local function heal(key, ms)
  if redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, ms) end
end
"""

# Count an attempt to sign in. KEYS: wait, failures of all, attempts, times closed, code, mark. ARGV: window ms, forget
# closings ms, attempts allowed, same code ms, failures allowed, waits ms ... The answer is 'allowed', 'repeated', or
# 'closed' and for how many ms
ATTEMPT = (
    _CLOSE
    + """
local wait = redis.call('PTTL', KEYS[1])
if wait > 0 then return {'closed', wait} end
local mark = redis.call('GET', KEYS[6])
local stranger = not mark or string.find(mark, '"was_in":false', 1, true)
if stranger and tonumber(redis.call('GET', KEYS[2]) or '0') >= tonumber(ARGV[5]) then
  heal(KEYS[2], ARGV[1])
  return {'closed', redis.call('PTTL', KEYS[2])}
end
if redis.call('EXISTS', KEYS[5]) == 1 then return {'repeated'} end
local attempts = redis.call('INCR', KEYS[3])
heal(KEYS[3], ARGV[1])
if attempts > tonumber(ARGV[3]) then
  return close(KEYS[1], KEYS[3], KEYS[4], ARGV[2], {unpack(ARGV, 6)})
end
redis.call('SET', KEYS[5], '1', 'PX', ARGV[4])
return {'allowed'}
"""
)

# Count a wrong code. KEYS: wait, failures of all, attempts, times closed, failures of the visitor. ARGV: window ms,
# forget closings ms, attempts allowed, waits ms ...
FAILED = (
    _CLOSE
    + """
redis.call('INCR', KEYS[2])
heal(KEYS[2], ARGV[1])
local failures = redis.call('INCR', KEYS[5])
redis.call('PEXPIRE', KEYS[5], ARGV[2])
if failures % tonumber(ARGV[3]) == 0 and redis.call('PTTL', KEYS[1]) < 0 then
  close(KEYS[1], KEYS[3], KEYS[4], ARGV[2], {unpack(ARGV, 4)})
end
"""
)

# KEYS: session, mark. ARGV: session, its lifetime ms, mark
BEGIN = """
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('SET', KEYS[2], ARGV[3])
return 1
"""

# As BEGIN, if there is nothing of the visitor.
REVIVE = "if redis.call('EXISTS', KEYS[1], KEYS[2]) > 0 then return 0 end" + BEGIN

# KEYS: session, mark. ARGV: mark
END = """
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[2], ARGV[1])
return 1
"""

_SAME_SIGN_IN = """
local text = redis.call('GET', KEYS[1])
local readable, session = pcall(cjson.decode, text or '')
if not text or not readable or type(session) ~= 'table' or session.sign_in_id ~= ARGV[2] then return 0 end
"""

# KEYS: session. ARGV: session, sign_in_id
RENEW = _SAME_SIGN_IN + "redis.call('SET', KEYS[1], ARGV[1], 'XX', 'KEEPTTL') return 1"

# KEYS: session, mark. ARGV: mark, sign_in_id
REVOKE = _SAME_SIGN_IN + END

# KEYS: mark. ARGV: the mark that must still be there, the new one
SETTLE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL') end"
