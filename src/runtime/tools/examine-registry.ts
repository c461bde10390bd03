/** Asks a schema registry whether it has what is published, and whether it would take what it does not have. */
import type { Finding } from "../brokers/inspector.ts";
import type { ChannelDefinition, MessageDefinition, ServerDefinition } from "../ground/contract.ts";
import { sentence } from "../ground/errors.ts";
import { framingOfPublished, schemaOf } from "../publish/framing.ts";
import { type RegistryConnection, SchemaRegistry, type SubjectSchema } from "../registry/index.ts";

/** Something that is published to an address that is known. */
export interface PublishedTo {
  readonly channel: ChannelDefinition;
  readonly message: MessageDefinition;
  readonly address: string;
}

export async function* examineRegistry(
  connection: RegistryConnection,
  server: ServerDefinition,
  published: readonly PublishedTo[],
  create: boolean,
): AsyncGenerator<Finding> {
  const registry = new SchemaRegistry(connection);
  const part = `schema registry of "${server.key}"`;
  try {
    await registry.ping();
  } catch (error) {
    yield { part, state: "wrong", detail: sentence(error) };
    return;
  }
  yield { part, state: "ok", detail: connection.urls.join(", ") };
  const schemas = new Map<string, SubjectSchema>();
  for (const { channel, message, address } of published) {
    for (const part of ["value", "key"] as const) {
      const framing = framingOfPublished({ channel, message }, { server, registry, isBare: false, variable: "" }, part);
      const schema = schemaOf({ channel, message }, address, part);
      if (framing !== undefined && framing !== "glue") schemas.set(`${schema.subject}\n${schema.text}`, schema);
    }
  }
  for (const schema of schemas.values()) yield await examineSubject(registry, schema, create);
}

async function examineSubject(registry: SchemaRegistry, schema: SubjectSchema, create: boolean): Promise<Finding> {
  const part = `subject "${schema.subject}"`;
  try {
    const found = await registry.lookUp(schema);
    if (found.state === "found") return { part, state: "ok", detail: `version ${found.version}, schema ${found.id}` };
    if (schema.text === undefined)
      return { part, state: "missing", detail: "nothing is registered there, and boost-gen has no JSON Schema to register; register one" };
    const objections = found.state === "unregistered" ? await registry.objections(schema) : [];
    if (objections.length > 0)
      return { part, state: "wrong", detail: `the document's schema is not compatible, the registry says: ${objections.join("; ")}` };
    if (create) return { part, state: "created", detail: `schema ${await registry.register(schema)}` };
    const what =
      found.state === "missing" ? "nothing is registered there" : "the document's schema is none of its versions, and may be the next";
    return { part, state: "missing", detail: `${what}; \`boost-gen doctor --create\` registers it` };
  } catch (error) {
    return { part, state: "wrong", detail: sentence(error) };
  }
}
