import { spawnSync } from "node:child_process";

/** Each is an npm script that also runs alone. All of them run, also after a failure, so that one run tells everything; tests come last. */
const steps = ["format", "lint", "types", "architecture", "unused", "generated-drift", "audit", "build", "test"];

const chosen = process.argv.slice(2);
const failed: string[] = [];
for (const step of steps.filter((name) => chosen.length === 0 || chosen.includes(name))) {
  console.log(`\n== ${step}`);
  const start = performance.now();
  const { status } = spawnSync("npm", ["run", "--silent", step], { stdio: "inherit" });
  const ok = status === 0;
  if (!ok) failed.push(step);
  console.log(`== ${step} ${ok ? "ok" : "FAILED"}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
console.log(failed.length === 0 ? "\nall steps passed" : `\nfailed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
