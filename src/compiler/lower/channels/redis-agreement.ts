import type { DocumentNode } from "../../document/node.ts";
import type { Channel } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import type { ChannelDraft, OperationDraft } from "../outline/draft.ts";
import { child } from "../reading/fields.ts";
import { readConsumeOptions } from "../x-boost/consume-options.ts";

const agreed = ["kind", "envelope"] as const;

/**
 * What both sides of a Redis channel have to agree on: a stream is not pub/sub, and an envelope is not a body. Whoever says it, channel or
 * operation, says it for the channel; the root's is what holds where nobody does. Two answers are an error.
 */
export function redisAgreement(
  channel: ChannelDraft,
  operations: readonly OperationDraft[],
  root: DocumentNode,
  lowering: Lowering,
): Channel["redis"] {
  const said = [
    { by: `channel \`${channel.key}\``, node: child(channel.node, "x-boost"), place: "channel" as const },
    ...operations
      .filter((operation) => operation.channel === channel)
      .map(({ key, fields }) => ({ by: `operation \`${key}\``, node: fields.get("x-boost"), place: "operation" as const })),
  ].map(({ by, node, place }) => ({ by, node, options: readConsumeOptions(node, place, lowering).redis ?? {} }));
  const defaults = readConsumeOptions(child(root, "x-boost"), "root", lowering).redis ?? {};
  const entries = agreed.flatMap((option) => {
    const [first, ...others] = said.filter(({ options }) => options[option] !== undefined);
    for (const other of others) {
      if (first === undefined || other.node === undefined || other.options[option] === first.options[option]) continue;
      lowering.sink.report("extension-combination", child(child(other.node, "redis"), option) ?? other.node, {
        problem: `\`redis.${option}\` of ${other.by} is \`${other.options[option]}\`, but ${first.by} says \`${first.options[option]}\` of the same channel; what one side writes the other would never read.`,
        instead: "Say it once, on the channel.",
      });
    }
    const answer = first === undefined ? defaults[option] : first.options[option];
    return answer === undefined ? [] : [[option, answer] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
