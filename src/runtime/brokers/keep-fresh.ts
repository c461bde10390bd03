import { sentence } from "../ground/errors.ts";
import { hiding } from "../ground/secrets.ts";
import type { BrokerConnection, Token } from "./broker.ts";

/** Milliseconds before what failed is tried again, and that a token is left alone at least. */
const again = 5_000;
/** Share of a token's life after which the next is shown; its source has one ready by then. */
const share = 0.85;
const longestTimer = 2 ** 31 - 1;

/**
 * Shows the server each new token while the connection lasts, so that it is not cut off in the middle. Of one that does not say when it ends there is
 * nothing to do: the server closes, and the next connection has the next token. Returns the way to stop.
 */
export function keepFresh(
  { token, log, server }: BrokerConnection,
  shown: Token | undefined,
  show: (next: Token) => Promise<unknown>,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const later = (milliseconds: number): void => {
    timer = setTimeout(() => void renew(), Math.min(longestTimer, milliseconds));
    timer.unref();
  };
  const waitFor = ({ expiresAt }: Token): void => {
    if (!stopped && expiresAt !== undefined) later(Math.max(again, (expiresAt - Date.now()) * share));
  };
  const renew = async (): Promise<void> => {
    if (stopped || token === undefined) return;
    try {
      const next = await token();
      await show(next).catch((error: unknown) => {
        hiding({ password: next.value })(error);
        throw error;
      });
      waitFor(next);
    } catch (error) {
      log.warn({ server, error: sentence(error) }, "the server was not shown a new token; it is tried again");
      if (!stopped) later(again);
    }
  };
  if (token !== undefined && shown !== undefined) waitFor(shown);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
