/** The bytes behind an address, or a reason that ends a sentence. */
export type FetchFile = (
  url: URL,
  limits: { readonly bytes: number; readonly time: number },
) => Promise<{ readonly bytes: Uint8Array } | { readonly reason: string }>;

/** No redirect is followed (it could leave the allowed origin) and nothing that identifies the user is sent. */
export const fetchFile: FetchFile = async (url, { bytes: mostBytes, time }) => {
  try {
    const response = await fetch(url, {
      redirect: "manual",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(time),
    });
    if (response.status >= 300 && response.status < 400)
      return { reason: "the server redirects to another address, which is not followed" };
    if (!response.ok) return { reason: `the server answers with status ${response.status}` };
    return await bodyOf(response, mostBytes);
  } catch (error) {
    return { reason: reasonOf(error, time) };
  }
};

async function bodyOf(response: Response, mostBytes: number): Promise<{ readonly bytes: Uint8Array } | { readonly reason: string }> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  if (response.body !== null) {
    for await (const chunk of response.body) {
      total += chunk.length;
      if (total > mostBytes) return { reason: `it is larger than ${mostBytes} bytes` };
      chunks.push(chunk);
    }
  }
  return { bytes: Buffer.concat(chunks) };
}

function reasonOf(error: unknown, time: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${time / 1000} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
