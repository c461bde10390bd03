import { join } from "node:path";
import type { Route } from "boost-gen/tools";
import { type Diagnostic, visible } from "../../compiler/diagnostics/index.ts";
import { relativePath } from "../../compiler/output/relative-path.ts";
import type { ChangesView, ChangeView } from "../../studio/shared/changes.ts";
import { type ContractReading, readContract } from "../changes/read-contract.ts";
import { readRevision } from "../changes/read-revision.ts";
import { countChanges, findChanges, type LocatedChange, label, relocated, sentence, worst } from "../changes/report-changes.ts";
import { changeMeanings } from "../explain/meanings/changes.ts";
import { isOrigin } from "../reading-options.ts";
import { placeText } from "../try/specimens.ts";
import { type DocumentSource, type InRepository, located } from "./in-repository.ts";
import { refused } from "./refused.ts";
import { revisionsOf } from "./revisions.ts";

/** What `boost-gen diff git:<revision>:<document> <document>` says. Both are read when somebody asks: the file as it is then. */
export function changeRoutes(source: DocumentSource): readonly Route[] {
  return [
    { method: "GET", path: "revisions", answer: async () => await revisionsOf(await located(source)) },
    {
      method: "GET",
      path: "changes",
      answer: async ({ query }) => await compared(query.get("since") || "HEAD", await located(source)),
    },
  ];
}

async function compared(since: string, { document, reading, cwd, repository, path }: InRepository): Promise<ChangesView> {
  const name = relativePath(cwd, document);
  const now = await readContract(document, { ...reading, cwd });
  if (now.kind === "refused") return unreadable(`\`${name}\`, as it is now, has errors.`, now.diagnostics);
  const called = (file: string): string => (isOrigin(file) ? file : relativePath(cwd, join(repository, file)));
  const before = await readRevision<ContractReading | string>(
    { revision: since, path, cwd: repository, options: reading },
    { read: (reading) => reading, failed: (message) => message },
  );
  if (typeof before === "string") return await refused(before, 404);
  if (before.kind === "refused") {
    const diagnostics = before.diagnostics.map((one) => ({ ...one, place: { ...one.place, file: called(one.place.file) } }));
    return unreadable(`\`${name}\`, as \`${since}\` has it, has errors.`, diagnostics);
  }
  const changes = relocated(findChanges(before.read, now.read), (place) => ({ ...place, file: called(place.file) }));
  return { kind: "compared", since, count: countChanges(changes), changes: changes.map(changeView) };
}

function changeView(change: LocatedChange): ChangeView {
  const { code, subject, consumer, producer, before, after } = change;
  return {
    code,
    subject: visible(subject),
    label: label(change),
    worst: worst(change),
    consumer,
    producer,
    text: sentence(change),
    ...(before === undefined ? {} : { before: visible(placeText(before)) }),
    ...(after === undefined ? {} : { after: visible(placeText(after)) }),
    ...changeMeanings[code],
  };
}

function unreadable(text: string, diagnostics: readonly Diagnostic[]): ChangesView {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return {
    kind: "unreadable",
    sentence: text,
    errors: errors
      .slice(0, 100)
      .map(({ message, help, place }) => ({ text: [message, help].filter(Boolean).join(" "), place: visible(placeText(place)) })),
  };
}
