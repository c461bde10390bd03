import { spawnSync } from "node:child_process";

// The command line bundles its dependencies, so that users' own `npm audit` does not see them: this is where it happens.

interface Audit {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>;
  readonly message?: string;
}

const serious = new Set(["high", "critical"]);
const { stdout } = spawnSync("npm", ["audit", "--json"], { encoding: "utf8" });
const audit: Audit = JSON.parse(stdout || "{}");
if (audit.vulnerabilities === undefined) {
  // A mirror that only serves packages is no reason to fail, and no reason to claim that anything was checked.
  console.log(`not audited: ${audit.message ?? "the registry gave no answer"}`);
} else {
  const found = Object.entries(audit.vulnerabilities);
  for (const [name, { severity, range }] of found) console.log(`${severity}: ${name} ${range}`);
  console.log(`${found.length} vulnerable packages`);
  process.exitCode = found.some(([, { severity }]) => serious.has(severity)) ? 1 : 0;
}
