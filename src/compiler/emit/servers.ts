import { type Code, code, list, literal, nothing, propertyKey, stringLiteral } from "../code/index.ts";
import type { Server, ServerVariable } from "../model/index.ts";
import { commented, record } from "./emission.ts";
import { noteComment } from "./notes.ts";

/** `servers` of the contract, each with what the document says about it. */
export function serversValue(servers: readonly Server[]): Code {
  const entries = servers.map((server) => commented(comment(server), code`${propertyKey(server.key)}: ${value(server)}`));
  return list(code``, "{}", entries, { broken: servers.some(isDescribed) });
}

function value(server: Server): Code {
  const { pathname, variables, security, binding, registryUrl } = server;
  return record([
    ["key", stringLiteral(server.key)],
    ["protocol", stringLiteral(server.protocol)],
    ["wireProtocol", stringLiteral(server.wireProtocol)],
    ["host", stringLiteral(server.host)],
    ["pathname", pathname === undefined ? undefined : stringLiteral(pathname)],
    ["variables", variables.length === 0 ? undefined : literal(variables.map(variable))],
    ["security", security.length === 0 ? undefined : literal(security.map(({ description: _description, ...scheme }) => scheme))],
    ["binding", binding === undefined ? undefined : literal(binding.value)],
    ["registryUrl", registryUrl === undefined ? undefined : stringLiteral(registryUrl)],
  ]);
}

function variable({ name, default: value, enum: values }: ServerVariable): { readonly [key: string]: string | readonly string[] } {
  return { name, ...(value === undefined ? {} : { default: value }), ...(values.length === 0 ? {} : { enum: values }) };
}

function isDescribed(server: Server): boolean {
  return (
    [server.title, server.summary, server.description, server.tags, server.externalDocs].some((part) => part !== undefined) ||
    details(server).length > 0
  );
}

function comment(server: Server): Code {
  if (!isDescribed(server)) return nothing;
  const { description, ...rest } = server;
  const text = [description, ...details(server)].filter((part) => part !== undefined).join("\n");
  return noteComment({ ...rest, ...(text === "" ? {} : { description: text }) });
}

function details({ protocolVersion, variables, security }: Server): readonly string[] {
  const described = [
    ...variables.map(({ name, description, examples }) => ({ name, text: sentences(description, examples) })),
    ...security.map(({ name, description = "" }) => ({ name, text: description })),
  ].flatMap(({ name, text }) => (text === "" ? [] : [`\`${name}\`: ${text}`]));
  return protocolVersion === undefined ? described : [`Protocol version ${protocolVersion}.`, ...described];
}

function sentences(description: string | undefined, examples: readonly string[] = []): string {
  const shown = examples.length === 0 ? undefined : `For example ${examples.map((example) => `\`${example}\``).join(", ")}.`;
  return [description, shown].filter((part) => part !== undefined).join(" ");
}
