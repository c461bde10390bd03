import type { DocumentNode } from "../../document/node.ts";
import type { Server, ServerVariable } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { child, entriesOf, text, texts } from "../reading/fields.ts";
import { notesOf } from "../reading/notes.ts";
import { readRegistry } from "../x-boost/registry.ts";
import { lowerBindings, protocolOf } from "./binding.ts";
import { lowerSecurity } from "./security.ts";
import { serverAddress } from "./server-address.ts";

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
  const field = lowering.major === 2 ? "url" : "host";
  const template = text(child(node, field)) ?? "";
  const { host, pathname, heldCredentials } = serverAddress(template, lowering.major === 2 ? undefined : text(child(node, "pathname")));
  const variables = variablesOf(node);
  // A variable that is nothing but the user or the password has no place left in the address.
  const isLeft = ({ name }: ServerVariable): boolean => !template.includes(`{${name}}`) || `${host}${pathname ?? ""}`.includes(`{${name}}`);
  if (heldCredentials || variables.some(({ heldCredentials: held }) => held))
    lowering.sink.report("server-credentials", child(node, field) ?? node, { server: key });
  const protocolVersion = text(child(node, "protocolVersion"));
  const binding = lowerBindings(child(node, "bindings"), { of: "server", protocols: new Set([protocol]) }, lowering);
  const registryUrl = readRegistry(child(root, "x-boost"), "root", lowering)?.url;
  return {
    kind: "server",
    key,
    protocol,
    wireProtocol,
    host,
    ...(pathname === undefined ? {} : { pathname }),
    variables: variables.filter(isLeft).map(({ heldCredentials: _, ...variable }) => variable),
    security: lowerSecurity(node, root, lowering),
    ...notesOf(node),
    ...(protocolVersion === undefined ? {} : { protocolVersion }),
    ...(binding === undefined ? {} : { binding }),
    ...(registryUrl === undefined ? {} : { registryUrl }),
    pointer: node.pointer,
  };
}

interface ReadVariable extends ServerVariable {
  readonly heldCredentials: boolean;
}

function variablesOf(node: DocumentNode): readonly ReadVariable[] {
  return entriesOf(child(node, "variables")).map(([name, reference]) => {
    const variable = reference.resolve();
    const value = text(child(variable, "default"));
    const description = text(child(variable, "description"));
    const [values, examples] = [texts(child(variable, "enum")), texts(child(variable, "examples"))];
    const held = [value ?? "", ...values, ...examples].some((each) => each.includes("@"));
    return {
      name,
      enum: values.map(withoutUser),
      ...(value === undefined ? {} : { default: withoutUser(value) }),
      ...(description === undefined ? {} : { description }),
      ...(examples.length === 0 ? {} : { examples: examples.map(withoutUser) }),
      heldCredentials: held,
    };
  });
}

/** A variable can be a whole `user:password@host`. */
function withoutUser(value: string): string {
  return value.slice(value.lastIndexOf("@") + 1);
}
