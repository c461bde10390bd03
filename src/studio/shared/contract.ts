import type { JsonValue } from "./json.ts";

/** A document as the page draws it. Parts refer to each other by key or id. */
export interface ContractView {
  readonly title: string;
  readonly version: string;
  /** Version of AsyncAPI; absent where only the compiled contract is known. */
  readonly asyncapi?: string;
  readonly description?: string;
  readonly servers: readonly ServerView[];
  readonly channels: readonly ChannelView[];
  readonly operations: readonly OperationView[];
  readonly messages: readonly MessageView[];
}

export interface ServerView {
  readonly key: string;
  readonly protocol: string;
  readonly host: string;
  readonly description?: string;
  readonly place?: string;
}

export interface ChannelView {
  readonly key: string;
  /** `null`: known at run time only. */
  readonly address: string | null;
  /** Keys of servers. */
  readonly servers: readonly string[];
  readonly title?: string;
  readonly description?: string;
  /** `asyncapi.yaml:12:5` */
  readonly place?: string;
}

export interface OperationView {
  readonly key: string;
  /** Member of the handlers object. */
  readonly name: string;
  readonly action: "receive" | "send";
  /** Key of a channel. */
  readonly channel: string;
  readonly messages: readonly { readonly id: string; readonly rules: readonly RuleView[] }[];
  readonly summary?: string;
  readonly reply?: { readonly channel?: string; readonly messages: readonly string[] };
  /** Topic, queue or stream; false: none. */
  readonly deadLetter?: string | false;
  /** `retry.attempts` → `5` */
  readonly options: readonly (readonly [string, string])[];
  readonly place?: string;
}

export interface RuleView {
  /** `start`, `signal`, `signal with start`, … */
  readonly kind: string;
  /** `name`: its type, or where the document does not say that, what the generated code calls it. */
  readonly workflow: { readonly key: string; readonly name: string };
  /** Of a signal or an update. */
  readonly target?: string;
  /** `order-{order_id}` */
  readonly workflowId: string;
  readonly taskQueue?: string;
  /** It has a `when`. */
  readonly conditional: boolean;
  readonly place?: string;
}

export interface MessageView {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly title?: string;
  readonly summary?: string;
  readonly deprecated?: true;
  readonly place?: string;
}

/** One message in full. */
export interface MessageDetail extends MessageView {
  readonly description?: string;
  /** Absent inside a service, which has validators and no schemas. */
  readonly payload?: SchemaView;
  readonly headers?: SchemaView;
  /** Named schemas that these refer to, by id. */
  readonly schemas: { readonly [id: string]: NamedSchemaView };
  readonly examples: readonly {
    readonly name: string;
    readonly summary?: string;
    readonly payload?: JsonValue;
    readonly headers?: JsonValue;
    readonly place?: string;
  }[];
}

export interface NamedSchemaView {
  readonly name: string;
  readonly schema: SchemaView;
  readonly description?: string;
  readonly place?: string;
}

/** A schema for reading. */
export interface SchemaView {
  /** `string`, `integer`, `list`, `one of`, … */
  readonly type: string;
  /** Id of a named schema that stands here. */
  readonly reference?: string;
  /** `at least 1 character`, `matches ^[a-z]+$`, … */
  readonly constraints: readonly string[];
  /** Values that are possible. */
  readonly values?: readonly JsonValue[];
  readonly properties?: readonly PropertyView[];
  /** Alternatives, members, items: what is inside, with a word each where one is needed. */
  readonly inside?: readonly { readonly label: string; readonly schema: SchemaView }[];
}

export interface PropertyView {
  readonly key: string;
  readonly required: boolean;
  readonly schema: SchemaView;
  readonly description?: string;
  readonly deprecated?: true;
}
