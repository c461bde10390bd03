import type { DocumentNode } from "../../document/node.ts";
import type { Lowering } from "../lowering.ts";
import { child } from "../reading/fields.ts";

type Kind = "pubsub" | "stream" | "list";

/** Commands that FastStream writes into the binding of a channel → what they read or write. */
const kinds: ReadonlyMap<unknown, Kind> = new Map<unknown, Kind>([
  ["subscribe", "pubsub"],
  ["psubscribe", "pubsub"],
  ["publish", "pubsub"],
  ["xread", "stream"],
  ["xreadgroup", "stream"],
  ["xadd", "stream"],
  ["lpop", "list"],
  ["rpop", "list"],
  ["lpush", "list"],
  ["rpush", "list"],
]);

/** `undefined` where the binding has none that is known. */
export function redisMethodOf(
  channel: DocumentNode,
): { readonly node: DocumentNode; readonly method: string; readonly is: Kind } | undefined {
  const node = child(child(child(channel, "bindings"), "redis"), "method");
  const is = kinds.get(node?.value);
  return node === undefined || is === undefined ? undefined : { node, method: String(node.value), is };
}

/** What goes over pub/sub never comes to who reads a stream, and nobody would notice. */
export function checkRedisMethod(
  node: DocumentNode,
  { channel, kind }: { readonly channel: string; readonly kind: "pubsub" | "stream" },
  { sink }: Lowering,
): void {
  const found = redisMethodOf(node);
  if (found !== undefined && found.is !== kind)
    sink.report("redis-method", found.node, { channel, method: found.method, is: found.is, kind });
}
