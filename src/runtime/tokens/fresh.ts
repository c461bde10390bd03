import type { Token, TokenSource } from "../brokers/broker.ts";

/** Milliseconds that getting a token may take. */
export const patience = 20_000;
/**
 * A new one is fetched with less than this share of its life left, or less than so many milliseconds: kafkajs asks ten seconds before a login ends, and
 * shown the old token it would ask again at once, which Kafka refuses within a second.
 */
const leastShare = 0.2;
const leastLeft = 30_000;
const leastAge = 1_000;
/** A token that does not say when it ends is asked for again after so many milliseconds. */
const unknownLife = 60_000;

interface Held {
  readonly token: Token;
  /** Milliseconds since the epoch: from here on a new one is fetched. */
  readonly renewAt: number;
}

/**
 * One token for everybody who asks, until it is time for the next; one request however many wait. Where the next cannot be had, the old one
 * serves to its end.
 */
export function fresh(fetch: () => Promise<Token>, now: () => number = Date.now): TokenSource {
  let held: Held | undefined;
  let fetching: Promise<Token> | undefined;
  const renew = async (): Promise<Token> => {
    const asked = now();
    const token = await fetch();
    const { expiresAt } = token;
    const life = expiresAt === undefined ? unknownLife : Math.max(0, expiresAt - asked);
    const margin = expiresAt === undefined ? 0 : Math.max(life * leastShare, Math.min(leastLeft, life - leastAge));
    held = { token, renewAt: asked + life - margin };
    return token;
  };
  return async () => {
    if (held !== undefined && now() < held.renewAt) return held.token;
    fetching ??= renew().finally(() => {
      fetching = undefined;
    });
    try {
      return await fetching;
    } catch (error) {
      const end = held?.token.expiresAt;
      if (held !== undefined && end !== undefined && end > now()) return held.token;
      throw error;
    }
  };
}
