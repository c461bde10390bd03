/**
 * What a schema registry knows, asked over Confluent's API, which Apicurio, Karapace and Redpanda speak as well. What was fetched is kept,
 * so that reading a message asks nobody; one request is made for an id, however many wait for it.
 */
import { type WriterSchema as AvroSchema, writerName } from "../formats/avro/index.ts";
import type { SchemaId } from "../formats/framing.ts";
import { schemaText } from "../formats/framing.ts";
import { ConnectionError, PauseSource, SchemaDenied, ServerSideError } from "../ground/errors.ts";
import { BoundedCache } from "./bounded-cache.ts";
import { type Answer, detail, fieldsOf, type RegistryConnection, RegistryHttp } from "./http.ts";
import { referencesIn } from "./references.ts";
import { isSameAvro } from "./same-schema.ts";

/** A schema as its writer registered it. */
export interface WriterSchema extends AvroSchema {
  /** `AVRO`, `JSON`, … */
  readonly type: string;
}

/** What is published with: the document's schema, or of JSON whatever the subject has newest. */
export interface SubjectSchema {
  readonly subject: string;
  readonly type: "AVRO" | "JSON";
  readonly text?: string;
}

/** Which of its ids a framing carries. */
export type WantedId = "id" | "global" | "guid";

export type LookUp =
  | { readonly state: "found"; readonly id: number; readonly version: number; readonly guid?: string }
  /** Nobody has registered anything there. */
  | { readonly state: "missing" }
  /** The subject is there, this schema is none of its versions. */
  | { readonly state: "unregistered" };

const mostKept = { entries: 1_000, weight: 32 * 1024 * 1024 };

export class SchemaRegistry {
  readonly urls: readonly string[];
  readonly #http: RegistryHttp;
  readonly #schemas = new BoundedCache<WriterSchema>(mostKept);
  readonly #ids = new BoundedCache<SchemaId>(mostKept);
  readonly #waiting = new Map<string | number, Promise<unknown>>();

  constructor(connection: RegistryConnection) {
    this.urls = connection.urls;
    this.#http = new RegistryHttp(connection);
  }

  /** What was fetched already; asks nobody. */
  schema(id: SchemaId): WriterSchema | undefined {
    return this.#schemas.get(keyOf(id));
  }

  /** @throws SchemaDenied where the registry has no such schema; ConnectionError, whose probe asks again, where it cannot be asked */
  async fetch(id: SchemaId): Promise<WriterSchema> {
    const key = keyOf(id);
    const known = this.#schemas.get(key);
    if (known !== undefined) return known;
    return await this.#once(key, async () => {
      try {
        const found = await this.#ask(id);
        this.#schemas.set(key, found, [found.text, ...(found.references ?? [])].join().length);
        return found;
      } catch (error) {
        throw probing(error, () => this.fetch(id));
      }
    });
  }

  /** What a schema is called that is published with, where that was found out already; asks nobody. */
  idOf(schema: SubjectSchema, wanted: WantedId): SchemaId | undefined {
    return this.#ids.get(subjectKey(schema, wanted));
  }

  /** Never registers anything. @throws ServerSideError where the registry lacks it: no message is to blame; ConnectionError as `fetch` does */
  async find(schema: SubjectSchema, wanted: WantedId): Promise<SchemaId> {
    const key = subjectKey(schema, wanted);
    return await this.#once(key, async () => {
      try {
        const found = await this.#found(schema, wanted);
        this.#ids.set(key, found, key.length);
        return found;
      } catch (error) {
        throw probing(error, () => this.find(schema, wanted));
      }
    });
  }

  /** Answers now. @throws ConnectionError */
  async ping(): Promise<void> {
    const { status, text } = await this.#http.ask({ path: "/subjects" });
    if (status !== 200 || !text.trimStart().startsWith("[")) throw this.#isNone(status, text);
  }

  /** What the subject has of this schema; `versions/latest` where there is no text to compare with. */
  async lookUp({ subject, type, text }: SubjectSchema): Promise<LookUp> {
    const path = `/subjects/${encodeURIComponent(subject)}`;
    if (text !== undefined) {
      const answer = await this.#http.ask({ method: "POST", path: `${path}?normalize=true`, body: registration(type, text) });
      if (answer.status === 200) return this.#version(answer);
      const code = fieldsOf(answer.text)["error_code"];
      if (code !== 40401 && code !== 40403 && code !== 40402) await this.#mustBeRegistry(answer);
    }
    const latest = await this.#http.ask({ path: `${path}/versions/latest` });
    if (latest.status !== 200) {
      await this.#mustBeRegistry(latest);
      return { state: "missing" };
    }
    const { schema: own, references } = fieldsOf(latest.text);
    // Registries compare texts that say the same with more or less patience; comments are nobody's business.
    const isSame =
      text === undefined || (type === "AVRO" && typeof own === "string" && isSameAvro({ text }, await this.#whole(own, type, references)));
    return isSame ? this.#version(latest) : { state: "unregistered" };
  }

  /** What the registry has against it as the next version; empty where it would be taken. */
  async objections({ subject, type, text = "" }: SubjectSchema): Promise<readonly string[]> {
    const path = `/compatibility/subjects/${encodeURIComponent(subject)}/versions/latest?verbose=true`;
    const answer = await this.#http.ask({ method: "POST", path, body: registration(type, text) });
    const { is_compatible: isCompatible, messages, reason, message } = fieldsOf(answer.text);
    if (answer.status === 200 && isCompatible === true) return [];
    const said = [messages, reason, message].flat().filter((part): part is string => typeof part === "string" && part !== "");
    return said.length > 0 ? said : [`it answers ${answer.status} without a reason`];
  }

  /** @throws ConnectionError where it is not taken */
  async register({ subject, type, text = "" }: SubjectSchema): Promise<number> {
    const path = `/subjects/${encodeURIComponent(subject)}/versions`;
    const answer = await this.#http.ask({ method: "POST", path, body: registration(type, text) });
    const { id } = fieldsOf(answer.text);
    if (answer.status === 200 && typeof id === "number") return id;
    throw new ServerSideError(`the schema registry does not take it for the subject "${subject}": ${answer.status}${detail(answer.text)}`);
  }

  #once<T>(key: string | number, work: () => Promise<T>): Promise<T> {
    const waiting = this.#waiting.get(key) as Promise<T> | undefined;
    if (waiting !== undefined) return waiting;
    const started = work().finally(() => this.#waiting.delete(key));
    this.#waiting.set(key, started);
    return started;
  }

  async #ask(id: SchemaId): Promise<WriterSchema> {
    if (id.kind === "global") return await this.#askNative(id);
    const path = id.kind === "id" ? `/schemas/ids/${id.id}` : `/schemas/guids/${id.guid}`;
    const answer = await this.#http.ask({ path });
    if (answer.status !== 200) throw await this.#denied(answer, id);
    const { schema, schemaType = "AVRO", references } = fieldsOf(answer.text);
    if (typeof schema !== "string" || typeof schemaType !== "string") throw this.#isNone(answer.status, answer.text);
    return await this.#whole(schema, schemaType, references);
  }

  /** Apicurio's other count, of which its Confluent API knows nothing. */
  async #askNative(id: SchemaId & { readonly kind: "global" }): Promise<WriterSchema> {
    const answer = await this.#http.ask({ path: `/ids/globalIds/${id.id}` }, nativeUrl);
    if (answer.status !== 200) throw await this.#denied(answer, id);
    if (bare(answer.text) === undefined) throw this.#isNone(answer.status, answer.text);
    return await this.#whole(answer.text, "AVRO", await this.#nativeReferences(id.id));
  }

  async #nativeReferences(id: number): Promise<readonly object[]> {
    const answer = await this.#http.ask({ path: `/ids/globalIds/${id}/references` }, nativeUrl);
    if (answer.status !== 200) {
      // The oldest versions do not know the question.
      await this.#mustBeRegistry(answer);
      return [];
    }
    const list = bare(answer.text);
    if (!Array.isArray(list)) throw this.#isNone(answer.status, answer.text);
    return list.map(({ artifactId, version }) => ({ subject: artifactId, version }));
  }

  async #whole(text: string, type: string, references: unknown): Promise<WriterSchema> {
    const texts: string[] = [];
    if (type === "AVRO") await this.#referenced(references, texts, new Set());
    const schema = { text, type, ...(texts.length === 0 ? {} : { references: texts }) };
    const name = type === "AVRO" ? writerName(schema) : undefined;
    return name === undefined ? schema : { ...schema, name };
  }

  /** Appends everything that is referred to, also from there. */
  async #referenced(list: unknown, texts: string[], known: Set<string>): Promise<void> {
    for (const { subject, version } of referencesIn(list)) {
      const key = `${version} ${subject}`;
      if (known.has(key)) continue;
      known.add(key);
      if (known.size > mostReferences) throw new SchemaDenied(`a schema refers to more than ${mostReferences} others`);
      const answer = await this.#http.ask({ path: `/subjects/${encodeURIComponent(subject)}/versions/${version}` });
      const { schema, references } = fieldsOf(answer.text);
      if (answer.status !== 200) {
        await this.#mustBeRegistry(answer);
        throw new SchemaDenied(
          `the schema registry does not have version ${version} of "${subject}", to which a schema refers${detail(answer.text)}`,
        );
      }
      if (typeof schema !== "string") throw this.#isNone(answer.status, answer.text);
      await this.#referenced(references, texts, known);
      texts.push(schema);
    }
  }

  async #found(schema: SubjectSchema, wanted: WantedId): Promise<SchemaId> {
    const { subject } = schema;
    const found = await this.lookUp(schema);
    const instead = "`boost-gen doctor` says more, and `boost-gen doctor --create` registers it";
    if (found.state === "missing")
      throw new ServerSideError(`the schema registry has no subject "${subject}", so nothing was published; ${instead}`);
    if (found.state === "unregistered")
      throw new ServerSideError(
        `the schema registry does not have this schema in the subject "${subject}", so nothing was published; ${instead}`,
      );
    if (wanted === "global") return { kind: "global", id: await this.#globalId(subject, found.version) };
    if (wanted === "guid" && found.guid !== undefined) return { kind: "guid", guid: found.guid };
    return { kind: "id", id: found.id };
  }

  async #globalId(subject: string, version: number): Promise<number> {
    const path = `/groups/default/artifacts/${encodeURIComponent(subject)}/versions/${version}/meta`;
    const answer = await this.#http.ask({ path }, nativeUrl);
    const { globalId } = fieldsOf(answer.text);
    if (typeof globalId === "number") return globalId;
    throw new ServerSideError(`the schema registry gives no global id of "${subject}": ${answer.status}${detail(answer.text)}`);
  }

  #version({ text, status }: Answer): LookUp {
    const { id, version, guid } = fieldsOf(text);
    if (typeof id !== "number" || typeof version !== "number") throw this.#isNone(status, text);
    return { state: "found", id, version, ...(typeof guid === "string" ? { guid } : {}) };
  }

  async #denied(answer: Answer, id: SchemaId): Promise<Error> {
    await this.#mustBeRegistry(answer);
    return new SchemaDenied(`the schema registry does not have the ${schemaText(id)}: it answers ${answer.status}${detail(answer.text)}`);
  }

  /** A wrong address says 404 to everything; nobody's message is dead-lettered for that. */
  async #mustBeRegistry({ status, text }: Answer): Promise<void> {
    const code = fieldsOf(text)["error_code"];
    if (typeof code === "number" && code >= 40_000) return;
    try {
      await this.ping();
    } catch (error) {
      throw error instanceof ConnectionError ? error : this.#isNone(status, text);
    }
  }

  /** Where there are other addresses, the next question goes to another. */
  #isNone(status: number, text: string): Error {
    this.#http.turn();
    return new ServerSideError(
      `${this.urls.join(", ")} does not answer as a schema registry does: ${status}${detail(text)}; its address ends where /subjects and /schemas begin`,
    );
  }
}

const mostReferences = 200;

/** What stands in an answer that is JSON of any kind. */
function bare(text: string): unknown {
  return fieldsOf(`{"all":${text}}`)["all"];
}

function keyOf(id: SchemaId): string | number {
  return id.kind === "id" ? id.id : `${id.kind} ${"id" in id ? id.id : id.guid}`;
}

function subjectKey({ subject, type, text = "" }: SubjectSchema, wanted: WantedId): string {
  return `${wanted} ${type} ${subject}\n${text}`;
}

function registration(type: SubjectSchema["type"], schema: string): object {
  return type === "AVRO" ? { schema } : { schema, schemaType: type };
}

/** Beside the Confluent API of an Apicurio registry stands its own. */
function nativeUrl(url: string): string {
  return url.replace(/(?:\/apis(?:\/.*)?)?\/?$/, "/apis/registry/v2");
}

/** What is away is asked for the same thing before the source goes on; that it does not have it is an answer as well. */
function probing(error: unknown, again: () => Promise<unknown>): unknown {
  if (!(error instanceof PauseSource) || error.probe !== undefined) return error;
  const options = {
    ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
    cause: error,
    probe: async () => {
      try {
        await again();
      } catch (second) {
        if (!(second instanceof SchemaDenied)) throw second;
      }
    },
  };
  return error instanceof ServerSideError ? new ServerSideError(error.message, options) : new ConnectionError(error.message, options);
}
