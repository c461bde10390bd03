import { join } from "node:path";
import type { Java } from "../services/java.ts";

/** Apicurio's serializers for Avro and JSON Schema. */
export const apicurioSource = { folder: join(import.meta.dirname, "apicurio"), main: "Apicurio" };

export interface ApicurioPlace {
  readonly java: Java;
  readonly bootstrap: string;
  /** Of the Confluent API; its own stands beside it. */
  readonly registry: string;
}

export interface ApicurioProduced {
  readonly topic: string;
  readonly format: "avro" | "json";
  readonly values: readonly unknown[];
  /** Of Avro; what is written in JSON goes by the newest schema of the subject. Values are in Avro's form in JSON. */
  readonly schema?: object;
  /** Written with Avro as well. */
  readonly key?: { readonly schema: object; readonly value: unknown };
  /** Of Apicurio's serializers, as their documentation names them. */
  readonly settings: Settings;
}

type Settings = { readonly [name: string]: string };

export async function apicurioProduces(place: ApicurioPlace, what: ApicurioProduced): Promise<void> {
  await ask(place, { do: "produce", ...what }, what.settings);
}

/** As many values and keys of the topic, from its beginning. */
export async function apicurioConsumes(
  place: ApicurioPlace,
  what: { readonly topic: string; readonly format: "avro" | "json"; readonly count: number; readonly settings: Settings },
): Promise<{ readonly values: readonly unknown[]; readonly keys: readonly unknown[] }> {
  return (await ask(place, { do: "consume", ...what }, what.settings)) as Awaited<ReturnType<typeof apicurioConsumes>>;
}

async function ask({ java, bootstrap, registry }: ApicurioPlace, question: object, settings: Settings): Promise<unknown> {
  const url = registry.replace("/apis/ccompat/v7", "/apis/registry/v2");
  return await java.ask({ bootstrap, ...question, settings: { "apicurio.registry.url": url, ...settings } });
}
