import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { type LocatedChange, sentence } from "../../src/cli/changes/report-changes.ts";
import { changeRoutes } from "../../src/cli/studio/change-routes.ts";
import type { ChangesView, RevisionsView } from "../../src/studio/shared/changes.ts";
import { git } from "../cli/git.ts";
import { root } from "../cli/program.ts";
import { typed } from "../cli/tools-setting.ts";
import { type Workspace, workspace } from "../compiler/output/workspace.ts";
import { type History, headersWith, history, ordersWith } from "./changing-document.ts";

const note = (type: string): string => `        note: { type: ${type} }\n`;
const gift = "        gift: { type: boolean }\n";

function sides({ code, subject, consumer, producer }: LocatedChange): object {
  return { code, subject, consumer, producer };
}

interface Asked {
  readonly revisions: () => Promise<RevisionsView>;
  readonly changes: (since: string) => Promise<ChangesView>;
}

function asked({ folder, path }: Pick<Workspace, "folder" | "path">, document = "specs/orders.yaml", cwd = folder): Asked {
  const routes = changeRoutes({ document: path(document), reading: { allowRef: [path("common")] }, cwd });
  const ask = async (name: string, query: { readonly [name: string]: string }): Promise<unknown> => {
    const route = routes.find((one) => one.path === name);
    assert.ok(route !== undefined && "answer" in route && route.method === "GET" && route.writes === undefined);
    return await route.answer({ query: new URLSearchParams(query), body: undefined, signal: new AbortController().signal });
  };
  return {
    revisions: async () => (await ask("revisions", {})) as RevisionsView,
    changes: async (since) => (await ask("changes", { since })) as ChangesView,
  };
}

async function compared(asking: Promise<ChangesView>): Promise<Extract<ChangesView, { kind: "compared" }>> {
  const answer = await asking;
  assert.ok(answer.kind === "compared", JSON.stringify(answer));
  return answer;
}

/** Three versions, all committed. */
function three(context: TestContext): History {
  const space = history(context);
  space.commit("one", note("string"), headersWith("string"));
  space.commit("two", note("integer"));
  space.commit("three", note("integer"), headersWith("integer"));
  space.write("other.txt", "of no concern");
  git(space.folder, "add", ".");
  git(space.folder, "commit", "-m", "four");
  return space;
}

describe("revisions of the document", () => {
  test("are the commits that touched it or what it refers to, newest first", async (context) => {
    const { document, commits } = await asked(three(context)).revisions();
    assert.equal(document, "specs/orders.yaml");
    assert.deepEqual(
      commits.map(({ subject }) => subject),
      ["three", "two", "one"],
    );
    for (const { hash, date } of commits) assert.ok(/^[0-9a-f]{7,}$/.test(hash) && !Number.isNaN(Date.parse(date)), `${hash} ${date}`);
  });

  test("are at most twenty, and a first line as long as a book is cut", async (context) => {
    const space = history(context);
    for (let number = 0; number < 22; number += 1)
      space.commit("x".repeat(5_000), note("string"), headersWith(`string, title: t${number}`));
    const { commits } = await asked(space).revisions();
    assert.equal(commits.length, 20);
    assert.equal(commits[0]?.subject.length, 301);
  });

  test("compare with the version before the last commit that changed it, where all is committed", async (context) => {
    const asking = asked(three(context));
    const { usual = "", why, commits } = await asking.revisions();
    assert.equal(usual, `${commits[0]?.hash}^`);
    assert.match(why, /the last commit that touched it changed/);
    const { changes } = await compared(asking.changes(usual));
    assert.deepEqual(
      changes.map(({ text }) => text),
      ["headers/trace: it was string, is integer"],
    );
  });

  for (const [what, change] of [
    ["the document", (space: History) => space.write("specs/orders.yaml", ordersWith(gift))],
    ["a file that it refers to", (space: History) => space.write("common/headers.yaml", headersWith("boolean"))],
    ["the document, which is gone", (space: History) => rmSync(space.path("specs/orders.yaml"))],
  ] as const)
    test(`compare with HEAD where ${what} is not committed`, async (context) => {
      const space = three(context);
      change(space);
      const { usual, why } = await asked(space).revisions();
      assert.deepEqual([usual, why], ["HEAD", "What is not committed yet."]);
    });

  test("line ends that git writes are no difference", async (context) => {
    const space = three(context);
    space.write("specs/orders.yaml", `\uFEFF${space.read("specs/orders.yaml").replaceAll("\n", "\r\n")}`);
    assert.match((await asked(space).revisions()).usual ?? "", /\^$/);
  });

  test("of one version, of none, of no commit at all: why is said", async (context) => {
    const space = history(context);
    space.write("specs/orders.yaml", ordersWith(note("string")));
    space.write("common/headers.yaml", headersWith("string"));
    assert.deepEqual(await asked(space).revisions(), {
      document: "specs/orders.yaml",
      commits: [],
      why: "The repository has no commit yet.",
    });
    git(space.folder, "commit", "--allow-empty", "-m", "empty");
    const none = await asked(space).revisions();
    assert.deepEqual([none.commits, none.usual], [[], undefined]);
    assert.match(none.why, /No commit of this branch has the document yet/);
    space.commit("one", note("string"));
    const one = await asked(space).revisions();
    assert.equal(one.usual, one.commits[0]?.hash);
    assert.match(one.why, /there is no older version/);
    assert.deepEqual((await compared(asked(space).changes(one.usual ?? ""))).changes, []);
  });

  test("names with brackets, stars and a colon first are names, not patterns", async (context) => {
    const space = history(context);
    space.commit("other", note("string"), headersWith("string"));
    for (const name of ["specs/[o]rders.yaml", "specs/*.yaml", "specs/:(top)x.yaml"]) {
      space.write(name, ordersWith(note("string")));
      git(space.folder, "add", ".");
      git(space.folder, "commit", "-m", `adds ${name}`);
      const { commits } = await asked(space, name).revisions();
      assert.deepEqual(
        commits.map(({ subject }) => subject),
        [`adds ${name}`, "other"],
      );
      assert.deepEqual((await compared(asked(space, name).changes("HEAD"))).changes, []);
    }
  });
});

describe("changes since a revision", () => {
  test("are what diff says, with what they mean for each side, and the places of both", async (context) => {
    const space = three(context);
    space.write("specs/orders.yaml", ordersWith(gift + note("boolean")));
    const { since, count, changes } = await compared(asked(space).changes("HEAD~3"));
    assert.deepEqual([since, count], ["HEAD~3", "2 breaking, 1 compatible"]);
    const words = ["diff", "git:HEAD~3:specs/orders.yaml", "specs/orders.yaml", "--allow-ref", "common", "--json"];
    const { out } = await typed(space.folder, words, {});
    const said: readonly LocatedChange[] = JSON.parse(out).changes;
    assert.deepEqual(
      changes.map(({ code, subject, text, consumer, producer }) => ({ code, subject, text, consumer, producer })),
      said.map((change) => ({ ...sides(change), text: sentence(change) })),
    );
    assert.deepEqual(
      changes.map(({ text, consumer, producer, before, after }) => [text, consumer, producer, before, after]),
      [
        ["/note: it was string, is boolean", "breaking", "breaking", "specs/orders.yaml:25:9", "specs/orders.yaml:26:9"],
        ["/gift: `gift` is new and optional", "compatible", "compatible", "specs/orders.yaml:23:7", "specs/orders.yaml:25:9"],
        ["headers/trace: it was string, is integer", "breaking", "breaking", "common/headers.yaml:4:5", "common/headers.yaml:4:5"],
      ],
    );
    const [first] = changes;
    assert.equal(first?.means, "A value has another type.");
    assert.match(first?.mend ?? "", /Both sides would have to change at once/);
  });

  test("are there wherever the studio was started, and through a link to the folder", async (context) => {
    const space = three(context);
    const elsewhere = workspace(context);
    symlinkSync(space.path("specs"), elsewhere.path("linked"));
    mkdirSync(elsewhere.path("below"));
    const places = async (asking: Asked) => (await compared(asking.changes("HEAD~3"))).changes.map(({ before }) => before);
    assert.deepEqual(await places(asked(space, "specs/orders.yaml", space.path("specs"))), [
      "orders.yaml:25:9",
      "../common/headers.yaml:4:5",
    ]);
    const reading = { allowRef: [space.path("common")] };
    const [, route] = changeRoutes({ document: elsewhere.path("linked/orders.yaml"), reading, cwd: elsewhere.path("below") });
    assert.ok(route !== undefined && "answer" in route);
    const answer = route.answer({ query: new URLSearchParams({ since: "HEAD~3" }), body: undefined, signal: new AbortController().signal });
    const { changes } = await compared(answer as Promise<ChangesView>);
    for (const { before = "" } of changes) assert.match(before, /^\.\.\/\.\.\/[^/]+\/(?:specs\/orders|common\/headers)\.yaml:\d+:\d+$/);
  });

  test("of Avro schemas and their registry are among them", async (context) => {
    const space = workspace(context);
    const [document, schema] = ["specs/payments.yaml", "specs/payments/payment-received.avsc"];
    for (const file of [document, schema]) space.write(file, readFileSync(join(root, file), "utf8"));
    git(space.folder, "init");
    git(space.folder, "add", ".");
    git(space.folder, "commit", "-m", "one");
    space.write(document, space.read(document).replace("http://localhost:8081", "http://registry:8081"));
    space.write(
      schema,
      space.read(schema).replace('["EUR", "CHF"]', '["EUR"]').replace('"account", "type": "string"', '"account", "type": "int"'),
    );
    const { changes } = await compared(asked(space, document).changes("HEAD"));
    assert.deepEqual(
      changes.map(({ code, worst, after }) => [code, worst, after?.replace(/:\d+:\d+$/, "")]),
      [
        ["avro-breaks-both", "breaking", document],
        ["avro-breaks-producers", "breaking", document],
        ["registry-moved", "breaking", document],
      ],
    );
  });

  test("of a revision that cannot be had: a sentence each", async (context) => {
    const space = history(context);
    git(space.folder, "commit", "--allow-empty", "-m", "empty");
    space.commit("one", note("string"), headersWith("string"));
    const { changes } = asked(space);
    for (const [since, sentence] of [
      ["nowhere", /^git knows no revision `nowhere`; a shallow clone has the last ones only\.$/],
      ["HEAD~1", /`specs\/orders\.yaml` of `HEAD~1`: it is not there; it did not exist then, or had another name\.$/],
      ["--output=stolen", /^`--output=stolen` is not a revision\.$/],
      ["-h", /^`-h` is not a revision\.$/],
      ["HEAD\nHEAD:other.txt", /its name has a line break/],
      ["$(touch stolen)", /git knows no revision/],
      ["HEAD; touch stolen", /git knows no revision/],
      ["`touch stolen`", /git knows no revision/],
    ] as const)
      await assert.rejects(changes(since), { name: "Refused", message: sentence }, since);
    assert.deepEqual(
      Object.keys(space.snapshot()).filter((name) => !name.startsWith(".git/")),
      ["common/headers.yaml", "specs/orders.yaml"],
    );
  });

  test("with errors on either side: which of them, and where", async (context) => {
    const space = history(context);
    space.commit("broken", note("sting"), headersWith("string"));
    space.commit("mended", note("string"));
    const old = await asked(space).changes("HEAD~1");
    assert.ok(old.kind === "unreadable");
    assert.equal(old.sentence, "`specs/orders.yaml`, as `HEAD~1` has it, has errors.");
    assert.match(old.errors[0]?.text ?? "", /Did you mean `string`/);
    assert.equal(old.errors[0]?.place, "specs/orders.yaml:25:23");
    space.write("specs/orders.yaml", ordersWith(note("sting")));
    const now = await asked(space).changes("HEAD");
    assert.ok(now.kind === "unreadable");
    assert.equal(now.sentence, "`specs/orders.yaml`, as it is now, has errors.");
    rmSync(space.path("specs/orders.yaml"));
    const gone = await asked(space).changes("HEAD");
    assert.ok(gone.kind === "unreadable" && /orders\.yaml/.test(gone.errors[0]?.text ?? ""));
  });

  test("without a repository, or without git: a sentence", async (context) => {
    const space = workspace(context);
    space.write("specs/orders.yaml", ordersWith(note("string")));
    const { revisions, changes } = asked(space);
    const refusal = /^`specs\/orders\.yaml` is in no git repository that can be asked: not a git repository/;
    await assert.rejects(revisions(), { name: "Refused", message: refusal });
    await assert.rejects(changes("HEAD"), { name: "Refused", message: refusal });
    const { PATH } = process.env;
    context.after(() => {
      process.env["PATH"] = PATH;
    });
    process.env["PATH"] = space.folder;
    await assert.rejects(revisions(), { name: "Refused", message: /that can be asked: git is not installed, or not where PATH leads$/ });
  });
});
