import type { DocumentNode } from "../../document/node.ts";
import type { Server, ServerVariable } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { child, entriesOf, text, texts } from "../reading/fields.ts";
import { notesOf } from "../reading/notes.ts";
import { lowerBindings, protocolOf } from "./binding.ts";
import { lowerSecurity } from "./security.ts";

/** By the identity of each, also of what a reference leads to. @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#serversObject */
export function lowerServers(root: DocumentNode, lowering: Lowering): ReadonlyMap<string, Server> {
  const entries = entriesOf(child(root, "servers"));
  const servers = new Map<string, Server>();
  for (const [key, reference] of entries) {
    const node = reference.resolve();
    if (node.kind !== "object") continue;
    const server = lowerServer({ key, node, root }, lowering);
    servers.set(reference.id, server);
    if (!servers.has(node.id)) servers.set(node.id, server);
  }
  return servers;
}

interface ServerDraft {
  readonly key: string;
  readonly node: DocumentNode;
  readonly root: DocumentNode;
}

function lowerServer({ key, node, root }: ServerDraft, lowering: Lowering): Server {
  const wireProtocol = text(child(node, "protocol")) ?? "";
  const protocol = protocolOf(wireProtocol);
  if (protocol === "other") lowering.sink.report("server-protocol", node, { server: key, protocol: wireProtocol }, { part: "key" });
  const { host, pathname, userinfo } =
    lowering.major === 2
      ? addressOf(text(child(node, "url")) ?? "")
      : addressOf(text(child(node, "host")) ?? "", text(child(node, "pathname")));
  if (userinfo) lowering.sink.report("server-credentials", child(node, lowering.major === 2 ? "url" : "host") ?? node, { server: key });
  const protocolVersion = text(child(node, "protocolVersion"));
  const binding = lowerBindings(child(node, "bindings"), { of: "server", protocols: new Set([protocol]) }, lowering);
  return {
    kind: "server",
    key,
    protocol,
    wireProtocol,
    host,
    ...(pathname === undefined ? {} : { pathname }),
    variables: variablesOf(node),
    security: lowerSecurity(node, root, lowering),
    ...notesOf(node),
    ...(protocolVersion === undefined ? {} : { protocolVersion }),
    ...(binding === undefined ? {} : { binding }),
    pointer: node.pointer,
  };
}

interface Address {
  readonly host: string;
  readonly pathname: string | undefined;
  readonly userinfo: boolean;
}

/** `scheme://` is allowed and says nothing that `protocol` does not. */
function addressOf(url: string, pathname?: string): Address {
  const rest = url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  const at = rest.lastIndexOf("@");
  const address = rest.slice(at + 1);
  const slash = address.indexOf("/");
  const path = pathname ?? (slash === -1 || slash === address.length - 1 ? undefined : address.slice(slash));
  return { host: slash === -1 ? address : address.slice(0, slash), pathname: path, userinfo: at !== -1 };
}

function variablesOf(node: DocumentNode): readonly ServerVariable[] {
  return entriesOf(child(node, "variables")).map(([name, reference]) => {
    const variable = reference.resolve();
    const value = text(child(variable, "default"));
    const description = text(child(variable, "description"));
    const examples = texts(child(variable, "examples"));
    return {
      name,
      enum: texts(child(variable, "enum")),
      ...(value === undefined ? {} : { default: value }),
      ...(description === undefined ? {} : { description }),
      ...(examples.length === 0 ? {} : { examples }),
    };
  });
}
