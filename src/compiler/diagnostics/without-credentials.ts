/**
 * What a build prints is read by more people than the document is: `user:password@host` becomes `****:********@host`, a user alone and
 * what a query calls a password likewise. Columns are kept.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(
      /([^\s/:@'"`]+)(:)([^\s/@'"`]+)(?=@[^\s@])/g,
      (_, user: string, colon: string, password: string) => stars(user) + colon + stars(password),
    )
    .replace(/(:\/\/)([^\s/:@'"`,?#…]+)(?=@[^\s@])/g, (_, scheme: string, user: string) => scheme + stars(user))
    .replace(
      /([?&](?:pass(?:word|wd)?|pwd|secret|token|api[-_]?key|user(?:name)?)=)([^\s&'"`]+)/gi,
      (_, name: string, secret: string) => name + stars(secret),
    );
}

const stars = (text: string): string => "*".repeat(text.length);
