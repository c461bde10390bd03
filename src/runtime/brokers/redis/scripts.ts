/** Steps that must not be torn apart. Each touches one stream (`bury` and its target), so they run on a cluster where both keys share a slot. */
import { createHash } from "node:crypto";
import type { Client } from "./client.ts";

interface Script {
  readonly text: string;
  readonly hash: string;
}

function script(text: string): Script {
  return { text, hash: createHash("sha1").update(text).digest("hex") };
}

/**
 * KEYS stream; ARGV group, consumer, ids. Entries that are still ours are young again; returns those that others have, and those that are no
 * longer in the stream. JUSTID leaves the count alone. A claim of an entry that was trimmed takes it off the pending list (Redis 7) and returns
 * nothing, so what is neither pending nor in the stream is nobody's.
 */
export const keep = script(`
local lost, trimmed = {}, {}
for i = 3, #ARGV do
  local entry = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1)[1]
  local is_ours = entry and entry[2] == ARGV[2]
  local is_kept = is_ours and #redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'IDLE', 0, 'JUSTID') > 0
  if not is_kept then
    local is_trimmed = (is_ours or not entry) and #redis.call('XRANGE', KEYS[1], ARGV[i], ARGV[i]) == 0
    local list = is_trimmed and trimmed or lost
    list[#list + 1] = ARGV[i]
  end
end
return { lost, trimmed }`);

/**
 * KEYS stream; ARGV group, consumer, min idle, count. Takes over what nobody tends; returns id, fields and how many runs have begun, and how
 * many entries the stream no longer has.
 * JUSTID leaves that count alone: what only waited while another message killed the process is not blamed for it.
 */
export const claim = script(`
local cursor, taken, trimmed = '0-0', {}, 0
repeat
  local reply = redis.call('XAUTOCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], cursor, 'COUNT', ARGV[4] - #taken, 'JUSTID')
  cursor = reply[1]
  trimmed = trimmed + #(reply[3] or {})
  for _, id in ipairs(reply[2]) do
    local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
    if entry then
      local pending = redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1)[1]
      taken[#taken + 1] = { id, entry[2], pending and pending[4] or 0 }
    end
  end
until cursor == '0-0' or #taken >= tonumber(ARGV[4])
return { taken, trimmed }`);

/** KEYS stream; ARGV group, consumer, id, runs. The number of runs that have begun, while the entry is ours. */
export const count = script(`
local entry = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1)[1]
if entry and entry[2] == ARGV[2] then
  redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[3], 'RETRYCOUNT', ARGV[4], 'JUSTID')
end
return 0`);

/** KEYS stream; ARGV group, consumer, idle, then id and runs in turn. What is ours looks abandoned at once, so that others take it over. */
export const handBack = script(`
for i = 4, #ARGV, 2 do
  local entry = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1)[1]
  if entry and entry[2] == ARGV[2] then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'IDLE', ARGV[3], 'RETRYCOUNT', ARGV[i + 1], 'JUSTID')
  end
end
return 0`);

/** KEYS stream, target; ARGV group, id, fields. In MULTI a failing XADD would not keep the XACK from happening; here it does. */
export const bury = script(`
redis.call('XADD', KEYS[2], '*', unpack(ARGV, 3))
return redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])`);

/** KEYS stream; ARGV milliseconds, fields. Whoever reads the stream prolongs it; one that came back after its reader was gone must not stay. */
export const addPassing = script(`
redis.call('XADD', KEYS[1], '*', unpack(ARGV, 2))
if redis.call('PTTL', KEYS[1]) == -1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return 0`);

/** KEYS stream; ARGV group, consumer, idle. Removing a consumer forgets its pending entries, so only one without any goes; also long dead ones of others. */
export const leave = script(`
for _, row in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local fields = {}
  for i = 1, #row, 2 do fields[row[i]] = row[i + 1] end
  if fields['pending'] == 0 and (fields['name'] == ARGV[2] or fields['idle'] > tonumber(ARGV[3])) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], fields['name'])
  end
end
return 0`);

/** KEYS stream. Drops what every group has acknowledged. */
export const trim = script(`
local least
for _, row in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local fields = {}
  for i = 1, #row, 2 do fields[row[i]] = row[i + 1] end
  local pending = redis.call('XPENDING', KEYS[1], fields['name'])
  local id = pending[1] > 0 and pending[2] or fields['last-delivered-id']
  local ms, seq = id:match('(%d+)-(%d+)')
  ms, seq = tonumber(ms), tonumber(seq)
  if pending[1] == 0 then seq = seq + 1 end
  if not least or ms < least[1] or (ms == least[1] and seq < least[2]) then least = { ms, seq } end
end
if not least then return 0 end
return redis.call('XTRIM', KEYS[1], 'MINID', string.format('%.0f-%.0f', least[1], least[2]))`);

/** ioredis makes a `…Buffer` twin of every command; its types leave out those of EVAL and EVALSHA. */
interface Scripting {
  evalshaBuffer(hash: string, keys: number, ...rest: readonly (string | number | Buffer)[]): Promise<unknown>;
  evalBuffer(text: string, keys: number, ...rest: readonly (string | number | Buffer)[]): Promise<unknown>;
}

/**
 * By its hash, and in full where the server does not have it (any more). Results come as bytes. Not `callBuffer`: ioredis 6.0 loses
 * the command's name in its automatic pipeline.
 */
export async function evaluate(
  client: Client,
  { text, hash }: Script,
  keys: readonly string[],
  args: readonly (string | number | Buffer)[],
): Promise<unknown> {
  const scripting = client as Client & Scripting;
  try {
    return await scripting.evalshaBuffer(hash, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes("NOSCRIPT")) throw error;
    return await scripting.evalBuffer(text, keys.length, ...keys, ...args);
  }
}
