import { setMaxListeners } from "node:events";
import { relative, resolve } from "node:path";
import { run } from "node:test";
import { runGenerators } from "./build/generator.ts";
import { generators } from "./build/generators.ts";
import { readArguments, type TestArguments } from "./test/arguments.ts";
import { testFiles } from "./test/files.ts";
import { provision } from "./test/provision.ts";
import { Report } from "./test/report.ts";
import { Tally } from "./test/tally.ts";
import { EventReader, type NodeEvent } from "./test/test-event.ts";

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
  tally.failed += 1;
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
    const report = new Report(print);
    // The files' processes get this process's own options: the source condition, tsx and deadline.mjs.
    process.env["BOOST_TEST_FILE_SECONDS"] = String(args.timeoutMs / 1000);
    process.env["BOOST_TEST_FILE_MOST_SECONDS"] = String((mostSlowdown * args.timeoutMs) / 1000);
    process.env["BOOST_TEST_SEED"] = String(args.seed);
    if (args.long) process.env["BOOST_TEST_LONG"] = "1";
    await runFiles(files, args.concurrency, args, report);
    // A machine that stands still for seconds breaks a broker's deadline, and with it a test that says nothing about the product.
    const failed = [...new Set(tally.failures.map((failure) => failure.file))];
    if (failed.length <= args.again) {
      for (const file of failed) {
        report.again(
          file,
          tally.failures.filter((failure) => failure.file === file),
        );
        tally.forget(file);
        await runFiles([resolve(file)], 1, args, report);
        if (!tally.failures.some((failure) => failure.file === file)) tally.passedAgain.push(file);
      }
    }
    report.summary(tally);
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}

async function runFiles(files: readonly string[], concurrency: number, args: TestArguments, report: Report): Promise<void> {
  const reader = new EventReader(files);
  const stream = run({
    files,
    concurrency,
    // deadline.mjs ends a file first, unless the file keeps its process so busy that no timer is heard.
    timeout: mostSlowdown * args.timeoutMs + 5_000,
    testNamePatterns: args.names.map((name) => new RegExp(name)),
    signal: ending.signal,
  });
  const ended = (outcome: "pass" | "fail") => (data: NodeEvent) => {
    const event = reader.read(data);
    const before = tally.failures.length;
    report.ended(event, tally.ended(event, outcome));
    for (const failure of tally.failures.slice(before)) report.failed(failure);
  };
  stream.on("test:start", (data) => tally.started(reader.read(data)));
  stream.on("test:pass", ended("pass"));
  stream.on("test:fail", ended("fail"));
  for (const name of ["test:stdout", "test:stderr"] as const) {
    stream.on(name, ({ file, message }) => report.output(relative(process.cwd(), file ?? ""), message));
  }
  stream.resume();
  await new Promise((end, reject) => stream.once("end", end).once("error", reject));
}
