import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { boostGen } from "../cli/program.ts";
import { uniqueName } from "../services/index.ts";
import type { Block, Page } from "./block.ts";
import { bareProject, type Environment, initProject, type Project, projectIn } from "./project.ts";
import type { TypeCheck } from "./type-check.ts";

/** A page as far as it has been run: what a block says is done to it. */
export interface PageRun {
  readonly page: Page;
  readonly project: Project;
  readonly types: TypeCheck;
  /** Servers as a user names them, and the test's ports. */
  readonly environment: Environment;
  /** What the page calls a name on a shared server, to what the test calls it; and back. */
  readonly renamed: (text: string) => string;
  readonly restored: (text: string) => string;
  /** A command with the test's names and addresses in it. */
  readonly commanded: (text: string) => string;
  /** Begins the project anew, around this document. */
  readonly begin: (document: string) => void;
}

export interface Surroundings {
  readonly workshop: string;
  readonly root: string;
  readonly types: TypeCheck;
  readonly environment: Environment;
  /** Address of a real server to what a page calls it. */
  readonly addresses: { readonly [address: string]: string };
}

export function openPage(page: Page, { workshop, root, types, environment, addresses }: Surroundings): PageRun {
  const [how = "init", ...words] = page.project;
  const names = new Map(page.unique.map((name) => [name, uniqueName(name)]));
  const renamed = (text: string): string => replaced(text, names);
  const back = new Map([...Object.entries(addresses), ...[...names].map(([name, unique]) => [unique, name] as const)]);
  const begun = (): Project => {
    if (how === "clone") return projectIn(root);
    return how === "bare" ? bareProject(workshop) : initProject(workshop, words);
  };
  let project = begun();
  if (how === "init" && names.size > 0) rename(project, renamed);
  return {
    page,
    get project() {
      return project;
    },
    types,
    environment,
    renamed,
    restored: (text) => [...back].reduce((so, [from, to]) => so.replaceAll(from, to), text),
    commanded: (text) => Object.entries(addresses).reduce((so, [address, usual]) => so.replaceAll(usual, address), renamed(text)),
    begin: (document) => {
      if (how === "bare") {
        project.write("asyncapi.yaml", document);
        return;
      }
      project = initProject(workshop, words, document);
    },
  };
}

/** Whole names only: `orders` is not a part of `orders-dlq`, nor of `onOrders`. */
function replaced(text: string, names: ReadonlyMap<string, string>): string {
  return [...names].reduce(
    (so, [name, unique]) => so.replace(new RegExp(`(?<![\\w.-])${name.replaceAll(".", "\\.")}(?![\\w.-])`, "g"), unique),
    text,
  );
}

function rename(project: Project, renamed: (text: string) => string): void {
  for (const file of ["asyncapi.yaml", "main.ts", ...readdirSync(join(project.folder, "test")).map((name) => `test/${name}`)])
    project.write(file, renamed(readFileSync(join(project.folder, file), "utf8")));
  const { code, err } = boostGen(project.folder, ["asyncapi.yaml"]);
  if (code !== 0) throw new Error(err);
}

/** A sentence about a block that did not hold. */
export class BlockFailure extends Error {
  constructor({ at }: Block, reason: string) {
    super(`${at}: ${reason}`);
    this.name = "BlockFailure";
  }
}
