import type { BindingValue } from "./binding.ts";
import type { Notes } from "./notes.ts";

export type Protocol = "kafka" | "amqp" | "redis" | "other";

export interface Server extends Notes {
  readonly kind: "server";
  /** Key in the document, byte for byte; also what `BOOST_SERVER` names. */
  readonly key: string;
  readonly protocol: Protocol;
  /** As written: `kafka-secure`, `amqps`, `rediss`, … */
  readonly wireProtocol: string;
  /** host[:port], variables left as `{name}`. */
  readonly host: string;
  readonly pathname?: string;
  readonly variables: readonly ServerVariable[];
  readonly security: readonly SecurityScheme[];
  readonly protocolVersion?: string;
  readonly binding?: BindingValue;
  /** `x-boost.registry.url` of the root. */
  readonly registryUrl?: string;
  readonly pointer: string;
}

export interface ServerVariable {
  readonly name: string;
  readonly default?: string;
  readonly enum: readonly string[];
  readonly description?: string;
  readonly examples?: readonly string[];
}

/** Which credentials the environment must supply; never the credentials. */
export interface SecurityScheme {
  readonly type: "userPassword" | "plain" | "scramSha256" | "scramSha512" | "X509" | "apiKey" | "oauth2" | "openIdConnect" | "other";
  readonly name: string;
  /** Where an API key goes. */
  readonly in?: "user" | "password";
  /** `oauth2`: of the client credentials' flow. `openIdConnect`: of the discovery document. */
  readonly tokenUrl?: string;
  /** Empty ones are left out. */
  readonly scopes?: readonly string[];
  readonly description?: string;
}
