import { printable } from "./printable.ts";

/** The part of pino's and console's shape that we call; pass pino itself, or anything alike. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

export const logLevels: readonly LogLevel[] = ["debug", "info", "warn", "error", "silent"];

/** One JSON object a line: time, level, message, then the fields, each of any shape: a line is never lost to what it should say. */
export function jsonLogger(write: (line: string) => void): Logger {
  const print = (level: string, fields: object, message: string): void => {
    write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...(printable(fields) as object) })}\n`);
  };
  return {
    debug: (fields, message) => print("debug", fields, message),
    info: (fields, message) => print("info", fields, message),
    warn: (fields, message) => print("warn", fields, message),
    error: (fields, message) => print("error", fields, message),
  };
}

/**
 * The same logger with fields of its own, quiet below `level`. A logger that throws never changes what becomes of a message,
 * so every call is guarded here and nowhere else, also one that returns a promise.
 */
export function childLogger(logger: Logger, fields: object, level: LogLevel = "debug"): Logger {
  const floor = logLevels.indexOf(level);
  const method = (name: "debug" | "info" | "warn" | "error"): Logger["info"] => {
    if (logLevels.indexOf(name) < floor) return () => {};
    return (own, message) => {
      try {
        const said: unknown = logger[name]({ ...fields, ...own }, message);
        if (said instanceof Promise) said.catch(() => {});
      } catch {
        // A broken logger has nowhere left to say so.
      }
    };
  };
  return { debug: method("debug"), info: method("info"), warn: method("warn"), error: method("error") };
}
