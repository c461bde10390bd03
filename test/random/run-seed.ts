/** What every draw of a test comes from. `npm test` chooses and prints it, and `npm test -- --seed <number>` takes the one that is given. */
export const runSeed: number = Number(process.env["BOOST_TEST_SEED"] ?? freshSeed());

/** A test file that runs without `npm test`. */
function freshSeed(): number {
  const seed = Date.now() % 2 ** 31;
  console.log(`BOOST_TEST_SEED=${seed}`);
  return seed;
}
