import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./build/root.ts";

/** Checks the imports of src/ against the table in .dependency-cruiser.mjs and prints what violates it. Arguments: another table, another folder. */
const [config = join(root, ".dependency-cruiser.mjs"), folder = "src"] = process.argv.slice(2);
const result = spawnSync(
  process.execPath,
  [
    ...[
      "--import",
      join(root, ".tools/architecture/typescript-with-api.mjs"),
      join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
    ],
    ...["--config", config, folder],
  ],
  { stdio: "inherit" },
);
process.exitCode = result.status ?? 1;
