import { Ajv } from "ajv";
import formats from "ajv-formats";
import { jsonSchemaToZod } from "json-schema-to-zod";
import { z } from "zod";
import { compileSchema, runSchemas } from "./compile-schemas.ts";
import { loadSuite, type SuiteGroup } from "./suite.ts";
import { loadRemotes } from "./suite-document.ts";
import { suiteSchemas } from "./suite-schemas.ts";

type Judge = (value: unknown) => boolean;

interface Contestant {
  readonly name: string;
  /** Undefined where it refuses the schema; every test of the group counts as wrong then. */
  readonly judges: (groups: readonly SuiteGroup[]) => Promise<readonly (Judge | undefined)[]>;
}

function each(make: (schema: unknown) => Judge): Contestant["judges"] {
  return async (groups) =>
    groups.map(({ schema }) => {
      try {
        return make(schema);
      } catch {
        return undefined;
      }
    });
}

const contestants: readonly Contestant[] = [
  {
    name: "boost-gen",
    judges: async (groups) => {
      const { nodes } = await suiteSchemas(groups);
      const { validators, remove } = await runSchemas(nodes.map((node) => compileSchema(node)));
      await remove();
      return validators.map((validator) => (value) => validator.safeParse(value).success);
    },
  },
  {
    name: "ajv 8 (strict: false)",
    judges: each((schema) => {
      const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: true, ownProperties: true });
      formats.default(ajv);
      for (const [address, remote] of loadRemotes("draft7")) ajv.addSchema(remote as object, address);
      const validate = ajv.compile(schema as object);
      return (value) => validate(value) === true;
    }),
  },
  {
    name: "json-schema-to-zod 2",
    judges: each((schema) => {
      const expression = jsonSchemaToZod(schema as object, { module: "none", zodVersion: 4 } as object);
      const validator = new Function("z", `return ${expression}`)(z) as z.ZodType;
      return (value) => validator.safeParse(value).success;
    }),
  },
  {
    name: "z.fromJSONSchema (zod 4)",
    judges: each((schema) => {
      const validator = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0], { defaultTarget: "draft-7" });
      return (value) => validator.safeParse(value).success;
    }),
  },
];

/**
 * The official draft-07 suite, judged by us and by others, as the table of the README. "False accept": the suite says invalid, the
 * validator says valid.
 */
export async function suiteTable(): Promise<string> {
  const groups = loadSuite("draft7");
  const total = groups.reduce((count, group) => count + group.tests.length, 0);
  const rows = [`| Validator | of ${total} right | | false accepts |`, "|---|---:|---:|---:|"];
  for (const { name, judges } of contestants) {
    const all = await judges(groups);
    const outcomes = groups.flatMap((group, index) => group.tests.map(({ data, valid }) => ({ valid, got: verdict(all[index], data) })));
    const right = outcomes.filter(({ valid, got }) => got === valid).length;
    const accepted = outcomes.filter(({ valid, got }) => got === true && !valid).length;
    rows.push(`| ${name} | ${right} | ${((100 * right) / total).toFixed(1)} % | ${accepted} |`);
  }
  return [...rows, "", await refusedSentence(groups)].join("\n");
}

/** What the command line does not read of it, and why. */
async function refusedSentence(groups: readonly SuiteGroup[]): Promise<string> {
  const { refused } = await suiteSchemas(groups);
  const named = [...refused].filter(([, codes]) => codes.includes("key-proto")).map(([group]) => group);
  const remote = [...refused.keys()].filter((group) => !named.includes(group));
  const tests = (some: readonly SuiteGroup[]): number => some.reduce((count, group) => count + group.tests.length, 0);
  return `boost-gen reads the schemas as its command line does, \`$id\` and anchors included. It refuses ${refused.size} of the ${groups.length} groups, which a loader of the test's own reads: ${tests(remote)} tests refer to documents on the network, ${tests(named)} name a property \`__proto__\`.`;
}

function verdict(judge: Judge | undefined, value: unknown): boolean | undefined {
  try {
    return judge?.(value);
  } catch {
    return undefined;
  }
}
