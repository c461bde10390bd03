import { types } from "node:util";
import type { Logger } from "./logger.ts";
import { printable } from "./printable.ts";
import { escaped, textLogger } from "./text-log.ts";

export type { Logger } from "./logger.ts";

/** What is written: messages of this level and of those behind it; nothing with `silent`. */
export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

export const logLevels: readonly LogLevel[] = ["debug", "info", "warn", "error", "silent"];

/**
 * One JSON object a line: time, level, message, then the fields, each of any shape: a line is never lost to what it should say. A field
 * of one of those three names is written as `message_`, so that no field takes the place of what the line says.
 */
export function jsonLogger(write: (line: string) => void): Logger {
  const print = (level: string, fields: object, message: string): void => {
    const line = { time: new Date().toISOString(), level, message };
    const own = Object.entries(printable(fields) as object).map(([name, value]) => [Object.hasOwn(line, name) ? `${name}_` : name, value]);
    write(`${escaped(JSON.stringify({ ...line, ...Object.fromEntries(own) }))}\n`);
  };
  return {
    debug: (fields, message) => print("debug", fields, message),
    info: (fields, message) => print("info", fields, message),
    warn: (fields, message) => print("warn", fields, message),
    error: (fields, message) => print("error", fields, message),
  };
}

/** In place of a method whose lines nobody writes. */
const unwritten = (): void => {};

/** Whether lines of this level are written: what is said of each message is not put together for nobody. */
export function isWritten(logger: Logger, level: "debug" | "info" | "warn" | "error"): boolean {
  return logger[level] !== unwritten;
}

/**
 * The same logger with fields of its own, quiet below `level`. A logger that throws never changes what becomes of a message,
 * so every call is guarded here and nowhere else, also one that returns a promise.
 */
export function childLogger(logger: Logger, fields: object, level: LogLevel = "debug"): Logger {
  const floor = logLevels.indexOf(level);
  const method = (name: "debug" | "info" | "warn" | "error"): Logger["info"] => {
    if (logLevels.indexOf(name) < floor || !isWritten(logger, name)) return unwritten;
    return (...words) => {
      try {
        const [own, message] = lineOf(words);
        const said: unknown = logger[name]({ ...fields, ...own }, message);
        if (said instanceof Promise) said.catch(() => {});
      } catch {
        // A broken logger has nowhere left to say so.
      }
    };
  };
  return { debug: method("debug"), info: method("info"), warn: method("warn"), error: method("error") };
}

/** Handlers in plain JavaScript say a text alone, an error alone, or the text first, as pino and console take them. */
function lineOf([own, message]: readonly unknown[]): readonly [object, string] {
  if (typeof own !== "object" || own === null) {
    if (typeof message === "object" && message !== null) return [message, String(own)];
    return [{}, message === undefined ? String(own) : `${own} ${message}`];
  }
  if (types.isNativeError(own)) return [{ error: own }, message === undefined ? own.message : String(message)];
  return [own, message === undefined ? "" : String(message)];
}

export const logFormats = ["text", "json"] as const;

/** What a process writes that is given no logger: text for a person at a terminal, JSON for a program. */
export function standardLogger(format: string | undefined, output: { readonly isTTY?: boolean; write(line: string): unknown }): Logger {
  const isText = format === "text" || (format !== "json" && output.isTTY === true);
  return (isText ? textLogger : jsonLogger)((line) => void output.write(line));
}
