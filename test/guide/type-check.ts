import { spawnSync } from "node:child_process";
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../cli/program.ts";

/** Every state of a project in which TypeScript was written, checked together: the compiler starts once for the whole guide. */
export interface TypeCheck {
  /** Takes the project as it is now. */
  readonly take: (folder: string, at: string) => void;
  /** What the compiler complains of, with the blocks in front. */
  readonly run: () => string;
}

export function typeCheck(workshop: string): TypeCheck {
  const states: { readonly name: string; readonly at: string }[] = [];
  return {
    take: (folder, at) => {
      const name = `state-${states.length + 1}`;
      states.push({ name, at });
      cpSync(folder, join(workshop, "states", name), {
        recursive: true,
        filter: (path) => !/(^|[\\/])(node_modules|build|stubs|\.git|\.boost-gen)$/.test(relative(folder, path)),
      });
    },
    run: () => {
      if (!existsSync(join(workshop, "states"))) return "";
      const compilerOptions = {
        target: "es2023",
        module: "nodenext",
        customConditions: ["boost-gen-source"],
        types: ["node"],
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        allowImportingTsExtensions: true,
        skipLibCheck: true,
        noEmit: true,
      };
      writeFileSync(join(workshop, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["states"], exclude: ["node_modules"] }));
      const { stdout } = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc")], { cwd: workshop, encoding: "utf8" });
      return stdout.replace(/^states\/(state-\d+)\//gm, (_, name: string) => `${states.find((state) => state.name === name)?.at} `);
    },
  };
}
