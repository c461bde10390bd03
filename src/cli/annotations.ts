import { relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../compiler/diagnostics/index.ts";
import type { Terminal } from "./terminal.ts";

/** What stands beside a line of a file in a review. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** Relative to the working folder. */
  readonly file: string;
  /** From 1; absent, or 0: the file as a whole. */
  readonly line?: number;
  readonly column?: number;
}

/** GitHub shows ten of each kind for a step. */
const mostOfOneKind = 10;

/**
 * GitHub Actions reads annotations from what a step prints and sets `GITHUB_ACTIONS`; there they are printed beside the text, anywhere else
 * nothing is. On standard error, so that `--json` stays JSON.
 */
export function annotate(annotations: readonly Annotation[], { cwd, env, err }: Pick<Terminal, "cwd" | "env" | "err">): void {
  if (env["GITHUB_ACTIONS"] !== "true") return;
  const root = env["GITHUB_WORKSPACE"] ?? cwd;
  for (const level of ["error", "warning", "notice"] as const)
    for (const annotation of annotations.filter((each) => each.level === level).slice(0, mostOfOneKind))
      err(`${command(annotation, root, cwd)}\n`);
}

const levels = { error: "error", warning: "warning", info: "notice" } as const;

export function annotationOf({ code, severity, message, help, place }: Diagnostic): Annotation {
  return {
    level: levels[severity],
    title: code,
    message: help === undefined ? message : `${message}\n${help}`,
    file: place.file,
    line: place.line,
    column: place.column,
  };
}

/** @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function command({ level, title, message, file, line = 0, column = 0 }: Annotation, root: string, cwd: string): string {
  const path = relative(root, resolve(cwd, file)).split(sep).join("/");
  const isBeside = path !== "" && !path.startsWith("../");
  const properties = [
    ...(isBeside ? [`file=${property(path)}`] : []),
    ...(isBeside && line > 0 ? [`line=${line}`] : []),
    ...(isBeside && line > 0 && column > 0 ? [`col=${column}`] : []),
    `title=${property(title)}`,
  ];
  return `::${level} ${properties.join(",")}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
