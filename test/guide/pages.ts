import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { root } from "../cli/program.ts";
import { type Page, readPage } from "./block.ts";
import { kindOf } from "./kinds.ts";
import { BlockFailure, openPage, type Surroundings } from "./page-run.ts";
import { closeWorkshop, type Environment, openWorkshop } from "./project.ts";
import { typeCheck } from "./type-check.ts";

export const pages: readonly Page[] = ["README.md", ...readdirSync(join(root, "src/guide")).map((name) => `src/guide/${name}`)]
  .filter((file) => file.endsWith(".md"))
  .map((file) => readPage(file, readFileSync(join(root, file), "utf8")));

export interface RealServers {
  /** By the name of a server. */
  readonly environments: { readonly [server: string]: Environment };
  /** Address of a server to what the pages call it. */
  readonly addresses: { readonly [address: string]: string };
}

/** A test for each page, which runs its blocks one after the other; the types of all are checked at the end. */
export function runPages(chosen: readonly Page[], { environments, addresses }: RealServers = { environments: {}, addresses: {} }): void {
  const workshop = openWorkshop();
  const types = typeCheck(workshop);
  after(() => closeWorkshop(workshop));
  for (const page of chosen) {
    const environment = Object.assign({}, ...page.servers.map((name) => environments[name])) as Environment;
    test(`${page.file}: ${page.blocks.length} blocks`, () => runPage(page, { workshop, root, types, environment, addresses }));
  }
  test("TypeScript of these pages has no error", () => {
    const said = types.run();
    if (said !== "") throw new Error(said);
  });
}

export async function runPage(page: Page, surroundings: Surroundings): Promise<void> {
  const open = openPage(page, surroundings);
  for (const block of page.blocks) {
    const kind = kindOf(block);
    if (kind === undefined) throw new BlockFailure(block, `nobody runs \`${[block.language, ...block.words].join(" ")}\``);
    await kind.run(block, { ...open, environment: block.isServed ? surroundings.environment : {} });
  }
}
