/** What a difference means for somebody who was written against the old document, when the other side follows the new one. */
export type Effect = "breaking" | "compatible" | "cosmetic";

/** One difference between two documents. */
export interface Change {
  readonly code: ChangeCode;
  /** What it is about, e.g. `message OrderCreated`; changes with one subject are reported together. */
  readonly subject: string;
  /** Where in a payload or in headers: `/lines/[]/sku`, `headers/trace`; empty for the subject itself. */
  readonly path: string;
  /** A sentence without the subject. */
  readonly text: string;
  /** For a receiver and for a sender of the messages. */
  readonly consumer: Effect;
  readonly producer: Effect;
  /** Identity (`file#/json/pointer`) of the nearest thing in each document that has one; absent where one side does not have it. */
  readonly before?: string;
  readonly after?: string;
}

interface Row<Parameters> {
  readonly consumer: Effect;
  readonly producer: Effect;
  readonly text: (parameters: Parameters) => string;
}

interface Named {
  readonly name: string;
}

interface Values {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** Whom a change of an Avro schema breaks follows from both schemas, not from the kind of the change. */
interface Said {
  readonly said: string;
}

interface Parameters {
  readonly "operation-added": Named;
  readonly "operation-removed": Named;
  readonly "operation-renamed": Values;
  readonly "operation-moved": Values;
  readonly "operation-reversed": Values;
  readonly "operation-message-added": Named;
  readonly "operation-message-removed": Named;
  readonly "operation-options-changed": Named;
  readonly "reply-changed": Named;
  readonly "reply-added": Record<never, never>;
  readonly "reply-removed": Record<never, never>;
  readonly "reply-waiting-changed": Record<never, never>;
  readonly "workflow-rules-changed": Named;
  readonly "registry-framing-changed": Values;
  readonly "registry-count-changed": Values;
  readonly "registry-subject-changed": Values;
  readonly "registry-moved": Values;
  readonly "channel-added": Named;
  readonly "channel-removed": Named;
  readonly "channel-renamed": Values;
  readonly "channel-address-changed": Values;
  readonly "channel-redis-changed": Values;
  readonly "channel-parameters-changed": Named;
  readonly "channel-servers-changed": Values;
  readonly "dispatch-changed": Named;
  readonly "binding-changed": Named;
  readonly "topic-settings-changed": Record<never, never>;
  readonly "server-added": Named;
  readonly "server-removed": Named;
  readonly "server-protocol-changed": Values;
  readonly "server-host-changed": Values;
  readonly "server-security-changed": Values;
  readonly "message-added": Named;
  readonly "message-removed": Named;
  readonly "message-renamed": Values;
  readonly "message-moved": Values;
  readonly "content-type-changed": Values;
  readonly "message-key-changed": Named;
  readonly "correlation-changed": Named;
  readonly "headers-described": Named;
  readonly "headers-no-longer-described": Named;
  readonly "property-added": Named;
  readonly "property-added-required": Named;
  readonly "property-added-to-closed": Named;
  readonly "property-removed": Named;
  readonly "property-removed-from-closed": Named;
  readonly "property-required": Named;
  readonly "property-optional": Named;
  readonly "object-closed": Named;
  readonly "object-opened": Named;
  readonly "type-changed": Values;
  readonly "type-widened": Values;
  readonly "type-narrowed": Values;
  readonly "value-added": Named;
  readonly "value-removed": Named;
  readonly "alternative-added": Named;
  readonly "alternative-removed": Named;
  readonly "limit-tightened": Values;
  readonly "limit-loosened": Values;
  readonly "format-changed": Values;
  readonly "constraint-changed": Named;
  readonly "type-renamed": Values;
  readonly "avro-compatible": Said;
  readonly "avro-breaks-consumers": Said;
  readonly "avro-breaks-producers": Said;
  readonly "avro-breaks-both": Said;
  readonly deprecated: Named;
  readonly "no-longer-deprecated": Named;
  readonly "description-changed": Named;
  readonly "examples-changed": Named;
}

export type AvroChange = "avro-compatible" | "avro-breaks-consumers" | "avro-breaks-producers" | "avro-breaks-both";
export type ChangeCode = keyof Parameters;
export type ChangeParameters<Code extends ChangeCode> = Parameters[Code];

const both = (effect: Effect): { readonly consumer: Effect; readonly producer: Effect } => ({ consumer: effect, producer: effect });
/** A receiver may get what it does not know. */
const forConsumers = { consumer: "breaking", producer: "compatible" } as const;
/** What a sender sends may be refused. */
const forProducers = { consumer: "compatible", producer: "breaking" } as const;

const was = ({ what, before, after }: Values): string => `${what} was ${before}, is ${after}`;

/** The classification. The new document is followed by the other side, the old one by the reader: whatever was allowed to be sent must stay welcome, whatever comes must have been expected. */
export const changeTable: { readonly [Code in ChangeCode]: Row<Parameters[Code]> } = {
  "operation-added": { ...both("compatible"), text: ({ name }) => `operation \`${name}\` is new` },
  "operation-removed": { ...both("breaking"), text: ({ name }) => `operation \`${name}\` is gone` },
  "operation-renamed": { ...both("cosmetic"), text: ({ before, after }) => `operation \`${before}\` is called \`${after}\` now` },
  "operation-moved": { ...both("breaking"), text: was },
  "operation-reversed": { ...both("breaking"), text: was },
  "operation-message-added": { ...forConsumers, text: ({ name }) => `message \`${name}\` may come now` },
  "operation-message-removed": { ...forProducers, text: ({ name }) => `message \`${name}\` is no longer taken` },
  "operation-options-changed": { ...both("compatible"), text: ({ name }) => `is consumed in another way (\`${name}\`)` },
  "reply-changed": { ...both("breaking"), text: ({ name }) => `${name} of the reply changed` },
  "reply-added": { ...both("compatible"), text: () => "a reply can be waited for now" },
  "reply-removed": { ...both("breaking"), text: () => "no reply can be waited for any more" },
  "reply-waiting-changed": { ...both("compatible"), text: () => "its replies are waited for in another way (`request`)" },
  "workflow-rules-changed": { ...both("compatible"), text: ({ name }) => `\`${name}\` acts on workflows in another way` },
  "channel-added": { ...both("compatible"), text: ({ name }) => `channel \`${name}\` is new` },
  "channel-removed": { ...both("breaking"), text: ({ name }) => `channel \`${name}\` is gone` },
  "channel-renamed": { ...both("cosmetic"), text: ({ before, after }) => `channel \`${before}\` is called \`${after}\` now` },
  "channel-address-changed": { ...both("breaking"), text: was },
  "channel-redis-changed": { ...both("breaking"), text: was },
  "channel-parameters-changed": { ...both("breaking"), text: ({ name }) => `parameter \`${name}\` of the address changed` },
  "channel-servers-changed": { ...both("breaking"), text: was },
  "dispatch-changed": { ...both("compatible"), text: () => "messages are told apart in another way" },
  "binding-changed": { ...both("breaking"), text: ({ name }) => `the ${name} binding changed` },
  "topic-settings-changed": { ...both("compatible"), text: () => "a new topic gets other partitions, replicas or settings" },
  "server-added": { ...both("compatible"), text: ({ name }) => `server \`${name}\` is new` },
  "server-removed": { ...both("breaking"), text: ({ name }) => `server \`${name}\` is gone` },
  "server-protocol-changed": { ...both("breaking"), text: was },
  "server-host-changed": { ...both("breaking"), text: was },
  "server-security-changed": { ...both("breaking"), text: was },
  "message-added": { ...forConsumers, text: ({ name }) => `message \`${name}\` is new on this channel` },
  "message-removed": { ...forProducers, text: ({ name }) => `message \`${name}\` is gone from this channel` },
  "message-renamed": { ...both("cosmetic"), text: ({ before, after }) => `message \`${before}\` is called \`${after}\` now` },
  /** On the wire nothing changed; but code that was written under the old name gets the message that stands there now. */
  "message-moved": {
    ...both("breaking"),
    text: ({ before, after }) =>
      `is what \`${before}\` was: its place in the list names it, so code under \`${before}\` and \`${after}\` has to move`,
  },
  "content-type-changed": { ...both("breaking"), text: was },
  "message-key-changed": { ...both("compatible"), text: () => "is published with another key" },
  "correlation-changed": { ...both("compatible"), text: () => "carries its correlation id elsewhere" },
  "headers-described": { ...forProducers, text: () => "has described headers now" },
  "headers-no-longer-described": { ...forConsumers, text: () => "has no described headers any more" },
  "property-added": { ...both("compatible"), text: ({ name }) => `\`${name}\` is new and optional` },
  "property-added-required": { ...forProducers, text: ({ name }) => `\`${name}\` is new and required` },
  "property-added-to-closed": {
    ...forConsumers,
    text: ({ name }) => `\`${name}\` is new and optional, in an object that took no other properties`,
  },
  "property-removed": { ...forConsumers, text: ({ name }) => `\`${name}\` is gone` },
  "property-removed-from-closed": {
    ...both("breaking"),
    text: ({ name }) => `\`${name}\` is gone, from an object that takes no other properties`,
  },
  "property-required": { ...forProducers, text: ({ name }) => `\`${name}\` is required now` },
  "property-optional": { ...forConsumers, text: ({ name }) => `\`${name}\` is optional now` },
  "object-closed": { ...forProducers, text: () => "other properties are refused or restricted now" },
  "object-opened": { ...forConsumers, text: () => "other properties are welcome now" },
  "type-changed": { ...both("breaking"), text: was },
  "type-widened": { ...forConsumers, text: was },
  "type-narrowed": { ...forProducers, text: was },
  "value-added": { ...forConsumers, text: ({ name }) => `${name} is a new value` },
  "value-removed": { ...forProducers, text: ({ name }) => `${name} is no value any more` },
  "alternative-added": { ...forConsumers, text: ({ name }) => `may also be ${name} now` },
  "alternative-removed": { ...forProducers, text: ({ name }) => `may no longer be ${name}` },
  "limit-tightened": { ...forProducers, text: was },
  "limit-loosened": { ...forConsumers, text: was },
  "format-changed": { ...both("breaking"), text: was },
  "constraint-changed": { ...both("breaking"), text: ({ name }) => `${name} changed` },
  /** On the wire nothing changed; whoever imports the type by its name is told by tsc. */
  "type-renamed": { ...both("cosmetic"), text: ({ before, after }) => `its type \`${before}\` is called \`${after}\` now` },
  "registry-framing-changed": { ...both("breaking"), text: was },
  "registry-count-changed": { ...both("breaking"), text: was },
  /** An id is an id; only who publishes, or registers, looks there. */
  "registry-subject-changed": { ...both("compatible"), text: was },
  "registry-moved": { ...both("breaking"), text: was },
  "avro-compatible": { ...both("compatible"), text: ({ said }) => said },
  "avro-breaks-consumers": { ...forConsumers, text: ({ said }) => said },
  "avro-breaks-producers": { ...forProducers, text: ({ said }) => said },
  "avro-breaks-both": { ...both("breaking"), text: ({ said }) => said },
  deprecated: { ...both("cosmetic"), text: ({ name }) => `${name} is deprecated now` },
  "no-longer-deprecated": { ...both("cosmetic"), text: ({ name }) => `${name} is no longer deprecated` },
  "description-changed": { ...both("cosmetic"), text: ({ name }) => `the description of ${name} changed` },
  "examples-changed": { ...both("cosmetic"), text: () => "its examples changed" },
};
