import { basename, join, resolve } from "node:path";
import { isInside } from "../compiler/output/is-inside.ts";
import { relativePath } from "../compiler/output/relative-path.ts";
import type { CommandInput } from "./command.ts";
import { type Config, type ConfigEntry, ConfigError } from "./config.ts";
import { entryOf, type ReadingOptions, readingOptions, type ToolSettings, toolSettings } from "./reading-options.ts";
import { usualDocument } from "./usual-document.ts";

/** One document and where its output goes; paths absolute. */
export interface Target extends ReadingOptions, ToolSettings {
  readonly document: string;
  readonly out: string;
  readonly handlers: string;
  /** Where the folders must really be; absent: the user named one outside on the command line. */
  readonly roots: { readonly out: string | undefined; readonly handlers: string | undefined };
  readonly strict: boolean;
}

/** What the command line and the configuration ask for together, else the document that lies here; the command line wins. Throws `ConfigError`. */
export function resolveTargets(input: CommandInput, config: Config | undefined, cwd: string, command = "boost-gen"): readonly Target[] {
  const [word] = input.words;
  const isUnsaid = word === undefined && config === undefined;
  const targets = targetsOf(isUnsaid ? usualDocument(cwd, `name it: ${command} <document>`) : word, { input, config, cwd });
  const outs = new Set(targets.map(({ out }) => out));
  const mixed = targets.find(({ handlers }) => outs.has(handlers));
  if (mixed !== undefined)
    throw new ConfigError(
      `\`${relativePath(cwd, mixed.handlers)}\` cannot hold generated files and handlers at once; give each a folder of its own with --out and --handlers.`,
    );
  return targets;
}

/** For a command that works on one document. @throws ConfigError */
export function resolveTarget(input: CommandInput, config: Config | undefined, cwd: string, command: string): Target {
  const targets = resolveTargets(input, config, cwd, command);
  const [target] = targets;
  if (target === undefined || targets.length > 1)
    throw new ConfigError(
      `there are several documents; name one: ${targets.map(({ document }) => `${command} ${relativePath(cwd, document)}`).join(", ")}`,
    );
  return target;
}

interface Asked {
  readonly input: CommandInput;
  readonly config: Config | undefined;
  readonly cwd: string;
}

function targetsOf(word: string | undefined, { input, config, cwd }: Asked): readonly Target[] {
  if (word !== undefined) {
    const document = resolve(cwd, word);
    const entry = entryOf(config, document);
    return [
      entry === undefined || config === undefined
        ? toTarget(input, { cwd, entry: { document }, folder: cwd, several: false })
        : toTarget(input, { cwd, entry, folder: config.folder, several: config.documents.length > 1 }),
    ];
  }
  if (config === undefined) return [];
  if (config.documents.length > 1 && (input.has("out") || input.has("handlers")))
    throw new ConfigError("--out and --handlers are for one document; name it, or set them in the configuration.");
  const targets = config.documents.map((entry) =>
    toTarget(input, { cwd, entry, folder: config.folder, several: config.documents.length > 1 }),
  );
  refuseShared(targets, config);
  return targets;
}

interface Source {
  readonly cwd: string;
  readonly entry: ConfigEntry;
  readonly folder: string;
  readonly several: boolean;
}

/** Several documents get a folder each below `generated` and `handlers`, named after their files. */
function toTarget(input: CommandInput, { cwd, entry, folder, several }: Source): Target {
  const name = basename(entry.document).replace(/(?:\.asyncapi)?\.[^.]*$/, "");
  const place = (flag: "out" | "handlers", otherwise: string): { readonly path: string; readonly root: string | undefined } => {
    const given = input.value(flag);
    if (given === undefined) return { path: resolve(folder, entry[flag] || otherwise), root: folder };
    const path = resolve(cwd, given);
    return { path, root: isInside(path, cwd) ? cwd : undefined };
  };
  const out = place("out", join("generated", several ? name : ""));
  const handlers = place("handlers", join("handlers", several ? name : ""));
  return {
    document: resolve(folder, entry.document),
    out: out.path,
    handlers: handlers.path,
    roots: { out: out.root, handlers: handlers.root },
    ...readingOptions(input, entry, { cwd, config: folder }),
    ...toolSettings(entry, folder),
    strict: input.has("strict") || entry.strict === true,
  };
}

function refuseShared(targets: readonly Target[], { file }: Config): void {
  for (const key of ["out", "handlers"] as const) {
    const seen = new Map<string, string>();
    for (const target of targets) {
      const place = asOnAnyDisk(target[key]);
      const other = seen.get(place);
      if (other !== undefined)
        throw new ConfigError(
          `\`${file}\`: \`${other}\` and \`${target.document}\` both have \`${target[key]}\` as \`${key}\`; give each its own.`,
        );
      seen.set(place, target.document);
    }
  }
  for (const { out, document } of targets) {
    const inside = targets.find((other) => other.out !== out && isInside(asOnAnyDisk(other.out), asOnAnyDisk(out)));
    if (inside !== undefined)
      throw new ConfigError(
        `\`${file}\`: \`${inside.out}\` of \`${inside.document}\` lies in \`${out}\`, which is all that is generated for \`${document}\`; give each its own.`,
      );
  }
}

/** Some disks do not tell letters by case, nor a letter with an accent from the two signs that make it. */
function asOnAnyDisk(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
