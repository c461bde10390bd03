import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { ownTemporaryFolder } from "../own-temporary-folder.ts";
import { git } from "./git.ts";
import { type Session, session } from "./session.ts";

const document = (payload: string, extra = ""): string => `asyncapi: 3.0.0
info: { title: Orders, version: 1.0.0 }
channels:
  orders:
    address: orders
    messages:
      created:
        name: Created
        payload: { $ref: "#/components/schemas/Order" }
        headers: { $ref: "./headers.yaml#/Headers" }
operations:
  onOrder:
    action: receive
    channel: { $ref: "#/channels/orders" }
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: { type: string }
${payload}${extra}`;
const headers = (trace = "string"): string => `Headers:\n  type: object\n  properties:\n    trace: { type: ${trace} }\n`;

/** The real compiler, in a folder with a document of two files. */
function project(context: TestContext): Session {
  const space = session(context, commands);
  space.write("specs/specs.yaml", document("        note: { type: string }\n"));
  space.write("specs/headers.yaml", headers());
  return space;
}

const grown = document("        gift: { type: boolean }\n        note: { type: integer }\n");

describe("changes since the last run", () => {
  test("are printed with both places, once", async (context) => {
    const space = project(context);
    assert.equal((await space.type("specs/specs.yaml")).err, "");
    space.write("specs/specs.yaml", grown);
    const { out } = await space.type("specs/specs.yaml");
    assert.match(
      out,
      /\n\nSince the last run: 1 breaking, 1 compatible\n {2}message Created\n {4}breaking {4}\/note: it was string, is integer {2}specs\/specs.yaml:23:9 \(was line 22\)\n {4}compatible {2}\/gift: `gift` is new and optional {2}specs\/specs.yaml:22:9 \(was line 20\)\n/,
    );
    assert.doesNotMatch((await space.type("specs/specs.yaml")).out, /Since/);
  });

  test("are told once, also while a handler file still asks for a member", async (context) => {
    const space = project(context);
    await space.type("specs/specs.yaml");
    space.write("handlers/on-order.ts", "export const onOrder = ;\n");
    space.write("specs/specs.yaml", grown);
    const [first, second] = [await space.type("specs/specs.yaml"), await space.type("specs/specs.yaml")];
    assert.match(first.out, /left alone: it has a syntax error[^]*Since the last run: 1 breaking/);
    assert.match(second.out, /left alone: it has a syntax error/);
    assert.doesNotMatch(second.out, /Since/);
  });

  test("in a file that the document refers to are found there", async (context) => {
    const space = project(context);
    await space.type("specs/specs.yaml");
    space.write("specs/headers.yaml", headers("integer"));
    assert.match((await space.type("specs/specs.yaml")).out, /headers\/trace: it was string, is integer {2}specs\/headers.yaml:4:5\n/);
  });

  test("are in the JSON report, and are compared for a check too", async (context) => {
    const space = project(context);
    await space.type("specs/specs.yaml");
    space.write("specs/specs.yaml", grown);
    const { out } = await space.type("specs/specs.yaml --check --json");
    const [{ since }] = JSON.parse(out).documents;
    assert.equal(since.since, "the last run");
    assert.deepEqual(
      since.changes.map(({ code, path, consumer, producer, before, after }: { [key: string]: { line: number } }) => [
        code,
        path,
        consumer,
        producer,
        before?.line,
        after?.line,
      ]),
      [
        ["type-changed", "/note", "breaking", "breaking", 22, 23],
        ["property-added", "/gift", "compatible", "compatible", 20, 22],
      ],
    );
  });

  test("in a fresh checkout are those since the last commit", async (context) => {
    const space = project(context);
    git(space.folder, "init");
    await space.type("specs/specs.yaml");
    git(space.folder, "add", ".");
    assert.equal(execFileSync("git", ["ls-files", "generated/.boost-gen"], { cwd: space.folder, encoding: "utf8" }), "");
    git(space.folder, "commit", "-m", "x");
    rmSync(space.path("generated/.boost-gen"), { recursive: true });
    space.write("specs/specs.yaml", grown);
    assert.match((await space.type("specs/specs.yaml")).out, /Since the last commit: 1 breaking, 1 compatible\n/);
  });

  test("are not told from copies that a killed run left beside an older record", async (context) => {
    const space = project(context);
    git(space.folder, "init");
    await space.type("specs/specs.yaml");
    git(space.folder, "add", ".");
    git(space.folder, "commit", "-m", "x");
    space.write("specs/specs.yaml", grown);
    // Killed between the two: the copies are already those of the new document.
    space.write("generated/.boost-gen/inputs/specs.yaml", grown);
    assert.match((await space.type("specs/specs.yaml")).out, /Since the last commit: 1 breaking, 1 compatible\n/);
  });

  test("without a last run or a commit there is nothing to say", async (context) => {
    const space = project(context);
    await space.type("specs/specs.yaml");
    rmSync(space.path("generated/.boost-gen"), { recursive: true });
    space.write("specs/specs.yaml", grown);
    assert.doesNotMatch((await space.type("specs/specs.yaml")).out, /Since/);
  });
});

describe("boost-gen diff", () => {
  test("two files", async (context) => {
    const space = project(context);
    space.write("specs/new.yaml", grown);
    const { code, out } = await space.type("diff specs/specs.yaml specs/new.yaml");
    assert.equal(code, 0);
    assert.match(
      out,
      /^1 breaking, 1 compatible\n {2}message Created\n {4}breaking .* specs\/new.yaml:23:9 \(was specs\/specs.yaml:22:9\)\n/,
    );
    assert.equal((await space.type("diff specs/specs.yaml specs/specs.yaml")).out, "No difference that matters.\n");
  });

  for (const [effect, code] of [
    ["breaking", 1],
    ["compatible", 1],
    ["cosmetic", 1],
  ] as const) {
    test(`--fail-on ${effect}`, async (context) => {
      const space = project(context);
      space.write("specs/new.yaml", grown);
      assert.equal((await space.type(`diff specs/specs.yaml specs/new.yaml --fail-on ${effect}`)).code, code);
      space.write("specs/new.yaml", document("        note: { type: string, description: New. }\n"));
      assert.equal((await space.type(`diff specs/specs.yaml specs/new.yaml --fail-on ${effect}`)).code, effect === "cosmetic" ? 1 : 0);
    });
  }

  test("git:REV:path, with the files that it refers to as they were", async (context) => {
    const space = project(context);
    git(space.folder, "init");
    git(space.folder, "add", ".");
    git(space.folder, "commit", "-m", "x");
    space.write("specs/specs.yaml", grown);
    space.write("specs/headers.yaml", headers("integer"));
    const { out, err } = await space.type("diff git:HEAD:specs/specs.yaml specs/specs.yaml --json");
    assert.equal(err, "");
    assert.deepEqual(
      JSON.parse(out).changes.map(({ code }: { code: string }) => code),
      ["type-changed", "property-added", "type-changed"],
    );
  });

  test("git:REV:path, with a reference to a folder and one to something in it: a sentence, and nothing is left", async (context) => {
    const space = project(context);
    space.write("specs/parts/order.yaml", "type: object\n");
    space.write(
      "specs/specs.yaml",
      document("        a: { $ref: ./parts }\n        b: { $ref: ./parts/order.yaml }\n        c: { $ref: ./%zz }\n"),
    );
    git(space.folder, "init");
    git(space.folder, "add", ".");
    git(space.folder, "commit", "-m", "x");
    const temporary = ownTemporaryFolder(context);
    const { code, err } = await space.type("diff git:HEAD:specs/specs.yaml specs/specs.yaml");
    assert.equal(code, 2);
    assert.match(err, /parts[^]* is (?:a folder|not a (?:regular )?file)/);
    const folder = await space.type("diff git:HEAD:specs specs/specs.yaml");
    assert.deepEqual([folder.code, folder.err.split("\n")[0]], [2, "error: `specs` of `HEAD` is a folder; name the document in it."]);
    const revision = await space.type("diff git:nowhere:specs/specs.yaml specs/specs.yaml");
    assert.deepEqual([revision.code, /git knows no revision `nowhere`/.test(revision.err)], [2, true]);
    assert.deepEqual(readdirSync(temporary), []);
  });

  test("git:REV:path through links, of a revision that is a time, with references that have spaces", async (context) => {
    const space = project(context);
    mkdirSync(join(space.folder, "specs/all parts"));
    symlinkSync("all parts", join(space.folder, "specs/linked"));
    symlinkSync("specs.yaml", join(space.folder, "specs/link.yaml"));
    for (const name of ["a b", "c d", "e f"]) space.write(`specs/all parts/${name}.yaml`, "type: object\n");
    space.write(
      "specs/specs.yaml",
      document(
        "        a: { $ref: './all parts/a b.yaml' }\n        b: { $ref: \"linked/c%20d.yaml\" }\n        c:\n          $ref: all parts/e f.yaml\n",
      ),
    );
    git(space.folder, "init");
    git(space.folder, "add", ".");
    git(space.folder, "commit", "-m", "x");
    for (const revision of ["HEAD", "HEAD@{0}", "HEAD@{2100-01-01 10:00:00}", "HEAD^{/x}", "HEAD^{}"]) {
      const { code, out, err } = await space.type(["diff", `git:${revision}:specs/link.yaml`, "specs/specs.yaml"]);
      assert.deepEqual([code, err, out], [0, "", "No difference that matters.\n"], revision);
    }
  });

  test("git:… that is no revision and path, a link out of the repository, a pointer of Git LFS, no git: a sentence each", async (context) => {
    const space = project(context);
    symlinkSync("/etc/passwd", join(space.folder, "out.yaml"));
    space.write("large.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
    git(space.folder, "init");
    git(space.folder, "add", ".");
    git(space.folder, "commit", "-m", "x");
    for (const [word, sentence] of [
      ["git:", /write git:REV:path/],
      ["git:HEAD~1:", /write git:REV:path/],
      ["git::x", /write git:REV:path/],
      ["git:HEAD", /write git:REV:path/],
      ["git:HEAD~1:specs/specs.yaml", /git knows no revision `HEAD~1`/],
      ["git:HEAD:none.yaml", /`none.yaml` of `HEAD`: it is not there/],
      ["git:HEAD:out.yaml", /a link that leads to nothing in that revision/],
      ["git:HEAD:large.yaml", /large.yaml: error: The file is a pointer of Git LFS/],
    ] as const) {
      const { code, out, err } = await space.type(["diff", word, "specs/specs.yaml"]);
      assert.deepEqual([code, out], [2, ""], word);
      assert.match(err, sentence);
    }
    const path = process.env["PATH"];
    process.env["PATH"] = "/nowhere";
    context.after(() => (process.env["PATH"] = path));
    assert.match((await space.type("diff git:HEAD:specs/specs.yaml specs/specs.yaml")).err, /git is not installed/);
  });

  test("reads both documents as the configuration has them read: role, allowed folders, no handlers", async (context) => {
    const space = project(context);
    const outside = document("").replace('"./headers.yaml#/Headers"', '"../common/headers.yaml#/Headers"');
    space.write("specs/specs.yaml", outside);
    space.write("common/headers.yaml", headers());
    assert.equal((await space.type("diff specs/specs.yaml specs/specs.yaml")).code, 2);
    git(space.folder, "init");
    git(space.folder, "add", ".");
    git(space.folder, "commit", "-m", "x");
    const entry = { document: "specs/specs.yaml", allowRef: ["common"], as: "client" };
    const configure = (more: object): void => space.write("boost-gen.config.json", JSON.stringify({ documents: [{ ...entry, ...more }] }));
    configure({});
    // As a client we send what the service receives, so its options are nothing to us: only the role tells.
    space.write("specs/specs.yaml", outside.replace("action: receive", "action: receive\n    x-boost: { concurrency: 3 }"));
    for (const old of ["git:HEAD:specs/specs.yaml", "specs/old.yaml"]) {
      space.write("specs/old.yaml", outside);
      const { out, err, code } = await space.type(`diff ${old} specs/specs.yaml`);
      assert.deepEqual([out, err, code], ["No difference that matters.\n", "", 0], old);
      assert.match((await space.type(`diff ${old} specs/specs.yaml --as application`)).out, /consumed in another way/);
    }
    configure({ as: "application", handlers: false });
    assert.equal((await space.type("diff git:HEAD:specs/specs.yaml specs/specs.yaml")).out, "No difference that matters.\n");
    assert.equal((await space.type("specs/specs.yaml --out made")).code, 0);
    space.write("specs/specs.yaml", outside);
    assert.doesNotMatch((await space.type("specs/specs.yaml --out made")).out, /Since the last run/);
    space.write("boost-gen.config.json", "{}");
    assert.match((await space.type("diff specs/old.yaml specs/specs.yaml")).err, /boost-gen.config.json.*`documents` must be a list/);
  });

  test("what cannot be read is said, exit 2", async (context) => {
    const space = project(context);
    assert.match(
      (await space.type("diff git:HEAD:specs/specs.yaml specs/specs.yaml")).err,
      /git cannot show `specs\/specs.yaml` of `HEAD`: fatal: not a git repository/,
    );
    assert.match((await space.type("diff git:--output=x:specs/specs.yaml specs/specs.yaml")).err, /`--output=x` is not a revision/);
    assert.match((await space.type("diff git:HEAD:../x.yaml specs/specs.yaml")).err, /must be below the working folder/);
    const missing = await space.type("diff specs/none.yaml specs/specs.yaml");
    assert.deepEqual([missing.code, /specs\/none.yaml: error: /.test(missing.err)], [2, true]);
  });
});
