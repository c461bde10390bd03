import { join } from "node:path";
import type { Python } from "../services/python.ts";

/** Python's `confluent-kafka` with its serializers for Avro and JSON. */
export const confluentPackages = [
  "confluent-kafka[avro,json,schemaregistry]==2.16.1",
  "fastavro==1.13.1",
  "jsonschema==4.26.0",
  "attrs==26.1.0",
] as const;

export interface Place {
  readonly python: Python;
  readonly bootstrap: string;
  readonly registry: string;
}

export interface Produced {
  readonly topic: string;
  readonly format: "avro" | "json";
  readonly schema: object;
  readonly values: readonly object[];
  /** Written with Avro as well. */
  readonly key?: { readonly schema: object | string; readonly value: unknown };
  /** The schema's GUID in a header, nothing in front of the body. */
  readonly header?: boolean;
  readonly strategy?: "record" | "topic-record";
}

/** Registers what it writes with, as it does by default. */
export async function confluentProduces(place: Place, what: Produced): Promise<void> {
  await ask(place, { do: "produce", ...what });
}

interface Consumed {
  readonly topic: string;
  readonly format: "avro" | "json";
  readonly count: number;
}

/** As many values of the topic, from its beginning. */
export async function confluentConsumes(place: Place, what: Consumed): Promise<readonly unknown[]> {
  const { values } = (await ask(place, { do: "consume", ...what })) as { readonly values: readonly unknown[] };
  return values;
}

/** The keys of as many, which were written with Avro. */
export async function confluentConsumesKeys(place: Place, what: Consumed): Promise<readonly unknown[]> {
  const { keys } = (await ask(place, { do: "consume", keys: true, ...what })) as { readonly keys: readonly unknown[] };
  return keys;
}

async function ask({ python, bootstrap, registry }: Place, question: object): Promise<unknown> {
  const input = JSON.stringify({ bootstrap, registry, ...question });
  return JSON.parse(await python.run(join(import.meta.dirname, "confluent.py"), [], { input, timeoutMs: 120_000 }));
}
