/** Resolves when `promise` has settled or `milliseconds` have passed, whichever is first. Never rejects. */
export function withTimeout(promise: Promise<unknown>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    promise.then(done, done);
  });
}
