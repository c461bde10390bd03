import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { suiteFolder } from "./suite-document.ts";

export interface SuiteGroup {
  readonly file: string;
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

/** The test groups of one folder of the suite, e.g. `draft7` or `draft7/optional/format`. */
export function loadSuite(folder: string): readonly SuiteGroup[] {
  const path = join(suiteFolder, "tests", folder);
  return readdirSync(path)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .flatMap((file) =>
      (JSON.parse(readFileSync(join(path, file), "utf8")) as Omit<SuiteGroup, "file">[]).map((group) => ({ ...group, file })),
    );
}

/** The draft-07 meta-schema, which some tests refer to. */
export function metaSchema(): unknown {
  return createRequire(import.meta.url)("ajv/dist/refs/json-schema-draft-07.json");
}
