import type { Message } from "../model/index.ts";
import { type Comparison, compareWords } from "./comparison.ts";
import { pairUp } from "./pair-up.ts";
import { compareSchemas } from "./schemas/compare-schemas.ts";
import type { Spot } from "./schemas/walk.ts";

/** Messages that both documents have, under whatever name. Which ones come and go is a matter of operations and channels. */
export function compareMessages(comparison: Comparison): void {
  const { before, after, fingerprint, renamedMessages, report } = comparison;
  const { kept, renamed } = pairUp(before.messages, after.messages, {
    nameOf: (message) => message.name,
    likeness: (message, side) => fingerprint([message.payload, message.headers ?? null, message.contentType], side),
  });
  for (const [old, now] of renamed) {
    renamedMessages.set(old.name, now.name);
    report(
      "message-renamed",
      { what: "message", before: old.name, after: now.name },
      { subject: `message ${now.name}`, before: old.id, after: now.id },
    );
  }
  for (const [old, now] of [...kept, ...renamed]) compareMessage(old, now, comparison);
}

function compareMessage(old: Message, now: Message, comparison: Comparison): void {
  const { report, fingerprint } = comparison;
  const at = { subject: `message ${now.name}`, before: old.id, after: now.id };
  if (old.contentType !== now.contentType)
    report("content-type-changed", { what: "the content type", before: `\`${old.contentType}\``, after: `\`${now.contentType}\`` }, at);
  compareBody(old.payload, now.payload, { path: "", before: `${old.id}/payload`, after: `${now.id}/payload` }, at.subject, comparison);
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
  if (fingerprint(old.binding?.value ?? null, "before") !== fingerprint(now.binding?.value ?? null, "after"))
    report("binding-changed", { name: (now.binding ?? old.binding)?.protocol ?? "" }, at);
  if (fingerprint(old.match ?? null, "before") !== fingerprint(now.match ?? null, "after"))
    report("dispatch-changed", { name: "match" }, at);
  if (fingerprint(old.examples, "before") !== fingerprint(now.examples, "after")) report("examples-changed", { name: "examples" }, at);
  compareWords(old, now, at, comparison);
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
