export interface PackedPage {
  readonly html: string;
  /** `'sha256-…'` of its one script and its one style sheet. */
  readonly script: string;
  readonly style: string;
}

/** Nothing runs but what was built into the page, nothing is loaded from anywhere, nobody frames it. */
export function pageHeaders({ script, style }: PackedPage): { readonly [name: string]: string } {
  const policy = [
    "default-src 'none'",
    `script-src ${script}`,
    `style-src ${style}`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  };
}
