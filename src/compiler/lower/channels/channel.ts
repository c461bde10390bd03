import type { RegistryOptions } from "../../../options/options.generated.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { Channel, Message, Parameter, Protocol, Server } from "../../model/index.ts";
import { type Candidate, lowerDispatch } from "../dispatch/index.ts";
import type { Lowering } from "../lowering.ts";
import type { ChannelDraft, MessageDraft } from "../outline/draft.ts";
import { child, entriesOf, text, texts } from "../reading/fields.ts";
import { notesOf } from "../reading/notes.ts";
import { sourceOf } from "../reading/source.ts";
import { readFormats } from "../x-boost/formats.ts";
import { mergeRegistry, readRegistry } from "../x-boost/registry.ts";
import { addressedParameters, canReceive, checkAddress } from "./address.ts";
import { lowerBindings } from "./binding.ts";
import { carriesHeaders, reportHeadersNotCarried } from "./carried-headers.ts";
import { locationIn, shapeOf } from "./message.ts";
import { checkRedisMethod, redisMethodOf } from "./redis-method.ts";

export interface ChannelContext {
  readonly name: string;
  readonly mode: "exact" | "first";
  /** Identities of the messages that we receive. */
  readonly received: ReadonlySet<string>;
  readonly redis: Channel["redis"];
  readonly servers: ReadonlyMap<string, Server>;
  /** Of the root. */
  readonly registry: RegistryOptions | undefined;
  readonly message: (draft: MessageDraft) => Message | undefined;
}

/** @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#channelObject */
export function lowerChannel(
  draft: ChannelDraft,
  { name, mode, received, redis, servers, registry: ofRoot, message }: ChannelContext,
  lowering: Lowering,
): Channel {
  const { node, key, address } = draft;
  const candidates = draft.messages.flatMap((messageDraft): Candidate[] => {
    const lowered = message(messageDraft);
    const { payload, headers } = shapeOf(messageDraft, lowering);
    return lowered === undefined ? [] : [{ message: lowered, payload, headers }];
  });
  const own = draft.servers?.flatMap((server) => servers.get(server.id) ?? []) ?? [];
  const protocols = protocolsOf(own.length > 0 ? own : [...new Set(servers.values())]);
  const binding = lowerBindings(
    child(node, "bindings"),
    { of: "channel", protocols, elsewhere: redisMethodOf(node) === undefined ? [] : ["method"] },
    lowering,
  );
  const described = entriesOf(child(node, "parameters"));
  const channel = {
    address,
    parameters: described.map(([parameter, reference]) => lowerParameter(parameter, reference.resolve(), lowering)),
    ...(binding === undefined ? {} : { binding }),
  };
  const registry = mergeRegistry(ofRoot, readRegistry(child(node, "x-boost"), "channel", lowering));
  checkAddress(channel, protocols, node, lowering);
  if (protocols.has("redis")) checkRedisMethod(node, { channel: key, kind: redis?.kind ?? "stream" }, lowering);
  const hasHeaders = carriesHeaders(redis, protocols);
  if (!hasHeaders) reportHeadersNotCarried(key, candidates, lowering);
  const parameters = addressedParameters(channel, protocols, new Map(described), lowering);
  return {
    kind: "channel",
    key,
    name,
    ...channel,
    parameters,
    servers: own,
    ...readFormats(child(node, "x-boost"), "channel", lowering),
    ...(redis !== undefined && (protocols.size === 0 || protocols.has("redis")) ? { redis } : {}),
    ...(registry === undefined ? {} : { registry }),
    messages: candidates.map((candidate) => candidate.message),
    dispatch: lowerDispatch(
      candidates,
      {
        node,
        key,
        mode,
        received: canReceive(channel, protocols) ? received : new Set(),
        canRun: [...protocols].some(isSpoken),
        hasHeaders,
      },
      lowering,
    ),
    ...notesOf(node),
    pointer: node.pointer,
    ...sourceOf(node, lowering.document),
  };
}

function isSpoken(protocol: Protocol): boolean {
  return protocol !== "other";
}

export function protocolsOf(servers: readonly Server[]): ReadonlySet<Protocol> {
  return new Set(servers.map(({ protocol }) => protocol));
}

const usedOfSchema: ReadonlySet<string> = new Set(["const", "enum", "default", "description", "title", "examples"]);

/** 2.x describes the value by a schema, 3.x by `enum` and `default`. @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#parameterObject */
function lowerParameter(key: string, node: DocumentNode, lowering: Lowering): Parameter {
  const source = lowering.major === 2 ? child(node, "schema") : node;
  const fallback = text(child(source, "default"));
  const location = locationIn(child(node, "location"), undefined, lowering);
  const description = text(child(node, "description"));
  const constant = text(child(source, "const"));
  const examples = texts(child(source, "examples"));
  const keywords = lowering.major === 3 ? [] : entriesOf(source).flatMap(([keyword, value]) => (isUsed(keyword, value) ? [] : [keyword]));
  if (source !== undefined && keywords.length > 0) lowering.sink.report("parameter-schema", source, { parameter: key, keywords });
  return {
    key,
    enum: constant === undefined ? texts(child(source, "enum")) : [constant],
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(location === undefined ? {} : { location }),
    ...(description === undefined ? {} : { description }),
    ...(examples.length === 0 ? {} : { examples }),
  };
}

/** An address consists of text, so `type: string` says nothing more. */
function isUsed(keyword: string, value: DocumentNode): boolean {
  return usedOfSchema.has(keyword) || keyword.startsWith("x-") || (keyword === "type" && value.value === "string");
}
