import { z } from "zod";
import { type LogLevel, logLevels } from "../ground/log.ts";
import { closest } from "./closest.ts";
import { type Environment, inCapitals, variables } from "./variables.ts";

/** What the environment says about the process as a whole. */
export interface ProcessConfiguration {
  readonly servers: readonly string[];
  readonly httpPort: number | undefined;
  readonly httpHost: string;
  readonly logLevel: LogLevel;
  /** Milliseconds. */
  readonly shutdownGrace: number;
  readonly concurrency: number | undefined;
  readonly attempts: number | undefined;
  /** Milliseconds. */
  readonly timeout: number | undefined;
}

/** Collects one sentence per mistake, so that all are seen at once. */
export class Problems {
  readonly list: string[] = [];
  add(problem: string): undefined {
    this.list.push(problem);
    return undefined;
  }
}

const units: { readonly [unit: string]: number } = { "": 1, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

const duration: z.ZodType<number> = z.string().transform((text, context) => {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|)$/.exec(text.trim());
  const milliseconds = Number(match?.[1]) * (units[match?.[2] ?? ""] ?? 1);
  if (match !== null && milliseconds > 0 && milliseconds < 2 ** 31) return Math.round(milliseconds);
  context.addIssue({ code: "custom", message: "should be a duration such as 500ms, 30s or 2m" });
  return z.NEVER;
}) as never;

const whole = (least: number, most: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d+$/, "should be a whole number")
    .transform(Number)
    .refine((number) => number >= least && number <= most, `should be between ${least} and ${most}`) as never;

export const flag: z.ZodType<boolean> = z.enum(["true", "false"], "should be true or false").transform((text) => text === "true") as never;

/** `undefined` when unset, empty or wrong; wrong is a problem. */
export function variable<T>(environment: Environment, name: string, schema: z.ZodType<T>, problems: Problems): T | undefined {
  const text = environment[name];
  if (text === undefined || text === "") return undefined;
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  return problems.add(`${name} is "${text}" but ${parsed.error.issues[0]?.message ?? "is wrong"}`);
}

export const list = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");

export function processConfiguration(environment: Environment, problems: Problems): ProcessConfiguration {
  const read = <T>(name: string, schema: z.ZodType<T>): T | undefined => variable(environment, name, schema, problems);
  return {
    servers: list(environment["BOOST_SERVER"]),
    httpPort: read("BOOST_HTTP_PORT", whole(0, 65_535)),
    httpHost: environment["BOOST_HTTP_HOST"] || "0.0.0.0",
    logLevel: read("BOOST_LOG_LEVEL", z.enum(logLevels as LogLevel[], `should be one of ${logLevels.join(", ")}`)) ?? "info",
    shutdownGrace: read("BOOST_SHUTDOWN_GRACE", duration) ?? 25_000,
    concurrency: read("BOOST_CONCURRENCY", whole(1, 10_000)),
    attempts: read("BOOST_ATTEMPTS", whole(1, 1_000)),
    timeout: read("BOOST_TIMEOUT", duration),
  };
}

/** One sentence for each variable that looks like ours and is not: a typing error would otherwise change nothing in silence. */
export function unknownVariables(environment: Environment, servers: readonly string[]): string[] {
  const known = variables.flatMap(({ name }) =>
    name.includes("<SERVER>") ? servers.map((server) => name.replace("<SERVER>", inCapitals(server))) : [name],
  );
  const exact = new Set(known.filter((name) => !name.includes("<")));
  const prefixes = known.filter((name) => name.includes("<")).map((name) => name.slice(0, name.indexOf("<")));
  return Object.keys(environment)
    .filter((name) => name.startsWith("BOOST_") && !exact.has(name) && !prefixes.some((prefix) => name.startsWith(prefix)))
    .map((name) => {
      const near = closest(name, [...exact]);
      return `${name} is set but means nothing here${near === undefined ? "" : `; did you mean ${near}?`}`;
    });
}
