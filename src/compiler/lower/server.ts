import type { DocumentNode } from "../document/node.ts";
import type { SecurityScheme, Server, ServerVariable } from "../model/index.ts";
import { lowerBindings, protocolOf } from "./binding.ts";
import { child, entriesOf, text, texts } from "./fields.ts";
import type { Lowering } from "./lowering.ts";
import { assignNames, memberName } from "./names.ts";

/** @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#serversObject */
export function lowerServers(root: DocumentNode, lowering: Lowering): ReadonlyMap<string, Server> {
  const entries = entriesOf(child(root, "servers"));
  const names = assignNames(
    "server",
    entries.map(([key, node]) => ({ id: node.id, wanted: key, node })),
    memberName,
    lowering.sink,
  );
  const servers = new Map<string, Server>();
  for (const [key, reference] of entries) {
    const node = reference.resolve();
    if (node.kind !== "object") continue;
    const server = lowerServer(key, names.get(reference.id) ?? memberName(key), node, root, lowering);
    servers.set(reference.id, server);
    servers.set(node.id, server);
  }
  return servers;
}

function lowerServer(key: string, name: string, node: DocumentNode, root: DocumentNode, lowering: Lowering): Server {
  const wireProtocol = text(child(node, "protocol")) ?? "";
  const protocol = protocolOf(wireProtocol);
  if (protocol === "other") lowering.sink.report("server-protocol", node, { server: key, protocol: wireProtocol }, { part: "key" });
  const { host, pathname, userinfo } =
    lowering.major === 2
      ? addressOf(text(child(node, "url")) ?? "")
      : addressOf(text(child(node, "host")) ?? "", text(child(node, "pathname")));
  if (userinfo) lowering.sink.report("server-credentials", child(node, lowering.major === 2 ? "url" : "host") ?? node, { server: key });
  const description = text(child(node, "description"));
  const binding = lowerBindings(child(node, "bindings"), protocol === "other" ? [] : [protocol], lowering);
  return {
    kind: "server",
    key,
    name,
    protocol,
    wireProtocol,
    host,
    ...(pathname === undefined ? {} : { pathname }),
    variables: variablesOf(node),
    security: securityOf(node, root, lowering),
    ...(description === undefined ? {} : { description }),
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
    return { name, enum: texts(child(variable, "enum")), ...(value === undefined ? {} : { default: value }) };
  });
}

const types: Readonly<Record<string, SecurityScheme["type"]>> = {
  userPassword: "userPassword",
  plain: "plain",
  scramSha256: "scramSha256",
  scramSha512: "scramSha512",
  X509: "X509",
  apiKey: "apiKey",
};

/** 2.x names components in a list of objects, 3.x lists schemes or references to them. */
function securityOf(node: DocumentNode, root: DocumentNode, { major }: Lowering): readonly SecurityScheme[] {
  const listed = child(node, "security")?.items() ?? [];
  const schemes = child(child(root, "components"), "securitySchemes");
  const nodes =
    major === 2
      ? listed.flatMap((item) => entriesOf(item.resolve()).map(([name]) => [name, child(schemes, name)] as const))
      : listed.map((item) => [nameOf(item), item.resolve()] as const);
  return nodes.flatMap(([name, scheme]) =>
    scheme === undefined ? [] : [{ type: types[text(child(scheme, "type")) ?? ""] ?? "other", name }],
  );
}

function nameOf(item: DocumentNode): string {
  return item.reference?.split("/").at(-1) ?? "inline";
}
