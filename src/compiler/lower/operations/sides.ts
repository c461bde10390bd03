import type { DocumentNode } from "../../document/node.ts";
import { addressOn, type Contract, type Operation, type Protocol, type Server, serversOf } from "../../model/index.ts";
import { isSharedQueue } from "../channels/address.ts";
import type { Lowering } from "../lowering.ts";

/** What only shows when all operations are known: one message for two of them, one address for two channels, nothing to handle at all. */
export function checkSides(contract: Contract, root: DocumentNode, nodes: ReadonlyMap<string, DocumentNode>, lowering: Lowering): void {
  const { sink, role } = lowering;
  const receiving = contract.operations.filter(({ action }) => action === "receive");
  const sources = new Map<string, Operation[]>();
  for (const operation of receiving) {
    for (const server of serversOf(operation.channel, contract)) {
      const address = addressOn(server.protocol, operation.channel);
      if (server.protocol === "other" || address === null) continue;
      const source = JSON.stringify([server.key, address]);
      sources.set(source, [...(sources.get(source) ?? []), operation]);
    }
  }
  for (const [source, operations] of sources) {
    const [server = "", address = ""] = JSON.parse(source) as string[];
    reportSharedAddress(operations, address, nodes, lowering);
    reportSharedMessages(operations, { address, protocol: protocolOf(server, contract.servers) }, nodes, lowering);
  }
  if (contract.operations.length > 0 && receiving.length === 0)
    sink.report("no-handlers", root, { role, other: role === "client" ? "application" : "client" });
}

function protocolOf(key: string, servers: readonly Server[]): Protocol {
  return servers.find((server) => server.key === key)?.protocol ?? "other";
}

/** A consumer of one channel meets the messages of the other. */
function reportSharedAddress(
  operations: readonly Operation[],
  address: string,
  nodes: ReadonlyMap<string, DocumentNode>,
  { sink }: Lowering,
): void {
  const channels = [...new Set(operations.map(({ channel }) => channel))];
  const node = nodes.get(channels[1]?.pointer ?? "");
  if (channels.length > 1 && node !== undefined)
    sink.report("address-shared", node, { address, channels: channels.map(({ key }) => key) }, { part: "key" });
}

interface Source {
  readonly address: string;
  readonly protocol: Protocol;
}

/** Operations share a subscription where they share a queue or a group; there each message needs one owner. */
function reportSharedMessages(
  operations: readonly Operation[],
  { address, protocol }: Source,
  nodes: ReadonlyMap<string, DocumentNode>,
  { sink }: Lowering,
): void {
  const owners = new Map<string, Operation[]>();
  for (const operation of operations) {
    const group = isSharedQueue(protocol, operation.channel) ? "" : groupOf(operation, protocol);
    for (const { message } of operation.messages) {
      const key = JSON.stringify([group, message.name]);
      owners.set(key, [...(owners.get(key) ?? []), operation]);
    }
  }
  for (const [key, all] of owners) {
    const [, message = ""] = JSON.parse(key) as string[];
    const node = nodes.get(all.at(-1)?.pointer ?? "");
    if (all.length > 1 && node !== undefined)
      sink.report("message-twice", node, { message, address, operations: all.map((operation) => operation.key) }, { part: "key" });
  }
}

/** The group that the document gives it, else its own. */
function groupOf({ options, binding, name }: Operation, protocol: Protocol): string {
  const schema = protocol === "kafka" ? binding?.value["groupId"] : undefined;
  const allowed =
    typeof schema === "object" && schema !== null && !Array.isArray(schema) ? (schema as { readonly [key: string]: unknown }) : {};
  const [only, ...others] = Array.isArray(allowed["enum"]) ? allowed["enum"] : [];
  const bound = allowed["const"] ?? (others.length === 0 ? only : undefined) ?? allowed["default"];
  return options.group ?? (typeof bound === "string" ? bound : `operation ${name}`);
}
