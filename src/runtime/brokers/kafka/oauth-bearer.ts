import type { Mechanism } from "kafkajs";
import type { TokenSource } from "../broker.ts";

/**
 * SASL OAUTHBEARER (RFC 7628). kafkajs's own does not look at the answer: a refusal comes as a success with a reason in it, and then the server closes,
 * which looks as if it were away.
 */
export function oauthBearer(token: TokenSource): Mechanism {
  return {
    mechanism: "oauthbearer",
    authenticationProvider: ({ saslAuthenticate }) => ({
      authenticate: async () => {
        const { value, extensions = {} } = await token();
        const pairs = [["auth", `Bearer ${value}`], ...Object.entries(extensions)].map(([name, text]) => `${name}=${text}\u0001`);
        const message = Buffer.from(`n,,\u0001${pairs.join("")}\u0001`);
        const size = Buffer.alloc(4);
        size.writeInt32BE(message.length);
        const reason = await saslAuthenticate<string | undefined>({
          request: { encode: async () => Buffer.concat([size, message]) },
          // Behind four bytes of size.
          response: { decode: async (bytes) => bytes, parse: (bytes) => reasonOf(bytes.subarray(4)) },
        });
        if (reason !== undefined) throw new TokenRefused(`the token is refused: ${reason}`);
      },
    }),
  };
}

/** By its name one of kafkajs's own errors, for which trying again is no use. */
class TokenRefused extends Error {
  override readonly name = "KafkaJSSASLAuthenticationError";
  readonly retriable = false;
}

/** `undefined` for a login that was accepted. */
function reasonOf(answer: Buffer): string | undefined {
  if (answer.length === 0) return undefined;
  const [, status = "without a reason"] = /"status"\s*:\s*"([\w-]{1,40})"/.exec(answer.toString("utf8")) ?? [];
  return status;
}
