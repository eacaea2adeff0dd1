// The numbers that dropout multiplies by, drawn fast: a byte decides for each, so a word for four of them.

/**
 * Fills `values` with 0, with probability `rate`, and else 1 / (1 − rate). The byte of a number that lies on the border is followed by
 * a word, so the chance is exact to 2⁻⁴⁰. The words are those of sfc32 (C. Doty-Humphrey, PractRand), which takes a tenth of the time
 * of Philox; its start is drawn from that, so the mask follows from the seed all the same.
 * @param start four random words
 */
export function fillDropoutMask(values: Float32Array | Float64Array, rate: number, start: Uint32Array): void {
  let [a, b, c, d] = start as unknown as [number, number, number, number];
  const word = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum;
  };
  for (let i = 0; i < 12; i++) word(); // as its author does before the first word is used
  const border = Math.floor(rate * 256);
  const rest = (rate * 256 - border) * 2 ** 32;
  const kept = 1 / (1 - rate);
  /** By byte; −1 where a further word decides. */
  const table = Float64Array.from({ length: 256 }, (_, byte) =>
    byte < border ? 0 : byte === border && rest > 0 ? -1 : kept,
  );
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    const bytes = word();
    values[i] = table[bytes & 0xff]!;
    values[i + 1] = table[(bytes >>> 8) & 0xff]!;
    values[i + 2] = table[(bytes >>> 16) & 0xff]!;
    values[i + 3] = table[bytes >>> 24]!;
  }
  for (let i = whole, bytes = word(); i < values.length; i++, bytes >>>= 8) values[i] = table[bytes & 0xff]!;
  if (rest > 0) for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = word() >>> 0 < rest ? 0 : kept;
}
