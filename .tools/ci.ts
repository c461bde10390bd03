import { spawn } from "node:child_process";
import { againLines, failureLines, type StepResult, totalsOf } from "./ci/step-result.ts";

/** Each is an npm script that also runs alone. All of them run, also after a failure, so that one run tells everything; tests come last. */
const steps = ["format", "lint", "types", "architecture", "unused", "generated-drift", "audit", "build", "test", "test:faults"];

const chosen = process.argv.slice(2);
const results: StepResult[] = [];
const begin = performance.now();
for (const step of steps.filter((name) => chosen.length === 0 || chosen.includes(name))) {
  console.log(`\n== ${step}`);
  const start = performance.now();
  const result = await runStep(step);
  results.push(result);
  console.log(`== ${step} ${result.ok ? "ok" : "FAILED"}, ${secondsSince(start)} s`);
}
const failed = results.filter(({ ok }) => !ok).map(({ name }) => name);
process.exitCode = failed.length === 0 ? 0 : 1;
console.log(`\n${secondsSince(begin)} s in all`);
for (const line of [...failureLines(results), ...againLines(results)]) console.log(line);
if (failed.length > 0) console.log(`failed: ${failed.join(", ")}`);
console.log(totalsOf(results));

function runStep(name: string): Promise<StepResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("npm", ["run", "--silent", name], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      // Only the end of it is read.
      output = (output + chunk.toString()).slice(-400_000);
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ name, ok: code === 0, output }));
  });
}

function secondsSince(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}
