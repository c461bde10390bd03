/** Required tests of the suite that we fail, each with its reason. A test that is not listed must pass, a listed one must fail. */
export const listedMisses: ReadonlyMap<string, string> = new Map();
