import type { IssueView } from "../../studio/shared/trial.ts";

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** In one answer. */
const most = 200;

/** What a validator found, as the page shows it: so many at most, paths as JSON Pointers. */
export function issueViews(issues: readonly Issue[]): readonly IssueView[] {
  return issues.slice(0, most).map(({ path, message }) => ({
    path: path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
    message,
  }));
}
