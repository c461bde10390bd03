/** Begins each line, so that `npm test` prints it at once also when it comes from the process of a test file. */
export const provisioning = "provisioning: ";

const everyMs = 15_000;

/** Says that something long begins, then every 15 s that it still goes on and what `note` was told last. */
export async function longStep<T>(what: string, work: (note: (progress: string) => void) => Promise<T>): Promise<T> {
  const start = performance.now();
  const say = (text: string): void => console.log(`${provisioning}${what}${text}`);
  let last = "";
  say(" …");
  const timer = setInterval(() => say(`, ${secondsSince(start)} s so far${last && `: ${last}`}`), everyMs);
  try {
    return await work((progress) => {
      last = progress;
    });
  } finally {
    clearInterval(timer);
  }
}

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 1_000);
}
