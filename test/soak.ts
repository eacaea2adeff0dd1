// What is little in `npm test` and much in `npm run soak`. A test file that imports this runs in both.

const isSoak = process.env.UNROLLED_SOAK === "1";

/** How often to do something: `few` times in a test, `many` times in a soak. */
export const times = (few: number, many: number): number => (isSoak ? many : few);

/** A test of a suite that is for the soak alone. */
export function itSoaks(title: string, test: Mocha.AsyncFunc | (() => void)): void {
  if (isSoak) it(title, test as Mocha.AsyncFunc);
}
