import { domainToASCII } from "node:url";

/** As the network knows it: a name of other letters in its ASCII form. Undefined for what is no name of a host. */
export function hostName(name: string): string | undefined {
  // Underscores are not allowed in names of hosts, and usual in those of containers.
  if (/^[\w-]+(?:\.[\w-]+)*\.?$/.test(name)) return name;
  const ascii = /^[\p{L}\p{M}\p{N}._-]+$/u.test(name) ? domainToASCII(name) : "";
  return ascii === "" ? undefined : ascii;
}

export function isPort(text: string): boolean {
  return Number(text) > 0 && Number(text) < 65_536;
}
