import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { type Diagnostic, diagnostic } from "../../diagnostics/index.ts";
import type { HandlerStub } from "../../emit/handler-stub.ts";
import { foldPath, pathProblem } from "../generated-path.ts";
import type { ManifestOperation } from "../manifest.ts";
import type { UserFile } from "../user-file.ts";
import { wholeFile } from "../whole-file.ts";
import { extendFile, type Requirement, requirementOf } from "./handler-file.ts";
import { type HandlerPlace, movedHandler, sourceFile } from "./handler-place.ts";
import { indexRequirement, printIndexFile } from "./index-file.ts";
import { pasteOf } from "./paste.ts";
import { findDepartures, type Rename } from "./renames.ts";
import { printHandlerFile } from "./stub.ts";

/** What became of one user-owned file, or would become of it. */
export type HandlerOutcome =
  | (Required & { readonly kind: "created"; readonly members: readonly string[] })
  | (Required & {
      readonly kind: "extended";
      readonly members: readonly string[];
      readonly insertions: readonly { readonly line: number; readonly text: string }[];
    })
  | (Required & { readonly kind: "unchanged" })
  /** Not touched; `paste` is what the object lacks, `into` where it goes in words, `imports` what it may need at the top of the file. */
  | {
      readonly kind: "manual";
      readonly file: string;
      readonly members: readonly string[];
      readonly reason: string;
      readonly paste: string;
      readonly into: string;
      readonly imports: string;
    }
  | { readonly kind: "orphaned"; readonly file: string; readonly operation: string }
  | { readonly kind: "renamed"; readonly file: string; readonly from: string; readonly to: string };

interface Required {
  readonly file: string;
  /** The object that must have all `required` members. */
  readonly exportName: string;
  readonly required: readonly string[];
}

export interface HandlersRequest {
  /** Absolute. */
  readonly folder: string;
  /** As printed. */
  readonly shown: string;
  /** Output folder, absolute. */
  readonly out: string;
  readonly stubs: readonly HandlerStub[];
  readonly importExtension: string;
  /** Operations and orphans of the last run. */
  readonly earlier: readonly ManifestOperation[];
}

export interface HandlersPlan {
  readonly userFiles: readonly UserFile[];
  readonly outcomes: readonly HandlerOutcome[];
  readonly orphans: readonly ManifestOperation[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Decides what the user-owned files need; reads only. */
export async function planHandlers(request: HandlersRequest): Promise<HandlersPlan> {
  const { folder, shown, stubs, earlier } = request;
  const root = lstatSync(folder, { throwIfNoEntry: false });
  if (root !== undefined && !root.isDirectory()) {
    const problem = diagnostic(root.isSymbolicLink() ? "path-symlink" : "path-not-a-folder", { path: shown }, wholeFile(shown));
    return { userFiles: [], outcomes: [], orphans: [], diagnostics: [problem] };
  }
  const existing: ReadonlyMap<string, string> = new Map(
    root === undefined ? [] : readdirSync(folder).map((name) => [foldPath(name), name]),
  );
  const index = sourceFile(existing, "index");
  const moved = new Map(
    stubs.flatMap((stub): (readonly [string, HandlerPlace])[] => {
      const place = sourceFile(existing, stub.file) === undefined ? movedHandler(folder, index, stub) : undefined;
      return place === undefined ? [] : [[stub.file, place]];
    }),
  );
  const nameOf = (file: string): string | undefined => sourceFile(existing, file);
  const { renames, orphans } = findDepartures(earlier, stubs, (file) => nameOf(file) !== undefined || moved.has(file));
  const renamed = new Set(renames.map((rename) => rename.to));
  const results: Result[] = [];
  for (const wanted of wantedFiles(
    request,
    stubs.filter((stub) => !renamed.has(stub)),
  )) {
    const place = moved.get(wanted.file);
    if (place?.kind === "elsewhere") continue;
    const name = place?.name ?? nameOf(wanted.file) ?? `${wanted.file}.ts`;
    const requirement = place === undefined ? wanted.requirement : { ...wanted.requirement, exportName: place.exportName };
    results.push(await planFile({ ...wanted, name, requirement }, { folder, shown, existing }));
  }
  results.push(
    ...orphans.flatMap((orphan) => {
      const name = nameOf(orphan.file);
      const rename = renames.find(({ from }) => from === orphan);
      return name === undefined ? [] : [reportDeparture({ ...orphan, name }, rename, shown)];
    }),
  );
  return {
    userFiles: results.flatMap((result) => result.userFile ?? []),
    outcomes: results.flatMap((result) => result.outcome ?? []),
    orphans,
    diagnostics: results.flatMap((result) => result.diagnostic ?? []),
  };
}

interface Result {
  readonly userFile?: UserFile;
  readonly outcome?: HandlerOutcome;
  readonly diagnostic?: Diagnostic;
}

interface Place {
  readonly folder: string;
  readonly shown: string;
  /** Folded name → name. */
  readonly existing: ReadonlyMap<string, string>;
}

/** A wanted file under the name that it has, or is to have; moved ones are not below the folder, or deeper in it. */
interface NamedFile extends WantedFile {
  readonly name: string;
}

async function planFile(wanted: NamedFile, place: Place): Promise<Result> {
  const file = join(place.shown, wanted.name);
  const path = join(place.folder, wanted.name);
  const { exportName } = wanted.requirement;
  const required = wanted.requirement.members.map((member) => member.name);
  const isMoved = wanted.name.includes("/");
  const obstacle = isMoved ? undefined : findObstacle(wanted.name, { path, file, other: place.existing.get(foldPath(wanted.name)) });
  if (obstacle !== undefined) return { diagnostic: obstacle };
  if (!isMoved && !place.existing.has(foldPath(wanted.name))) {
    return {
      userFile: { path, before: undefined, after: Buffer.from(wanted.text, "utf8") },
      outcome: { kind: "created", file, exportName, required, members: required },
    };
  }
  const before = readFileSync(path);
  const extension = await extendFile(before, wanted.requirement, { isMoved });
  if (extension.kind === "complete") return { outcome: { kind: "unchanged", file, exportName, required } };
  if (extension.kind === "inserted") {
    if (lstatSync(path).isSymbolicLink()) return { diagnostic: diagnostic("path-symlink", { path: file }, wholeFile(file)) };
    return {
      userFile: { path, before, after: extension.bytes },
      outcome: { kind: "extended", file, exportName, required, members: extension.members, insertions: extension.insertions },
    };
  }
  const { reason, plausible, className } = extension;
  const members = plausible ? extension.members.filter((name) => !wanted.known.has(name)) : extension.members;
  if (members.length === 0) return { outcome: { kind: "unchanged", file, exportName, required } };
  const isTyped = /\.[mc]?tsx?$/.test(wanted.name);
  const { members: paste, imports, into } = pasteOf(wanted.requirement, { names: members, className, isTyped });
  return {
    outcome: { kind: "manual", file, members, reason, paste, into, imports },
    diagnostic: diagnostic(
      "handler-unknown-shape",
      { file, members: members.map((name) => `\`${name}\``).join(", "), reason },
      wholeFile(file),
    ),
  };
}

function reportDeparture(
  { name, operation }: ManifestOperation & { readonly name: string },
  rename: Rename | undefined,
  shown: string,
): Result {
  const file = join(shown, name);
  if (rename === undefined)
    return {
      outcome: { kind: "orphaned", file, operation },
      diagnostic: diagnostic("handler-orphan", { file, operation }, wholeFile(file)),
    };
  const to = rename.to.operation;
  const command = `git mv ${file} ${join(shown, `${rename.to.file}${extname(name)}`)}`;
  return {
    outcome: { kind: "renamed", file, from: operation, to },
    diagnostic: diagnostic("handler-renamed", { file, from: operation, to, command }, wholeFile(file)),
  };
}

interface WantedFile {
  /** Without extension. */
  readonly file: string;
  readonly text: string;
  readonly requirement: Requirement;
  /** Members that an earlier run asked for: where the file may well supply them, it is not asked again. */
  readonly known: ReadonlySet<string>;
}

function wantedFiles(
  { folder, out, stubs, importExtension, earlier }: HandlersRequest,
  present: readonly HandlerStub[],
): readonly WantedFile[] {
  if (stubs.length === 0) return [];
  const specifier = (module: string): string => {
    const path = relative(folder, join(out, module)).replaceAll("\\", "/");
    return `${path.startsWith("../") ? "" : "./"}${path}${importExtension}`;
  };
  // Of several for one file the first counts.
  const known = new Map(earlier.toReversed().map(({ file, messages }) => [file, messages]));
  const index = {
    contract: specifier("index"),
    entries: present.map(({ exportName, file }) => ({ exportName, specifier: `./${file}${importExtension}` })),
  };
  return [
    ...present.map((stub) => ({
      file: stub.file,
      text: printHandlerFile(stub, specifier(stub.module)),
      requirement: requirementOf(stub, specifier(stub.module)),
      known: new Set(known.get(stub.file)),
    })),
    {
      file: "index",
      text: printIndexFile(index),
      requirement: indexRequirement(index),
      known: new Set(earlier.map((operation) => operation.exportName)),
    },
  ];
}

function findObstacle(
  name: string,
  { path, file, other }: { readonly path: string; readonly file: string; readonly other: string | undefined },
): Diagnostic | undefined {
  const reason = pathProblem(name);
  if (reason !== undefined) return diagnostic("path-unsafe", { path: file, reason }, wholeFile(file));
  if (other !== undefined && other !== name) return diagnostic("path-collision", { path: file, other }, wholeFile(file));
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined || entry.isFile()) return undefined;
  // A link may be read, where it leads to a file; `planFile` refuses to write through it.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return undefined;
  return diagnostic(entry.isSymbolicLink() ? "path-symlink" : "path-not-a-file", { path: file }, wholeFile(file));
}
