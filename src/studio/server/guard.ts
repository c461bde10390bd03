import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/** 256 bits, as it stands in the printed address. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** In a time that tells nothing of how much of it was right. */
export function hasToken({ authorization = "" }: IncomingHttpHeaders, token: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(authorization), digest(`Bearer ${token}`));
}

/**
 * A page of somebody else's may have its name lead to this machine; the name then stands in `Host`. An IP address cannot be made to lead elsewhere,
 * so those are taken, `localhost`, and the name that the studio was told to listen on.
 */
export function isOwnHost({ host = "" }: IncomingHttpHeaders, listensOn: string): boolean {
  const name = hostName(host);
  return name === "localhost" || name === listensOn.toLowerCase() || isIP(name) !== 0;
}

/** A browser says where a request comes from: ours come from our own page. Programs say nothing. */
export function isOwnOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin, host = "" } = headers;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  return origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}`;
}

function hostName(host: string): string {
  if (!/^[\w.:[\]-]+$/.test(host)) return "";
  try {
    return new URL(`http://${host}`).hostname.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  } catch {
    return "";
  }
}
