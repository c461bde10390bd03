import { relativePath } from "../../compiler/output/relative-path.ts";
import { countChanges } from "../changes/report-changes.ts";
import type { ExitCode } from "../command.ts";
import type { Outcome } from "../outcome.ts";
import { printDiagnostics } from "../print-diagnostics.ts";
import { handlerLine, printPastes } from "../print-report.ts";
import type { Made } from "../regenerate-target.ts";
import type { Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { type RunOptions, updateTarget } from "../update-target.ts";
import { watchFiles } from "./watch-files.ts";

export interface WatchOptions extends RunOptions {
  /** Print complaints only. */
  readonly quiet: boolean;
}

/** Runs at once and then whenever a document, or a file that it refers to, was saved; until the user stops it. One line per run. */
export async function watchTargets(targets: readonly Target[], { quiet, ...options }: WatchOptions, terminal: Terminal): Promise<ExitCode> {
  const inputs = new Map<Target, readonly string[]>(targets.map((target) => [target, [target.document]]));
  const dirty = new Set(targets);
  const wake = signal();
  const files = watchFiles((changed) => {
    for (const [target, list] of inputs) if (list.some((input) => changed.includes(input))) dirty.add(target);
    wake.fire();
  });
  const made = new Map<Target, Made | undefined>();
  let stopped = false;
  const stop = terminal.untilStopped().then(() => {
    stopped = true;
    wake.fire();
  });
  files.set([...inputs.values()].flat());
  if (!quiet)
    terminal.err(
      terminal.paint("grey", `Watching ${targets.map((target) => relativePath(terminal.cwd, target.document)).join(", ")}; Ctrl-C ends.\n`),
    );
  try {
    while (!stopped) {
      for (const target of [...dirty]) {
        dirty.delete(target);
        // The first time also where nothing changed: the compiler is then loaded when the user saves.
        const outcome = await updateTarget(target, { ...options, fresh: !made.has(target), last: made.get(target) });
        made.set(target, outcome.made ?? made.get(target));
        printDiagnostics(quiet ? outcome.diagnostics.filter(({ severity }) => severity !== "info") : outcome.diagnostics, terminal);
        if (!quiet || outcome.report?.accepted !== true) printLine(outcome, terminal);
        if (outcome.report !== undefined) terminal.out(printPastes(outcome.report));
        // A document that cannot be read names no other files: those of the last good one are still what it will consist of.
        const last = inputs.get(target) ?? [];
        inputs.set(target, [...new Set([target.document, ...outcome.inputs, ...(outcome.report === undefined ? last : [])])]);
        files.set([...inputs.values()].flat());
      }
      if (dirty.size === 0) await wake.next();
    }
  } finally {
    files.close();
  }
  await stop;
  return 0;
}

interface Wake {
  readonly fire: () => void;
  readonly next: () => Promise<void>;
}

/** A call of `fire` between two calls of `next` is not lost. */
function signal(): Wake {
  let fired = false;
  let resolve: (() => void) | undefined;
  return {
    fire: () => {
      fired = true;
      resolve?.();
    },
    next: async () => {
      if (!fired) {
        await new Promise<void>((done) => {
          resolve = done;
        });
      }
      fired = false;
      resolve = undefined;
    },
  };
}

function printLine({ target, report, since, seconds }: Outcome, terminal: Terminal): void {
  const { paint, cwd } = terminal;
  const document = relativePath(cwd, target.document);
  const clock = new Date().toTimeString().slice(0, 8);
  const refused = report?.accepted !== true;
  const written = report === undefined ? 0 : report.created.length + report.changed.length;
  const parts = refused
    ? [paint("red", "nothing written, see above")]
    : [
        written === 0 ? "unchanged" : `${written} of ${written + report.unchanged.length} files written`,
        ...(report.removed.length === 0 ? [] : [`${report.removed.length} removed`]),
        ...report.handlers.flatMap((outcome) => {
          const line = handlerLine(outcome, false);
          return line === undefined ? [] : [`${outcome.file} ${line}`];
        }),
        ...(since === undefined || since.changes.length === 0 ? [] : [countChanges(since.changes)]),
      ];
  terminal.out(`${paint("grey", clock)} ${document}: ${parts.join(", ")} ${paint("grey", `(${Math.round(seconds * 1_000)} ms)`)}\n`);
}
