import { satisfies, valid } from "semver";

export interface Readiness {
  readonly version: string;
  readonly changelog: string;
  /** What `git status --porcelain` prints. */
  readonly status: string;
  readonly tags: readonly string[];
}

/** One sentence for each reason why this commit cannot be released. */
export function readinessProblems({ version, changelog, status, tags }: Readiness): readonly string[] {
  const [, heading] = /^## (.*)$/m.exec(changelog) ?? [];
  const [released = ""] = (heading ?? "").split(/[\s(]/);
  const newer = tags.filter(
    (tag) => tag !== `v${version}` && valid(tag) !== null && valid(version) !== null && satisfies(tag, `>${version}`),
  );
  return [
    ...(status === "" ? [] : [`the working tree is not clean: ${status.split("\n").length} files differ from the commit`]),
    ...(valid(version) === version ? [] : [`"${version}" in package.json is no version; write one as in 1.2.3`]),
    ...(released === version ? [] : [`the first heading of CHANGELOG.md is "${heading ?? ""}", and package.json says ${version}`]),
    ...(tags.includes(`v${version}`)
      ? [`v${version} is tagged already; raise the version in package.json and add its heading to CHANGELOG.md`]
      : []),
    ...newer.map((tag) => `${tag} is newer than ${version}`),
  ];
}
