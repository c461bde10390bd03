import type { Channel, Protocol } from "../../model/index.ts";
import type { Candidate } from "../dispatch/index.ts";
import type { Lowering } from "../lowering.ts";
import { conjunctsOf, propertyKeys, requiredKeys } from "../reading/schema-nodes.ts";

/** A pub/sub message on Redis is its body alone, unless both sides wrap it. */
export function carriesHeaders(redis: Channel["redis"], protocols: ReadonlySet<Protocol>): boolean {
  const wraps = redis?.kind !== "pubsub" || redis.envelope === true;
  return wraps || (protocols.size > 0 && !protocols.has("redis"));
}

/** Headers that are described and never arrive. */
export function reportHeadersNotCarried(key: string, candidates: readonly Candidate[], { sink }: Lowering): void {
  for (const { message, headers } of candidates) {
    if (headers === undefined) continue;
    const parts = conjunctsOf(headers);
    const required = [...new Set(parts.flatMap(requiredKeys))];
    if (required.length + parts.flatMap(propertyKeys).length > 0)
      sink.report("headers-not-carried", headers, { message: message.name, channel: key, required });
  }
}
