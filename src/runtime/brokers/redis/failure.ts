/** What ioredis and the server reject with → the kind of failure and a sentence, without secrets. */
import {
  ConfigurationError,
  ConnectionError,
  FatalError,
  InvalidMessage,
  ServerSideError,
  sentence,
  UnroutableError,
} from "../../ground/errors.ts";
import { type Hide, hiding } from "../../ground/secrets.ts";

export interface FailureContext {
  /** Key of the server in the document. */
  readonly server: string;
  readonly url: string;
  /** `connect to`, `publish to`, `read from`. */
  readonly doing: string;
  /** Stream, channel or group that it is about. */
  readonly target?: string;
  readonly username?: string;
  /** Where credentials are sent: takes them out of what comes back. */
  readonly hide?: Hide;
}

/** An error of ioredis has the command in it, and so the message. */
const withoutCommand = hiding({});

const certificate = /certificate|self.signed|altname|wrong version number|ssl routines|handshake failure/i;

/** Turns whatever ioredis threw into one of our errors; errors of ours pass through. */
export function redisFailure(error: unknown, context: FailureContext): Error {
  (context.hide ?? withoutCommand)(error);
  if (error instanceof FatalError || error instanceof ConnectionError || error instanceof InvalidMessage) return error;
  const detail = error instanceof AggregateError && error.message === "" ? error.errors.map(sentence).join(", ") : sentence(error);
  const at = `Redis server "${context.server}" (${context.url})`;
  const target = context.target === undefined ? "a key" : `the key "${context.target}"`;
  if (/WRONGPASS|NOAUTH|invalid (?:username-)?password|called without any password/i.test(detail)) {
    return new ConfigurationError(
      `${at} refuses ${context.username === undefined ? "the login" : `the user "${context.username}"`}: wrong name or password`,
      { cause: error },
    );
  }
  if (/NOPERM/i.test(detail))
    return new ConfigurationError(`${at} does not allow this user to ${context.doing} ${target}: ${detail}`, { cause: error });
  if (/CROSSSLOT/i.test(detail))
    return new ConfigurationError(
      `${target} on ${at} are in different slots of the cluster, and one read takes only one slot; give the names a common {tag}, or each an operation of its own`,
      { cause: error },
    );
  if (/WRONGTYPE/i.test(detail))
    return new UnroutableError(`${target} on ${at} is not a stream; give the stream another name or remove what is there`, {
      cause: error,
    });
  if (/OOM command/i.test(detail)) return new ServerSideError(`${at} is out of memory and takes no writes`, { cause: error });
  if (/READONLY/i.test(detail)) return new ServerSideError(`${at} is a replica and takes no writes`, { cause: error });
  if (/DB index is out of range|invalid DB index/i.test(detail))
    return new ConfigurationError(`${at} has no such database: ${detail}`, { cause: error });
  if (certificate.test(detail))
    return new ConfigurationError(`the TLS connection to ${at} fails: ${detail}; check the port, \`ca\`, \`cert\` and \`key\``, {
      cause: error,
    });
  return new ConnectionError(`cannot ${context.doing} ${context.target === undefined ? at : `"${context.target}" on ${at}`}: ${detail}`, {
    cause: error,
  });
}
