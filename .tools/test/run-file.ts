import { relative } from "node:path";
import { run } from "node:test";
import { FileResult } from "./file-result.ts";
import type { Report } from "./report.ts";
import { type NodeEvent, readEvent } from "./test-event.ts";

export interface FileOptions {
  readonly timeoutMs: number;
  /** Tests whose names match; none means every test. */
  readonly names: readonly RegExp[];
  readonly signal: AbortSignal;
  readonly report: Report;
}

/** Longest output of a failed file's process that is printed again. */
const outputLimit = 8_000;

/** Runs one test file in a process of its own. Each has a stream of its own, so that every event belongs to a file, also one from a helper. */
export async function runFile(file: string, { timeoutMs, names, signal, report }: FileOptions): Promise<FileResult> {
  const result = new FileResult(relative(process.cwd(), file));
  const start = performance.now();
  const stream = run({ files: [file], concurrency: 1, timeout: timeoutMs, testNamePatterns: [...names], signal });
  const ended = (outcome: "pass" | "fail") => (event: NodeEvent) => {
    const failure = result.ended(readEvent(event, file), outcome);
    if (failure) report.failed(failure);
  };
  stream.on("test:start", (event) => result.started(readEvent(event, file)));
  stream.on("test:pass", ended("pass"));
  stream.on("test:fail", ended("fail"));
  for (const name of ["test:stdout", "test:stderr"] as const)
    stream.on(name, ({ message }) => {
      result.output = (result.output + message).slice(-outputLimit);
      report.output(message);
    });
  stream.resume();
  await new Promise((end, reject) => stream.once("end", end).once("error", reject));
  result.durationMs = performance.now() - start;
  report.ended(result);
  return result;
}
