import type { DocumentNode } from "../../document/node.ts";
import type { SecurityScheme } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { keyOf } from "../names/index.ts";
import { child, entriesOf, text } from "../reading/fields.ts";

const types: ReadonlyMap<string, SecurityScheme["type"]> = new Map(
  (["userPassword", "plain", "scramSha256", "scramSha512", "X509", "apiKey", "oauth2", "openIdConnect"] as const).map((type) => [
    type,
    type,
  ]),
);

/**
 * Which credentials a connection takes from the environment. 2.x names components in a list of objects, 3.x lists schemes or references to them.
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#securitySchemeObject
 */
export function lowerSecurity(server: DocumentNode, root: DocumentNode, { major, sink }: Lowering): readonly SecurityScheme[] {
  const listed = child(server, "security")?.items() ?? [];
  const schemes = child(child(root, "components"), "securitySchemes");
  const named =
    major === 2
      ? listed.flatMap((item) =>
          entriesOf(item.resolve()).map(([name, node]) => ({ name, node, scheme: child(schemes, name), scopes: textsOf(node) })),
        )
      : listed.map((item) => ({
          name: item.reference === undefined ? (text(child(item, "type")) ?? "") : keyOf(item.reference),
          node: item,
          scheme: item.resolve(),
          scopes: textsOf(child(item.resolve(), "scopes")),
        }));
  return named.flatMap(({ name, node, scheme, scopes }) => {
    const written = text(child(scheme, "type"));
    if (written === undefined) return [];
    const type = types.get(written) ?? "other";
    if (type === "other") sink.report("security-unsupported", node, { scheme: name, type: written });
    const description = text(child(scheme, "description"));
    const place = type === "apiKey" ? text(child(scheme, "in")) : undefined;
    return [
      {
        type,
        name,
        ...(place === "user" || place === "password" ? { in: place } : {}),
        ...(type === "oauth2" || type === "openIdConnect" ? tokenOf(scheme, scopes) : {}),
        ...(description === undefined ? {} : { description }),
      },
    ];
  });
}

/** Only the flow of services; the others want a person. */
function tokenOf(scheme: DocumentNode | undefined, scopes: readonly string[]): Pick<SecurityScheme, "tokenUrl" | "scopes"> {
  const flow = child(child(scheme, "flows"), "clientCredentials");
  const tokenUrl = text(child(scheme, "openIdConnectUrl")) ?? text(child(flow, "tokenUrl"));
  return { ...(tokenUrl === undefined ? {} : { tokenUrl }), ...(scopes.length === 0 ? {} : { scopes }) };
}

function textsOf(node: DocumentNode | undefined): readonly string[] {
  return (node?.items() ?? []).flatMap((item) => text(item) ?? []);
}
