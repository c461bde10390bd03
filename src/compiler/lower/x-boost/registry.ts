import { boostGroups } from "../../../options/boost.ts";
import { mergeOptions } from "../../../options/merge.ts";
import type { RegistryOptions, SchemaOptions } from "../../../options/options.generated.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { Lowering } from "../lowering.ts";
import { readBoost } from "./read-boost.ts";

/** `x-boost.registry` of the root, a channel or a message. */
export function readRegistry(
  node: DocumentNode | undefined,
  place: "root" | "channel" | "message",
  { sink }: Lowering,
): RegistryOptions | undefined {
  return readBoost<SchemaOptions>(boostGroups.schema, node, place, sink).registry;
}

/** Of a channel over those of the root. The address belongs to servers. */
export function mergeRegistry(root: RegistryOptions | undefined, own: RegistryOptions | undefined): RegistryOptions | undefined {
  const layers = [root, own].flatMap((registry) => (registry === undefined ? [] : [{ registry }]));
  const { url: _url, ...rest } = mergeOptions<SchemaOptions>(boostGroups.schema, layers).registry ?? {};
  return Object.keys(rest).length === 0 ? undefined : rest;
}
