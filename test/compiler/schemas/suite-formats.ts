import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import { formatNames } from "../../../src/options/formats.ts";
import { compileSchema, runSchemas } from "./compile-schemas.ts";
import { plainDocument } from "./plain-node.ts";
import { loadSuite } from "./suite.ts";

/** How many of the suite's optional tests of one format each judge gets right. */
export interface FormatScore {
  readonly format: string;
  readonly tests: number;
  readonly ours: number;
  readonly ajv: number;
}

/** The formats of draft-07's optional tests that `formats: assert` checks, judged by us and by ajv-formats. */
export async function scoreFormats(): Promise<readonly FormatScore[]> {
  const groups = loadSuite("draft7/optional/format").filter(({ schema }) => formatNames.some((name) => name === formatOf(schema)));
  const { validators, remove } = await runSchemas(groups.map(({ schema }) => compileSchema(plainDocument(schema), { formats: "assert" })));
  await remove();
  const scores = new Map<string, FormatScore>();
  for (const [index, { schema, tests }] of groups.entries()) {
    const ajv = new Ajv({ strict: false });
    ajvFormats.default(ajv);
    const theirs = ajv.compile(schema as object);
    const validator = validators[index];
    if (validator === undefined) throw new Error(`no validator for ${JSON.stringify(schema)}`);
    const format = formatOf(schema);
    const before = scores.get(format) ?? { format, tests: 0, ours: 0, ajv: 0 };
    scores.set(format, {
      format,
      tests: before.tests + tests.length,
      ours: before.ours + tests.filter(({ data, valid }) => validator.safeParse(data).success === valid).length,
      ajv: before.ajv + tests.filter(({ data, valid }) => theirs(data) === valid).length,
    });
  }
  return [...scores.values()];
}

function formatOf(schema: unknown): string {
  return String((schema as { readonly format?: unknown }).format);
}

export function formatsTable(scores: readonly FormatScore[]): string {
  const total = (of: "tests" | "ours" | "ajv"): number => scores.reduce((sum, score) => sum + score[of], 0);
  const share = (right: number): string => `${((100 * right) / total("tests")).toFixed(1)} %`;
  return [
    `| With \`formats: assert\` | of ${total("tests")} optional tests of formats right | |`,
    "|---|---:|---:|",
    `| boost-gen | ${total("ours")} | ${share(total("ours"))} |`,
    `| ajv-formats 3 | ${total("ajv")} | ${share(total("ajv"))} |`,
  ].join("\n");
}
