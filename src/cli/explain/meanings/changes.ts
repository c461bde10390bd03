import { type ChangeCode, changeTable } from "../../../compiler/compare/index.ts";
import type { Meaning } from "../meaning.ts";

const sentences: { readonly [Code in ChangeCode]: string } = {
  "operation-added": "The document has an operation that it did not have.",
  "operation-removed": "An operation is gone: what it sent comes no more, or what it received is received no more.",
  "operation-renamed": "An operation has another name, with the same channel and the same messages. Only names in code change.",
  "operation-moved": "An operation is on another channel, so messages come from or go to another address.",
  "operation-reversed": "An operation that sent receives, or the other way round.",
  "operation-message-added": "An operation may carry a further message. Who receives from it may get what it does not know.",
  "operation-message-removed": "An operation no longer carries a message. Who still sends it is refused.",
  "operation-options-changed":
    "The operation is consumed otherwise: concurrency, order, retry, dead letter or the like. The messages are the same.",
  "reply-changed": "What answers a request has changed, and whoever waits for the answer reads it.",
  "reply-added": "An operation that sends has a reply now. Who sends may wait for it and need not.",
  "reply-removed": "An operation that sends has no reply any more. Whoever waits for one waits in vain.",
  "reply-waiting-changed":
    "Replies are waited for longer or shorter, or more of them at once (`x-boost.request`). The messages are the same.",
  "workflow-rules-changed":
    "`x-temporal` does something else with a message: another workflow, another id, another condition. The messages are the same.",
  "channel-added": "The document has a channel that it did not have.",
  "channel-removed": "A channel is gone, with everything that was sent over it.",
  "channel-renamed": "A channel has another name, at the same address with the same messages. Only names in code change.",
  "channel-address-changed": "Messages are at another address: another topic, queue or stream.",
  "channel-redis-changed": "A channel on Redis is of another kind, stream or pub/sub, or its messages are packed otherwise.",
  "channel-parameters-changed": "A parameter of an address has other values, or is no longer there.",
  "channel-servers-changed": "A channel is on other servers.",
  "dispatch-changed": "Messages of a channel are told apart by something else. Generated code follows; bytes on the wire are the same.",
  "binding-changed": "The binding names another topic, queue, exchange or way to declare them.",
  "topic-settings-changed": "The binding asks for other partitions, replicas or settings. A topic that exists keeps its own.",
  "server-added": "The document has a server that it did not have.",
  "server-removed": "A server is gone.",
  "server-protocol-changed": "A server speaks another protocol.",
  "server-host-changed": "A server is at another host.",
  "server-security-changed": "A server asks for another kind of login.",
  "message-added": "A channel may carry a further message. Who receives from it may get what it does not know.",
  "message-removed": "A channel no longer carries a message. Who still sends it is refused.",
  "message-renamed": "A message has another name and the same content. Only names in code change.",
  "message-moved":
    "Messages without a name are called after their place in a list, and the places moved. Code under a name gets another message.",
  "content-type-changed": "The bytes are of another content type.",
  "message-key-changed": "The message is published with another key, so its order and its partition change.",
  "correlation-changed": "The correlation id stands at another place.",
  "headers-described": "Headers that were free are checked.",
  "headers-no-longer-described": "Headers that were checked are free, so a receiver cannot rely on them.",
  "property-added": "An object has a further property, which may be absent. Receivers that do not know it pass it over.",
  "property-added-required": "An object has a further property, which must be there. A sender that does not know it is refused.",
  "property-added-to-closed": "An object that takes no other properties has a further one. A receiver with the old schema refuses it.",
  "property-removed": "A property is gone. A receiver that reads it finds nothing.",
  "property-removed-from-closed":
    "A property is gone from an object that takes no others. A receiver finds nothing, and a sender that still sends it is refused.",
  "property-required": "A property must be there now. A sender that leaves it out is refused.",
  "property-optional": "A property may be absent now. A receiver that relies on it finds nothing.",
  "object-closed": "An object refuses or restricts properties that it does not describe. A sender of such is refused.",
  "object-opened": "An object takes properties that it does not describe. A receiver with the old schema refuses them.",
  "type-changed": "A value has another type.",
  "type-widened": "A value may have a type that it could not have. A receiver may get what it does not know.",
  "type-narrowed": "A value may no longer have a type that it could have. A sender of it is refused.",
  "value-added": "A list of values has a further one. A receiver may get what it does not know.",
  "value-removed": "A list of values has one less. A sender of it is refused.",
  "alternative-added": "A value may be of a further kind. A receiver may get what it does not know.",
  "alternative-removed": "A value may no longer be of one kind. A sender of it is refused.",
  "limit-tightened": "A bound allows less. A sender of what is outside is refused.",
  "limit-loosened": "A bound allows more. A receiver with the old schema refuses what is outside of the old one.",
  "format-changed": "A text has another form, so each side may refuse the other's.",
  "constraint-changed": "A condition changed of which it cannot be said whether it allows more or less.",
  "type-renamed": "A schema has another name and the same content. Only the name of its type in code changes.",
  "avro-compatible": "Both sides read what the other one writes, by Avro's rules of resolution.",
  "avro-breaks-consumers": "By Avro's rules of resolution a reader with the old schema cannot read what is written with the new one.",
  "avro-breaks-producers": "By Avro's rules of resolution a reader with the new schema cannot read what is written with the old one.",
  "avro-breaks-both": "By Avro's rules of resolution neither side can read what the other one writes.",
  "registry-framing-changed":
    "The bytes that name the schema of a body are others, so a reader takes them for part of the body or the other way round.",
  "registry-count-changed": "The number before a body counts something else in the registry, so a reader finds another schema or none.",
  "registry-subject-changed": "The schema is registered under another subject. Bodies name schemas by their id, which stays.",
  "registry-moved": "The schema registry is at another address, where an id may be another schema.",
  deprecated: "Something is marked as deprecated. It works as before.",
  "no-longer-deprecated": "Something is no longer marked as deprecated.",
  "description-changed": "Words changed, and nothing else.",
  "examples-changed": "Examples changed, and nothing else.",
};

/** What follows for a roll-out depends only on whom the change breaks. */
function mend({ consumer, producer }: (typeof changeTable)[ChangeCode]): string {
  if (consumer === "breaking" && producer === "breaking")
    return "Both sides would have to change at once. Put the new beside the old (a second channel, message or property), move both sides over, then remove the old.";
  if (consumer === "breaking") return "Let those who receive go first: deploy them with the new document before anybody sends by it.";
  if (producer === "breaking") return "Let those who send go first: deploy them with the new document before anybody refuses by it.";
  return "Nothing has to be done.";
}

export const changeMeanings: { readonly [Code in ChangeCode]: Meaning } = Object.fromEntries(
  Object.entries(sentences).map(([code, means]) => [code, { means, mend: mend(changeTable[code as ChangeCode]) }]),
  // The entries of an object lose its keys.
) as { readonly [Code in ChangeCode]: Meaning };
