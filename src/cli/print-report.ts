import { assertNever } from "../compiler/ground/assert-never.ts";
import type { HandlerOutcome } from "../compiler/output/handlers/handlers-plan.ts";
import type { OutputReport } from "../compiler/output/output-report.ts";
import type { Paint } from "./terminal.ts";

/** What a run did, a line for the generated folder and one for each file of the user that it made, extended or left alone. */
export function printReport(report: OutputReport, seconds: number, options: { readonly dryRun: boolean; readonly paint: Paint }): string {
  const { dryRun, paint } = options;
  const rows: [string, string][] = [
    [`${report.out}/`, `${generatedLine(report, dryRun)}   ${paint("grey", `${seconds.toFixed(seconds < 0.1 ? 2 : 1)} s`)}`],
  ];
  for (const outcome of report.handlers) {
    const text = handlerLine(outcome, dryRun);
    if (text !== undefined) rows.push([outcome.file, text]);
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  return `${rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`).join("\n")}\n${printPastes(report)}`;
}

/** What the user has to put into handler files; empty where there is nothing. */
export function printPastes({ handlers }: OutputReport): string {
  return handlers
    .flatMap((outcome) => {
      if (outcome.kind !== "manual") return [];
      const { file, imports, into, paste } = outcome;
      const top = imports === "" ? "" : `\nTo paste at the top of ${file}, where it is not there:\n${indent(imports)}\n`;
      return [`${top}\nTo paste into ${into} of ${file}:\n${indent(paste)}\n`];
    })
    .join("");
}

function generatedLine({ created, changed, unchanged, removed }: OutputReport, dryRun: boolean): string {
  const total = created.length + changed.length + unchanged.length;
  const written = created.length + changed.length;
  const gone = removed.length === 0 ? "" : `, ${count(removed.length, "file")} ${dryRun ? "would be " : ""}removed`;
  if (written === 0) return `${count(total, "file")} unchanged${gone}`;
  const verb = dryRun ? "would be written" : "written";
  return written === total ? `${count(total, "file")} ${verb}${gone}` : `${written} of ${count(total, "file")} ${verb}${gone}`;
}

export function handlerLine(outcome: HandlerOutcome, dryRun: boolean): string | undefined {
  switch (outcome.kind) {
    case "created": {
      const what = outcome.file.endsWith("/index.ts") ? "" : ` (${count(outcome.members.length, "message")})`;
      return `${dryRun ? "would be " : ""}created${what}`;
    }
    case "extended":
      return `${dryRun ? "would gain" : "gained"} ${outcome.members.map((name) => `\`${name}\``).join(", ")} (line ${outcome.insertions.map(({ line }) => line).join(", ")})`;
    case "manual":
      return `left alone: ${outcome.reason}`;
    case "orphaned":
      return `orphaned: \`${outcome.operation}\` is gone from the document`;
    case "renamed":
      return `still handles \`${outcome.from}\`, which is called \`${outcome.to}\` now`;
    case "unchanged":
      return undefined;
    default:
      return assertNever(outcome);
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
