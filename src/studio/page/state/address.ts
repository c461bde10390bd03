import { useEffect, useState } from "preact/hooks";
import type { ScreenName } from "../../shared/about.ts";

/** What is looked at, as the address bar has it: `#/contract?operation=onOrder`. */
export interface Address {
  readonly screen: string;
  readonly query: { readonly [name: string]: string };
}

function readAddress(hash: string): Address {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?");
  return { screen: path, query: Object.fromEntries(new URLSearchParams(search)) };
}

/** Parameters that are empty are left out. */
export function hrefOf(screen: ScreenName | string, query: { readonly [name: string]: string | undefined } = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "");
  const search = new URLSearchParams(given).toString();
  return `#/${screen}${search === "" ? "" : `?${search}`}`;
}

/** Without an entry in the history: for what is typed. */
export function replaceAddress(href: string): void {
  history.replaceState(null, "", href);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

export function useAddress(): Address {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = (): void => setHash(location.hash);
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return readAddress(hash);
}
