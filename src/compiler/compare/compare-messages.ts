import type { Message } from "../model/index.ts";
import { compareAvro } from "./avro/compare-avro.ts";
import { type Comparison, compareBindings, compareWords } from "./comparison.ts";
import { pairUp } from "./pair-up.ts";
import { compareSchemas } from "./schemas/compare-schemas.ts";
import type { Spot } from "./schemas/walk.ts";

/** Messages that both documents have, under whatever name. Which ones come and go is a matter of operations and channels. */
export function compareMessages(comparison: Comparison): void {
  const { before, after, fingerprint, renamedMessages, report } = comparison;
  const likeness = (message: Message, side: "before" | "after"): string =>
    fingerprint([message.payload, message.headers ?? null, message.contentType], side);
  const moved = movedMessages(before.messages, after.messages, likeness);
  const others = (messages: readonly Message[], index: 0 | 1): readonly Message[] =>
    messages.filter((message) => !moved.some((pair) => pair[index] === message));
  const { kept, renamed, removed } = pairUp(others(before.messages, 0), others(after.messages, 1), {
    nameOf: (message) => message.name,
    likeness,
  });
  for (const [old, now] of moved) {
    renamedMessages.set(old.name, now.name);
    report(
      "message-moved",
      { what: "message", before: old.name, after: now.name },
      { subject: `message ${now.name}`, before: old.id, after: now.id },
    );
  }
  // Its name is another message's now.
  for (const { name } of removed) if (moved.some(([, now]) => now.name === name)) renamedMessages.set(name, `${name} of before`);
  for (const [old, now] of renamed) {
    renamedMessages.set(old.name, now.name);
    report(
      "message-renamed",
      { what: "message", before: old.name, after: now.name },
      { subject: `message ${now.name}`, before: old.id, after: now.id },
    );
  }
  for (const [old, now] of [...kept, ...renamed, ...moved]) compareMessage(old, now, comparison);
}

/** Messages that nothing but their place names, and whose place is another: the name that each had belongs to its neighbour or to nobody. */
function movedMessages(
  before: readonly Message[],
  after: readonly Message[],
  likeness: (message: Message, side: "before" | "after") => string,
): readonly (readonly [Message, Message])[] {
  const [old, now] = [before, after].map((messages) => messages.filter(({ isNamedByPlace }) => isNamedByPlace === true));
  const likenessesNow = new Map((now ?? []).map((message) => [message, likeness(message, "after")]));
  return (old ?? []).flatMap((message): (readonly [Message, Message])[] => {
    const wanted = likeness(message, "before");
    const alike = [...likenessesNow].filter(([, found]) => found === wanted).map(([found]) => found);
    const [only, second] = alike;
    return only === undefined || second !== undefined || only.name === message.name ? [] : [[message, only]];
  });
}

function compareMessage(old: Message, now: Message, comparison: Comparison): void {
  const { report, fingerprint } = comparison;
  const at = { subject: `message ${now.name}`, before: old.id, after: now.id };
  if (old.contentType !== now.contentType)
    report("content-type-changed", { what: "the content type", before: `\`${old.contentType}\``, after: `\`${now.contentType}\`` }, at);
  comparePayload(old, now, comparison);
  if (old.headers !== undefined && now.headers !== undefined) {
    compareBody(
      old.headers,
      now.headers,
      { path: "headers", before: `${old.id}/headers`, after: `${now.id}/headers` },
      at.subject,
      comparison,
    );
  } else if (old.headers !== now.headers)
    report(now.headers === undefined ? "headers-no-longer-described" : "headers-described", { name: "headers" }, at);
  if (fingerprint(old.key ?? null, "before") !== fingerprint(now.key ?? null, "after")) report("message-key-changed", { name: "key" }, at);
  if (fingerprint(old.correlationId ?? null, "before") !== fingerprint(now.correlationId ?? null, "after"))
    report("correlation-changed", { name: "correlation id" }, at);
  compareKeys(old, now, comparison);
  compareBindings(old, now, at, comparison);
  if (fingerprint(old.match ?? null, "before") !== fingerprint(now.match ?? null, "after"))
    report("dispatch-changed", { name: "match" }, at);
  if (fingerprint(old.examples, "before") !== fingerprint(now.examples, "after")) report("examples-changed", { name: "examples" }, at);
  compareWords(old, now, at, comparison);
}

/** Bytes of Avro are read by Avro's rules; the types that handlers see follow from them. */
function comparePayload(old: Message, now: Message, comparison: Comparison): void {
  const places = { before: `${old.id}/payload`, after: `${now.id}/payload` };
  const subject = `message ${now.name}`;
  if (old.wire !== undefined && now.wire !== undefined) {
    const told = new Set<string>();
    compareAvro(old.wire, now.wire, (code, said, path) => {
      told.add(path);
      comparison.report(code, { said }, { subject, path, ...places });
    });
    compareBody(old.payload, now.payload, { path: "", ...places }, subject, wordsOf(comparison, told));
    return;
  }
  if (old.wire !== now.wire)
    comparison.report("avro-breaks-both", { said: now.wire === undefined ? "is no longer Avro" : "is Avro now" }, { subject, ...places });
  else compareBody(old.payload, now.payload, { path: "", ...places }, subject, comparison);
}

/** What Avro's rules say nothing about: the words, where nothing else changed. A description says the default and the logical type as well. */
function wordsOf(comparison: Comparison, told: ReadonlySet<string>): Comparison {
  return {
    ...comparison,
    report: (code, parameters, at) => {
      if (code === "description-changed" && !told.has(at.path ?? "")) comparison.report(code, parameters, at);
    },
  };
}

function compareKeys(old: Message, now: Message, { report }: Comparison): void {
  const at = { subject: `message ${now.name}`, before: old.id, after: now.id };
  if (old.keyWire !== undefined && now.keyWire !== undefined)
    compareAvro(old.keyWire, now.keyWire, (code, said, path) => report(code, { said }, { ...at, path: `key${path}` }));
  else if (old.keyWire !== now.keyWire)
    report("avro-breaks-both", { said: now.keyWire === undefined ? "its key is no longer Avro" : "its key is Avro now" }, at);
}

function compareBody(
  old: Message["payload"],
  now: Message["payload"],
  spot: Spot,
  subject: string,
  { schemas, fingerprint, report }: Comparison,
): void {
  compareSchemas(old, now, spot, {
    ...schemas,
    fingerprint,
    report: (code, parameters, { path, before, after }) => report(code, parameters, { subject, path, before, after }),
  });
}
