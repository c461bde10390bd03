import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { formatNames } from "../../../src/options/formats.ts";
import { formats } from "../../../src/runtime/schema/formats/index.ts";
import { parseAs, parseOutgoing } from "../../../src/runtime/schema/formats/mode.ts";
import { skipWithout } from "../../shared-inputs.ts";
import { compileSchema, runSchemas } from "./compile-schemas.ts";
import { plainDocument } from "./plain-node.ts";
import { scoreFormats } from "./suite-formats.ts";

test(
  "each format is at least as right as in ajv-formats on the suite's optional tests",
  skipWithout("json-schema-test-suite"),
  async (context) => {
    const scores = await scoreFormats();
    assert.ok(scores.length >= 11, JSON.stringify(scores));
    for (const { format, tests, ours, ajv } of scores) {
      assert.ok(ours >= ajv, `${format}: ${ours} of ${tests}, ajv-formats ${ajv}`);
      context.diagnostic(`${format}: ${ours} of ${tests}, ajv-formats ${ajv}`);
    }
  },
);

describe("what the suite does not ask", () => {
  const cases: readonly {
    readonly format: keyof typeof formats;
    readonly valid: readonly string[];
    readonly invalid: readonly string[];
  }[] = [
    {
      format: "duration",
      valid: ["P4DT12H30M5S", "P1Y", "PT0S", "P2W", "P1Y1D", "PT36H"],
      invalid: ["", "P", "PT", "P1YT", "4D", "P1D2H", "P1Y2W", "P2S", "PT1D", "P١Y", "-P1D", "P1.5D"],
    },
    {
      format: "uuid",
      valid: ["2eb8aa08-aa98-11ea-b4aa-73b441d16380", "00000000-0000-0000-0000-000000000000", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"],
      invalid: [
        "2eb8aa08aa9811eab4aa73b441d16380",
        "urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380",
        "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
        "2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
      ],
    },
    {
      format: "date",
      valid: ["2000-02-29", "2024-02-29"],
      invalid: ["1900-02-29", "2023-02-29", "2023-04-31", "2023-00-01", "2023-1-1", "2023-01-01\n"],
    },
    {
      format: "date-time",
      valid: ["2023-01-01T00:00:00Z", "2016-12-31T18:59:60-05:00"],
      invalid: ["2023-01-01 00:00:00Z", "2023-01-01T00:00:00", "2023-01-01T12:00:60Z"],
    },
    {
      format: "email",
      valid: ["a@localhost", '"a b"@example.com', "a+b@example.com", "a@[IPv6:::1]"],
      invalid: ["@example.com", "a@", "a..b@example.com", "a@b@c", `${"a".repeat(65)}@example.com`],
    },
    {
      format: "ipv6",
      valid: ["::", "1::", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8"],
      invalid: [":", "1:::2", "1.2.3.4::", "::1%eth0", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8"],
    },
    {
      format: "uri",
      valid: ["urn:isbn:1", "http://[::1]:80/a?b#c", "mailto:a@b"],
      invalid: ["a/b", "http://[::1", "http://a:b", "http://a/%zz", "1a:b"],
    },
    { format: "uri-reference", valid: ["", "a/b", "?q", "#f", "//host/x", "./a:b"], invalid: ["a b", "1a:b", "\\\\host"] },
    { format: "json-pointer", valid: ["", "/", "/a~0b~1"], invalid: ["a", "/~", "/~2"] },
    { format: "regex", valid: ["^a$", "\\p{L}+"], invalid: ["(", "\\Z", "a{2,1}"] },
  ];
  for (const { format, valid, invalid } of cases) {
    test(format, () => {
      assert.deepEqual(
        valid.filter((text) => !formats[format](text)),
        [],
        "refused",
      );
      assert.deepEqual(
        invalid.filter((text) => formats[format](text)),
        [],
        "accepted",
      );
    });
  }
});

test("a text made for it keeps no format busy: a tenfold length takes no hundredfold time", () => {
  const parts = [
    "a",
    "1",
    "P1",
    "a.",
    "a:",
    "%41",
    '"\\a',
    "xn--a",
    "/~0",
    "(",
    "a-",
    "http://[",
    "http://@:",
    "1:",
    "a@",
    "0001-01-01T00:00:00.",
  ];
  for (const name of formatNames) {
    for (const part of parts) {
      const took = (count: number): number => {
        // Of the processor: what others run meanwhile does not count.
        const start = process.cpuUsage();
        formats[name](`${part.repeat(count)}!`);
        return process.cpuUsage(start).user / 1_000;
      };
      const [short, long] = [Math.min(took(2_000), took(2_000), took(2_000)), Math.min(took(20_000), took(20_000), took(20_000))];
      assert.ok(long < 250 || long < short * 60, `${name} of ${part}: ${short.toFixed(1)} ms, ${long.toFixed(1)} ms`);
    }
  }
});

describe("whether a format counts", () => {
  const email = { type: "string", format: "email" };
  const compiled = async (formats: "annotate" | "assert", schema: unknown) => {
    const { validators, remove } = await runSchemas([compileSchema(plainDocument(schema), { formats })]);
    await remove();
    return validators[0] ?? assert.fail();
  };
  test("is what the document says, unless the message or its channel says otherwise", async () => {
    const [annotated, asserted] = [await compiled("annotate", email), await compiled("assert", email)];
    const verdicts = [annotated, asserted].map((validator) =>
      ([undefined, "annotate", "assert"] as const).map((mode) => parseAs(mode, validator, "nobody").success),
    );
    assert.deepEqual(verdicts, [
      [true, true, false],
      [false, true, false],
    ]);
    assert.equal(annotated.safeParse("nobody").success, true, "and is forgotten afterwards");
  });
  test("in what we publish it always does, and what a receiver would refuse is refused as well", async () => {
    const validator = await compiled("annotate", email);
    assert.deepEqual(
      [parseOutgoing(undefined, validator, "nobody").success, parseOutgoing(undefined, validator, "a@b.c").success],
      [false, true],
    );
    const either = await compiled("annotate", { oneOf: [email, { type: "string", format: "uuid" }] });
    assert.equal(parseOutgoing("assert", either, "a@b.c").success, true);
    assert.equal(parseOutgoing("annotate", either, "a@b.c").success, false, "for whom formats are remarks, both fit");
  });
  test("a format that is not known, and that of a number, are remarks everywhere", async () => {
    const validator = await compiled("assert", {
      properties: { a: { type: "string", format: "colour" }, b: { type: "integer", format: "int32" } },
    });
    assert.equal(validator.safeParse({ a: "?", b: 2 ** 40 }).success, true);
  });
  test("the complaint names the format", async () => {
    const result = (await compiled("assert", email)).safeParse("nobody");
    assert.deepEqual(result.success ? [] : result.error.issues.map(({ code, message }) => [code, message]), [
      ["invalid_format", "Not a valid email"],
    ]);
  });
});
