/** What the tarball is made of: the build, what editors and readers take from it, licences. No sources, tests or source maps. */
const wanted = new RegExp(
  `^(${[
    "dist/.*\\.(js|d\\.ts)",
    "dist/schemas/(config|extensions|report)\\.schema\\.json",
    "dist/THIRD-PARTY-LICENSES\\.txt",
    "dist/llms\\.txt",
    "dist/guide/[a-z-]+\\.md",
    "(dist/cjs/)?package\\.json",
    "README\\.md",
    "LICENSE",
    "CHANGELOG\\.md",
  ].join("|")})$`,
);

const needed: readonly string[] = [
  ...["package.json", "README.md", "LICENSE", "CHANGELOG.md"],
  ...["dist/cli/main.js", "dist/runtime/index.js", "dist/runtime/index.d.ts", "dist/cjs/runtime/index.js"],
  ...["dist/THIRD-PARTY-LICENSES.txt", "dist/llms.txt"],
  ...["config", "extensions", "report"].map((name) => `dist/schemas/${name}.schema.json`),
];

/** One sentence for each file that should not be in the tarball, or is not. */
export function contentProblems(files: readonly string[]): readonly string[] {
  const unexpected = files.filter((path) => !wanted.test(path) || /test\.|__tests__/.test(path));
  const missing = needed.filter((path) => !files.includes(path));
  return [
    ...unexpected.map((path) => `${path} does not belong into the package`),
    ...missing.map((path) => `${path} is missing in the package`),
  ];
}
