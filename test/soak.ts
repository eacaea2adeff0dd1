// Numbers that are small in `npm test` and large in `npm run soak`. A test file that imports this runs in both.

const isSoak = process.env.UNROLLED_SOAK === "1";

/** How often to do something: `few` times in a test, `many` times in a soak. */
export const times = (few: number, many: number): number => (isSoak ? many : few);
