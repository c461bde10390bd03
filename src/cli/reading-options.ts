import { resolve } from "node:path";
import type { CommandInput } from "./command.ts";
import type { Config, ConfigEntry } from "./config.ts";

/** How a document is read, as every command that reads one has to. */
export interface ReadingOptions {
  /** Absent: what the document says, else application. */
  readonly role?: "application" | "client";
  /** Absent: what the document says, else true. */
  readonly receives?: false;
  /** Folders, absolute, and origins. */
  readonly allowRef: readonly string[];
}

/** What the configuration says for tools that talk to servers. */
export interface ToolSettings {
  /** Name of the application. */
  readonly app?: string;
  /** Module, absolute. */
  readonly dataConverter?: string;
}

export function toolSettings(entry: ConfigEntry | undefined, folder: string): ToolSettings {
  return {
    ...(entry?.app === undefined ? {} : { app: entry.app }),
    ...(entry?.dataConverter === undefined ? {} : { dataConverter: resolve(folder, entry.dataConverter) }),
  };
}

/** Where the relative paths of the one and the other begin. */
interface Folders {
  readonly cwd: string;
  readonly config: string;
}

export function entryOf(config: Config | undefined, document: string): ConfigEntry | undefined {
  return config?.documents.find((entry) => resolve(config.folder, entry.document) === document);
}

/** What the command line and the document's entry in the configuration say together; the command line wins. */
export function readingOptions(input: CommandInput, entry: ConfigEntry | undefined, folders: Folders): ReadingOptions {
  const role = roleOf(input.value("as")) ?? entry?.as;
  return {
    ...(role === undefined ? {} : { role }),
    ...(entry?.handlers === false ? { receives: false } : {}),
    allowRef: [...absolute(entry?.allowRef ?? [], folders.config), ...absolute(input.values("allow-ref"), folders.cwd)],
  };
}

/** No folder. */
export function isOrigin(place: string): boolean {
  return /^https?:\/\//i.test(place);
}

function absolute(places: readonly string[], folder: string): readonly string[] {
  return places.map((place) => (isOrigin(place) ? place : resolve(folder, place)));
}

export function roleOf(word: string | undefined): "application" | "client" | undefined {
  return word === "application" || word === "client" ? word : undefined;
}
