/** Parameters of an address that name a user, a password or a key. */
export const secretParameter =
  /^(user(name)?|login|pass(word|wd|phrase)?|pwd|secret|(access[-_]?)?token|api[-_]?key|sasl[.-_]?(user|pass).*)$/i;

/**
 * What a build prints is read by more people than the document is: `user:password@host` becomes `****:********@host`, a user alone and
 * what a query or a server's variable calls a password likewise. Columns are kept.
 */
export function withoutCredentials(text: string): string {
  return withoutUserInfo(text)
    .replace(
      /([^\s/:@'"`]{1,256})(:)([^\s/@'"`]{1,2048})(?=@[^\s@])/g,
      (_, user: string, colon: string, password: string) => stars(user) + colon + stars(password),
    )
    .replace(/(:\/\/)([^\s/:@'"`,?#…]{1,256})(?=@[^\s@])/g, (_, scheme: string, user: string) => scheme + stars(user))
    .replace(/([?&])([\w.-]{1,64})(=)([^\s&'"`]+)/g, (whole: string, mark: string, name: string, equals: string, secret: string) =>
      secretParameter.test(name) ? mark + name + equals + stars(secret) : whole,
    )
    .replace(
      /(["']?)([\w.-]{1,64})(\1\s{0,8}:\s{0,8}\{[^{}]{0,512}?\bdefault["']?\s*:\s*["']?)([^"'\s,{}]+)/g,
      (whole: string, quote: string, name: string, between: string, value: string) =>
        secretParameter.test(name) ? quote + name + between + stars(value) : whole,
    );
}

/**
 * What stands for user and password behind `scheme://`, either of which may be empty. A password that nobody escaped may hold `@`, or a `/`
 * where the text before it is no port. Lengths are bounded, since any text may come.
 */
export function withoutUserInfo(text: string, mask = stars): string {
  return text.replace(
    /(:\/\/)([^\s/:@'"`?#]{0,256})(:)(?!(?:\d{1,5}|\{[^{}]{0,256}\})(?:[/,?#]|$))([^\s'"`/]{1,2048}|[^\s@'"`]{1,2048})(?=@[^\s@])/g,
    (_, scheme: string, user: string, colon: string, password: string) => scheme + mask(user) + colon + mask(password),
  );
}

function stars(text: string): string {
  return "*".repeat(text.length);
}
