/** The oldest Node that boost-gen runs on; `engines` of package.json says the same. */
const [leastMajor, leastMinor] = [20, 19];

/** What is wrong with a version of Node, in words. Plain enough that a Node of years ago reads it. */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined;
  return `boost-gen needs Node ${leastMajor}.${leastMinor} or later, and this is ${version}. Install a newer one from https://nodejs.org, or with the version manager that you use.`;
}
