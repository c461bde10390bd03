/** What amqplib rejects with → the kind of failure and a sentence, without secrets. */
import { ConfigurationError, ConnectionError, FatalError, InvalidMessage, sentence, UnroutableError } from "../../ground/errors.ts";
import type { Hide } from "../../ground/secrets.ts";

export interface FailureContext {
  /** Key of the server in the document. */
  readonly server: string;
  readonly url: string;
  /** `connect to`, `publish to`, `consume from`. */
  readonly doing: string;
  /** Queue or exchange that it is about. */
  readonly target?: string;
  readonly username?: string;
  /** Where credentials are sent: takes them out of what comes back. */
  readonly hide?: Hide;
}

const certificate = /certificate|self.signed|altname|wrong version number|ssl routines|handshake failure/i;

/** Turns whatever amqplib threw into one of our errors; errors of ours pass through. */
export function rabbitmqFailure(error: unknown, context: FailureContext): Error {
  context.hide?.(error);
  if (error instanceof FatalError || error instanceof ConnectionError || error instanceof InvalidMessage) return error;
  const detail = detailOf(error);
  const at = `RabbitMQ server "${context.server}" (${context.url})`;
  const target = context.target === undefined ? "" : ` "${context.target}"`;
  // Before its 404s and 406s the server speaks in capitals: `NOT_FOUND - no queue 'x' in vhost '/'`.
  if (/login was refused/i.test(detail)) {
    return new ConfigurationError(
      `${at} refuses ${context.username === undefined ? "the login" : `the user "${context.username}"`}: wrong name or password`,
      { cause: error },
    );
  }
  // amqplib drops what the server says when it refuses a virtual host. One that is only down, as while a node starts, looks the same.
  if (/Expected ConnectionOpenOk; got <ConnectionClose/i.test(detail)) {
    return new ConnectionError(
      `${at} does not let us into the virtual host${context.username === undefined ? "" : ` as "${context.username}"`}: it does not exist, is down, is full, or this user may not use it; the server's log says which`,
      { cause: error },
    );
  }
  if (/ACCESS_REFUSED/i.test(detail))
    return new ConfigurationError(`${at} does not allow this user to ${context.doing}${target}: ${reason(detail)}`, { cause: error });
  if (/PRECONDITION_FAILED.*inequivalent arg/i.test(detail)) {
    return new ConfigurationError(
      `${at} has${target} with other properties than asked for: ${reason(detail)}; mend the document or delete it, boost-gen never redeclares`,
      { cause: error },
    );
  }
  if (/of queue type rabbit_stream_queue/i.test(detail)) {
    return new ConfigurationError(
      `${at}:${target} is a stream, which boost-gen does not read: bind a quorum or classic queue to the same exchange and consume that`,
      { cause: error },
    );
  }
  if (/delivery acknowledgement on channel \d+ timed out/i.test(detail)) {
    return new ConnectionError(
      `${at} took back what was not acknowledged within its consumer timeout${target === "" ? "" : ` from${target}`}: handler and back-off together must take less; lower \`x-boost.timeout\` or \`retry\`, or raise consumer_timeout on the server`,
      { cause: error },
    );
  }
  if (/NOT_FOUND/i.test(detail))
    return new UnroutableError(`${at} does not have${target}: ${reason(detail)}; create it, or write \`x-boost.amqp.declare: create\``, {
      cause: error,
    });
  if (/RESOURCE_LOCKED/i.test(detail))
    return new ConnectionError(`${at} keeps${target} for somebody else: ${reason(detail)}`, { cause: error });
  if (certificate.test(detail))
    return new ConfigurationError(`the TLS connection to ${at} fails: ${detail}; check the port, \`ca\`, \`cert\` and \`key\``, {
      cause: error,
    });
  return new ConnectionError(`cannot ${context.doing}${target === "" ? "" : `${target} on`} ${at}: ${detail}`, { cause: error });
}

/** `connect ECONNREFUSED` of several addresses comes as an AggregateError without a text. */
function detailOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(sentence).join(", ");
  return sentence(error);
}

/** The server's own words, without the frame that amqplib puts around them. */
function reason(detail: string): string {
  return (
    /"([^"]*)"$/.exec(detail)?.[1] ??
    /(?:NOT_FOUND|PRECONDITION_FAILED|ACCESS_REFUSED|NOT_ALLOWED|RESOURCE_LOCKED)[^"]*/.exec(detail)?.[0] ??
    detail
  );
}
