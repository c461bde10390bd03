/** What a program, a token endpoint or a function answers → a token and its end. Nothing of an answer enters a sentence: it may be the secret. */
import type { Token } from "../brokers/broker.ts";
import { ConfigurationError } from "../ground/errors.ts";

type Answer = { readonly [name: string]: unknown };

/** Names of the token itself: OAuth's, kubectl's, those of the clouds' own programs. */
const valueNames = ["token", "access_token", "accessToken", "value"];
/** Moments: ISO 8601, or seconds or milliseconds since the epoch. The first that is there counts. */
const endNames = ["expirationTimestamp", "expiresAt", "expires_at", "expires_on", "expiration", "expiry", "expiresOn"];

/** `from`: what a sentence calls it. @throws ConfigurationError */
export function readToken(answer: unknown, from: string, now = Date.now()): Token {
  if (typeof answer === "string") return tokenOf(answer.trim(), undefined, undefined, from);
  const record = recordOf(answer);
  // kubectl's ExecCredential has both in `status`.
  const inner = recordOf(record["status"]);
  const told = inner["token"] === undefined ? record : inner;
  const value = valueNames.map((name) => told[name]).find((each) => typeof each === "string");
  if (typeof value !== "string") throw new ConfigurationError(`${from} gives no token: a text, or an object with \`token\``);
  return tokenOf(value, endOf(told, now), told["extensions"], from);
}

/** The standard output of a program: JSON where it begins so, else the token itself. */
export function readOutput(output: string, from: string): Token {
  const text = output.trim();
  if (!text.startsWith("{")) return readToken(text, from);
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new ConfigurationError(`${from} prints JSON that cannot be parsed`);
  }
  return readToken(answer, from);
}

function tokenOf(value: string, end: number | undefined, extensions: unknown, from: string): Token {
  // It becomes part of a line of SASL or HTTP, which it must not be able to end.
  if (!/^[\x21-\x7e]+$/.test(value)) throw new ConfigurationError(`${from} gives no token: it is empty, or has blanks in it`);
  const expiresAt = end ?? endOfJwt(value);
  const texts = Object.entries(recordOf(extensions)).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return {
    value,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(texts.length === 0 ? {} : { extensions: Object.fromEntries(texts) }),
  };
}

function endOf(told: Answer, now: number): number | undefined {
  const seconds = Number(told["expires_in"] ?? told["expiresIn"] ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds > 0) return now + seconds * 1_000;
  for (const name of endNames) {
    const moment = momentOf(told[name]);
    if (moment !== undefined) return moment;
  }
  return undefined;
}

function momentOf(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  const number = typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value)) ? Number(value) : undefined;
  // Seconds, as nearly everybody has them, until the year 5138.
  if (number !== undefined) return number < 1e11 ? number * 1_000 : number;
  const moment = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

/** `exp` of a JSON Web Token, which says of itself how long it holds. */
function endOfJwt(token: string): number | undefined {
  const [, claims] = token.split(".");
  if (claims === undefined) return undefined;
  try {
    return momentOf(recordOf(JSON.parse(Buffer.from(claims, "base64url").toString("utf8")))["exp"]);
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Answer {
  return typeof value === "object" && value !== null ? (value as Answer) : {};
}
