import { framingSaid, registryUrlOfBinding } from "../../addresses/schema-registry.ts";
import type { Channel } from "./channel.ts";
import type { Contract } from "./contract.ts";
import type { Server } from "./server.ts";

/** Where the schema registry of a server is, as far as the document says it. */
export function registryUrlOf({ registryUrl, binding }: Server): string | undefined {
  return registryUrl ?? registryUrlOfBinding(binding?.value);
}

/** Those that a channel may be on. */
export function serversOf(channel: Channel, { servers }: Pick<Contract, "servers">): readonly Server[] {
  return channel.servers.length > 0 ? channel.servers : servers;
}

/** The document says where the registry is, or that messages name their schemas in it. AWS has Glue for itself. */
export function usesRegistry(server: Server, contract: Contract): boolean {
  if (registryUrlOf(server) !== undefined) return true;
  const framings = contract.operations
    .filter(({ channel }) => serversOf(channel, contract).includes(server))
    .flatMap(({ channel }) =>
      channel.messages.map((message) => framingSaid({ ...message, binding: message.binding?.value }, channel, server.binding?.value)),
    );
  return framings.some((framing) => framing !== undefined && framing !== "none" && framing !== "glue");
}
