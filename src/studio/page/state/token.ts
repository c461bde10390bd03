const name = "boost-gen-studio-token";

/**
 * The address that was opened has the token behind `#`. It is kept for this tab, so that reloading works, and taken out of the address bar, so that
 * an address that somebody copies opens nothing.
 */
export function takeToken(): string {
  const given = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (given !== undefined) {
    sessionStorage.setItem(name, given);
    history.replaceState(null, "", `${location.pathname}#/`);
  }
  return sessionStorage.getItem(name) ?? "";
}
