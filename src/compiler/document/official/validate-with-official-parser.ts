import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { execArgv } from "node:process";
import { fileURLToPath } from "node:url";
import { type Diagnostic, DiagnosticSink } from "../../diagnostics/index.ts";
import { pointerOf } from "../../ground/json-pointer.ts";
import type { LoadedDocument } from "../load.ts";
import type { OfficialFinding, OfficialRequest } from "./exchange.ts";

export interface OfficialOptions {
  /** Milliseconds of a processor after which the parser is ended, 30,000 by default; ten times as many of the clock. */
  readonly timeLimit?: number;
  /** Megabytes that it may use; 512 by default. */
  readonly memoryLimit?: number;
}

/**
 * What AsyncAPI's own parser says with all its rules, in our form. It sees the files that our loader has read and opens none itself.
 * A parser that does not end in time, or needs too much memory, is ended, and that is a diagnostic too.
 */
export async function validateWithOfficialParser(
  document: Pick<LoadedDocument, "file" | "files" | "locations" | "diagnostics">,
  options: OfficialOptions = {},
): Promise<readonly Diagnostic[]> {
  const { timeLimit = 30_000, memoryLimit = 512 } = options;
  const sink = new DiagnosticSink();
  const { file, files, locations, diagnostics } = document;
  const whole = { file, pointer: "", line: 0, column: 0 };
  const refused = diagnostics.find(({ code }) => refusals.has(code));
  if (refused !== undefined) {
    sink.report("official-not-asked", refused.place, {});
    return sink.diagnostics;
  }
  const answer = await ask(requestFor(document), timeLimit, memoryLimit);
  if (answer === "time") sink.report("official-too-slow", whole, { seconds: timeLimit / 1000 });
  else if (answer === "memory") sink.report("official-too-large", whole, { megabytes: memoryLimit });
  else if ("failure" in answer) sink.report("official-failed", whole, { reason: answer.failure });
  else {
    const names = new Map([...locations].map(([name, location]) => [location, name]));
    for (const finding of answer.findings) {
      const name = names.get(finding.location) ?? file;
      const pointer = pointerOf(finding.path);
      const place = files.has(name) ? { file: name, pointer, line: finding.line, column: finding.column } : { ...whole, pointer };
      sink.report(codes[finding.severity] ?? "official-information", place, { message: finding.message, rule: finding.rule });
    }
  }
  return sink.diagnostics;
}

/** References that lead where nothing may be opened. */
const refusals: ReadonlySet<string> = new Set(["ref-outside", "ref-url-denied", "ref-scheme", "ref-credentials", "ref-not-a-file"]);

const codes = ["official-error", "official-warning"] as const;

function requestFor({ file, files, locations }: Pick<LoadedDocument, "file" | "files" | "locations">): OfficialRequest {
  const texts = new Map([...locations].map(([name, location]) => [location, files.get(name) ?? ""]));
  return { text: files.get(file) ?? "", location: locations.get(file) ?? file, texts };
}

type Answer = { readonly findings: readonly OfficialFinding[] } | { readonly failure: string } | "time" | "memory";

/** A process and not a thread: it can be ended at any moment, and whatever it runs into stays there. */
async function ask(request: OfficialRequest, timeLimit: number, memoryLimit: number): Promise<Answer> {
  // From source a TypeScript file beside this one, in the bundle an entry beside the chunk that holds this.
  const script = fileURLToPath(new URL(`./official-parser-worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url));
  const started = performance.now();
  const child = fork(script, {
    execArgv: [...execArgv, `--max-old-space-size=${memoryLimit}`],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let timer: NodeJS.Timeout | undefined;
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-10_000);
  });
  try {
    return await new Promise<Answer>((resolve) => {
      timer = setInterval(() => {
        const passed = performance.now() - started;
        if (passed >= slowdown * timeLimit || (processorTime(child.pid) ?? passed) >= timeLimit) resolve("time");
        else if (residentMegabytes(child.pid) > memoryLimit + besideHeap) resolve("memory");
      }, 100);
      child.once("message", (findings) => resolve({ findings: findings as readonly OfficialFinding[] }));
      child.once("error", (error) => resolve({ failure: error.message }));
      child.once("close", () => resolve(/heap out of memory/.test(complaint) ? "memory" : { failure: lastLine(complaint) }));
      child.send(request);
    });
  } finally {
    clearInterval(timer);
    child.kill("SIGKILL");
  }
}

/** A machine on which so many wait for each processor makes no document too hard. */
const slowdown = 10;

/** Milliseconds; `undefined` where the system does not say. Linux counts hundredths of a second, whatever the processor. */
function processorTime(pid: number | undefined): number | undefined {
  try {
    // The name of the program, in parentheses, may have blanks of its own.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\)\s/s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

/** What a process takes besides the heap that its limit is about: code, and bytes that live outside. */
const besideHeap = 256;

/** 0 where the system does not say. */
function residentMegabytes(pid: number | undefined): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function lastLine(text: string): string {
  const line = text.split("\n").find((each) => /^\w*Error\b/.test(each));
  return line === undefined ? "it ended without an answer" : line.replace(/\.$/, "");
}
