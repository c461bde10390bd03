import { readFileSync } from "node:fs";
import { z } from "zod";
import { consumeOptions } from "../../options/consume.ts";
import { longestTimer } from "../../options/duration.ts";
import { judgeText, type PlainKind, wanted } from "../../options/judge.ts";
import { mergeOptions } from "../../options/merge.ts";
import type { OperationOptions } from "../../options/options.generated.ts";
import { sentence } from "../ground/errors.ts";
import { type LogLevel, logFormats, logLevels } from "../ground/log.ts";
import { closest } from "./closest.ts";
import { maskedFields, wantedFields } from "./masked-fields.ts";
import { type Environment, inCapitals, overridable, variables } from "./variables.ts";

/** What the environment says about the process as a whole. */
export interface ProcessConfiguration {
  readonly servers: readonly string[];
  readonly httpPort: number | undefined;
  readonly httpHost: string;
  /** Text of the document that the port shows. */
  readonly httpDocument: string | undefined;
  readonly studioPort: number | undefined;
  readonly studioHost: string;
  /** Dead letters may be replayed and dropped there. */
  readonly studioWrite: boolean;
  /** Payload fields that the studio does not show. */
  readonly studioMask: readonly string[];
  /** Temporal's own page, without a slash at the end. */
  readonly temporalUi: string | undefined;
  /** Of that page's links. */
  readonly namespace: string;
  /** Absent: what suits the output. */
  readonly logFormat: (typeof logFormats)[number] | undefined;
  readonly logLevel: LogLevel;
  /** Milliseconds. */
  readonly shutdownGrace: number;
  /** Over those of the document and of code, for every subscription. */
  readonly options: OperationOptions;
}

/** Collects one sentence per mistake, so that all are seen at once. */
export class Problems {
  readonly list: string[] = [];
  add(problem: string): undefined {
    this.list.push(problem);
    return undefined;
  }
}

/** Of a kind that an option may have; a duration may be a bare number of milliseconds. */
const plain = <Value extends string | number | boolean>(kind: PlainKind): z.ZodType<Value> =>
  z.string().transform((text, context) => {
    const value = judgeText(kind, text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: `should be ${wanted(kind, "environment")}` });
    return z.NEVER;
  }) as never;

export const flag: z.ZodType<boolean> = z.enum(["true", "false"], "should be true or false").transform((text) => text === "true") as never;

const webPage: z.ZodType<string> = z
  .string()
  .refine(
    (text) => /^https?:\/\/[^\s/]/.test(text) && URL.canParse(text),
    "should be the address of Temporal's page, as http://localhost:8233",
  );

const fields: z.ZodType<readonly string[]> = z.string().transform((text, context) => {
  const names = maskedFields(text);
  if (names !== undefined) return names;
  context.addIssue({ code: "custom", message: `should be ${wantedFields}` });
  return z.NEVER;
}) as never;

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
    httpPort: read("BOOST_HTTP_PORT", plain<number>({ kind: "integer", least: 0, most: 65_535 })),
    httpHost: environment["BOOST_HTTP_HOST"] || "0.0.0.0",
    httpDocument: documentOf(environment["BOOST_HTTP_DOCUMENT"], problems),
    studioPort: read("BOOST_STUDIO_PORT", plain<number>({ kind: "integer", least: 0, most: 65_535 })),
    studioHost: environment["BOOST_STUDIO_HOST"] || "127.0.0.1",
    studioWrite: read("BOOST_STUDIO_WRITE", flag) ?? false,
    studioMask: read("BOOST_STUDIO_MASK", fields) ?? [],
    temporalUi: read("BOOST_TEMPORAL_UI_URL", webPage)?.replace(/\/+$/, ""),
    namespace: environment["TEMPORAL_NAMESPACE"] || "default",
    logFormat: read("BOOST_LOG_FORMAT", z.enum(logFormats, `should be ${logFormats.join(" or ")}`)),
    logLevel: read("BOOST_LOG_LEVEL", z.enum(logLevels as LogLevel[], `should be one of ${logLevels.join(", ")}`)) ?? "info",
    shutdownGrace: read("BOOST_SHUTDOWN_GRACE", plain<number>({ kind: "duration", least: 1, most: longestTimer })) ?? 25_000,
    options: mergeOptions(
      consumeOptions,
      overridable.flatMap(({ name, path, option }) => {
        const value = read(name, plain(option));
        return value === undefined ? [] : [path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as OperationOptions];
      }),
    ),
  };
}

/** Read once, so that what is served is what the process began with. */
function documentOf(path: string | undefined, problems: Problems): string | undefined {
  if (path === undefined || path === "") return undefined;
  try {
    const text = readFileSync(path, "utf8");
    const document: unknown = JSON.parse(text);
    if (typeof document === "object" && document !== null && "asyncapi" in document) return text;
    return problems.add(`BOOST_HTTP_DOCUMENT is "${path}", which is no AsyncAPI document`);
  } catch (error) {
    return problems.add(`BOOST_HTTP_DOCUMENT is "${path}", which cannot be read as JSON: ${sentence(error)}`);
  }
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
