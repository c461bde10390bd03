/** What a writer of one major version of AsyncAPI looks for in the other one: by major version, part of the JSON Schema and property. */
const moved: Readonly<Record<string, string>> = {
  "3/channel/publish": "AsyncAPI 3 has `operations` beside `channels`: what was `publish` is an operation with `action: receive`.",
  "3/channel/subscribe": "AsyncAPI 3 has `operations` beside `channels`: what was `subscribe` is an operation with `action: send`.",
  "3/server/url": "AsyncAPI 3 has `host` and `pathname` instead.",
  "3//tags": "AsyncAPI 3 has it in `info`.",
  "3//externalDocs": "AsyncAPI 3 has it in `info`.",
  "3/messageObject/schemaFormat": "AsyncAPI 3 has it beside the schema: `payload: { schemaFormat: …, schema: … }`.",
  "3/messageObject/messageId": "In AsyncAPI 3 the name in `messages` is the message's id.",
  "3/messageObject/oneOf": "AsyncAPI 3 has each message under a name of its own in the channel's `messages`.",
  "3/messageObject/message": "A message is written in place of `message`, not inside it.",
  "3/operation/operationId": "In AsyncAPI 3 the name in `operations` is the operation's id.",
  "3/operation/message": "AsyncAPI 3 has `messages`, a list of references to messages of the channel.",
  "3/parameter/schema": "In AsyncAPI 3 parameters are texts; `enum`, `default` and `examples` stand in the parameter itself.",
  "2//operations": "AsyncAPI 2 has `publish` and `subscribe` in each channel; operations of their own came with 3.0.",
  "2/channelItem/address": "In AsyncAPI 2 the name in `channels` is the address.",
  "2/channelItem/messages": "AsyncAPI 2 has `message` inside `publish` and `subscribe`.",
  "2/server/host": "AsyncAPI 2 has `url` instead.",
};

export function movedTo(version: string, part: string, key: string): string | undefined {
  const name = `${version[0]}/${part}/${key}`;
  return Object.hasOwn(moved, name) ? moved[name] : undefined;
}
