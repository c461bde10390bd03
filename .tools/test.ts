import { setMaxListeners } from "node:events";
import { resolve } from "node:path";
import { runGenerators } from "./build/generator.ts";
import { generators } from "./build/generators.ts";
import { readArguments } from "./test/arguments.ts";
import { testFiles } from "./test/files.ts";
import { provision } from "./test/provision.ts";
import { Report } from "./test/report.ts";
import { type FileOptions, runFile } from "./test/run-file.ts";
import { Tally } from "./test/tally.ts";

// The last line of standard output is the totals, whatever happens.

/** On a busy machine a file may take so many times its limit. */
const mostSlowdown = 6;

const print = (line: string) => console.log(line);
const tally = new Tally();

// The files' processes would go on without us; leaving runs the exit handlers, which end the servers.
const ending = new AbortController();
// Each file listens.
setMaxListeners(0, ending.signal);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => {
    ending.abort();
    setTimeout(() => process.exit(1), 500);
  });

try {
  await runTests();
} catch (error) {
  tally.errors += 1;
  console.error(error);
}
if (tally.passed + tally.failed === 0) console.error("no test ran");
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
print(tally.line);

async function runTests(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  const files = await testFiles(args.patterns);
  if (files.length === 0) throw new Error(`no test file matches ${args.patterns.join(", ")}`);
  print(`seed ${args.seed}; the same draws again: npm test -- --seed ${args.seed}`);
  await runGenerators(generators);
  const services = await provision(args.services, print);
  try {
    // The files' processes get this process's own options: the source condition, tsx and deadline.mjs.
    process.env["BOOST_TEST_FILE_SECONDS"] = String(args.timeoutMs / 1000);
    process.env["BOOST_TEST_FILE_MOST_SECONDS"] = String((mostSlowdown * args.timeoutMs) / 1000);
    process.env["BOOST_TEST_SEED"] = String(args.seed);
    if (args.long) process.env["BOOST_TEST_LONG"] = "1";
    const report = new Report(print);
    const options: FileOptions = {
      // deadline.mjs ends a file first, unless the file keeps its process so busy that no timer is heard.
      timeoutMs: mostSlowdown * args.timeoutMs + 5_000,
      names: args.names.map((name) => new RegExp(name)),
      signal: ending.signal,
      report,
    };
    await runFiles(files, args.concurrency, options);
    // A machine that stands still for seconds breaks a broker's deadline, and with it a test that says nothing about the product.
    const failed = tally.failedResults;
    if (failed.length <= args.again) {
      for (const first of failed) {
        report.again(first);
        const second = await runFile(resolve(first.file), options);
        tally.add(second);
        if (second.failures.length === 0) tally.passedAgain.push(first.file);
      }
    }
    report.summary(tally);
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}

async function runFiles(files: readonly string[], concurrency: number, options: FileOptions): Promise<void> {
  const waiting = [...files];
  const takeTurns = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined && !ending.signal.aborted; file = waiting.shift())
      tally.add(await runFile(file, options));
  };
  await Promise.all(Array.from({ length: concurrency }, takeTurns));
}
