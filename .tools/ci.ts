import { spawn } from "node:child_process";

/** Each is an npm script that also runs alone. All of them run, also after a failure, so that one run tells everything; tests come last. */
const steps = ["format", "lint", "types", "architecture", "unused", "generated-drift", "audit", "build", "test"];

const chosen = process.argv.slice(2);
const failed: string[] = [];
let totals: RegExpExecArray | null = null;
for (const step of steps.filter((name) => chosen.length === 0 || chosen.includes(name))) {
  console.log(`\n== ${step}`);
  const start = performance.now();
  const { ok, output } = await runStep(step);
  totals = /^(\d+) passed, (\d+) failed(.*)\n*$/m.exec(lastLine(output)) ?? totals;
  if (!ok) failed.push(step);
  console.log(`== ${step} ${ok ? "ok" : "FAILED"}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
if (failed.length > 0) console.log(`\nfailed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

// The tests' totals, to which a failed step adds one: the last line never looks better than the run was.
const [, passedTests = "0", failedTests = "0", rest = ""] = totals ?? [];
const failedSteps = failed.filter((step) => step !== "test" || failedTests === "0").length;
console.log(`${passedTests} passed, ${Number(failedTests) + failedSteps} failed${rest}`);

function runStep(step: string): Promise<{ readonly ok: boolean; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("npm", ["run", "--silent", step], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      // Only the end of it is read.
      output = (output + chunk.toString()).slice(-1_000);
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ ok: code === 0, output }));
  });
}

function lastLine(output: string): string {
  return output.trimEnd().split("\n").at(-1) ?? "";
}
