import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { type ServiceName, serviceNames } from "../../test/services/index.ts";

export interface TestArguments {
  /** Parts of file paths; none means every file but the faults. */
  readonly patterns: readonly string[];
  /** Servers to start before the tests; a file starts what is then still missing. */
  readonly services: readonly ServiceName[];
  /** Regular expressions for names of tests. */
  readonly names: readonly string[];
  /** Files at once. Most wait for servers more than they reckon, hence one more than the machine has cores. */
  readonly concurrency: number;
  /** Files that may run a second time, alone, when they failed; more failed files than that are no accident, and none runs again. */
  readonly again: number;
  /** For one file on a quiet machine. */
  readonly timeoutMs: number;
  /** What every draw of a test comes from. */
  readonly seed: number;
  /** Tests that have a long form take it. */
  readonly long: boolean;
}

/** `[part of a path …] [--services redis,kafka|all|none] [--name <regexp>] [--concurrency 3] [--timeout <seconds per file>] [--again 0] [--seed <number>] [--long]` */
export function readArguments(argv: readonly string[]): TestArguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      services: { type: "string" },
      name: { type: "string", multiple: true, default: [] },
      concurrency: { type: "string", default: String(availableParallelism() + 1) },
      again: { type: "string", default: "0" },
      timeout: { type: "string" },
      seed: { type: "string", default: process.env["BOOST_TEST_SEED"] ?? String(Date.now() % 2 ** 31) },
      long: { type: "boolean", default: false },
    },
  });
  return {
    patterns: positionals,
    services: chosenServices(values.services ?? (positionals.length > 0 ? "none" : "all")),
    names: values.name,
    concurrency: Number(values.concurrency),
    again: Number(values.again),
    timeoutMs: Number(values.timeout ?? (values.long ? "3600" : "600")) * 1000,
    seed: seedFrom(values.seed),
    long: values.long,
  };
}

function seedFrom(text: string): number {
  const seed = Number(text);
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed ${text}: a whole number is wanted`);
  return seed;
}

function chosenServices(text: string): readonly ServiceName[] {
  if (text === "all") return serviceNames;
  if (text === "none") return [];
  return text.split(",").map((name) => {
    const service = serviceNames.find((known) => known === name);
    if (!service) throw new Error(`--services ${text}: "${name}" is none of ${serviceNames.join(", ")}, all, none`);
    return service;
  });
}
