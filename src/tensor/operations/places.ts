// Where numbers stand in the order of their size. Equal numbers stay in their order; NaN is the largest, as in NumPy.

/** A line of so many numbers is sorted by insertion; a longer one digit by digit, from the lowest (LSD radix sort). */
const fewNumbers = 48;

/** Bits of a digit, and how many digits the 64 of a number have. */
const digitBits = 11;
const buckets = 2 ** digitBits;
const digits = Math.ceil(64 / digitBits);

/** The places of all numbers, the smallest first, or with `descending` the largest. */
export function sortedPlaces(line: Float64Array, descending: boolean): ArrayLike<number> {
  return line.length <= fewNumbers ? inserted(line, descending) : byDigits(line, descending);
}

function inserted(line: Float64Array, descending: boolean): number[] {
  const places: number[] = [];
  for (let i = 0; i < line.length; i++) {
    let at = i;
    for (; at > 0; at--) {
      const before = line[places[at - 1]!]!;
      if (!(descending ? isLarger(line[i]!, before) : isLarger(before, line[i]!))) break;
      places[at] = places[at - 1]!;
    }
    places[at] = i;
  }
  return places;
}

const isLarger = (a: number, b: number): boolean => a > b || (Number.isNaN(a) && !Number.isNaN(b));

/** The bits of numbers as whole numbers that are larger where the number is: the lower and the upper 32 of each. */
function keysOf(line: Float64Array, descending: boolean): Uint32Array {
  const keys = new Uint32Array(Float64Array.from(line, x => x + 0).buffer); // −0 + 0 is 0, which equals it
  const turn = descending ? 0xffffffff : 0;
  for (let i = 0; i < line.length; i++) {
    const [low, high] = [keys[2 * i]!, keys[2 * i + 1]!];
    const flip = Number.isNaN(line[i]!) ? undefined : high >>> 31 === 1 ? 0xffffffff : 0;
    keys[2 * i] = (flip === undefined ? 0xffffffff : low ^ flip) ^ turn;
    keys[2 * i + 1] = (flip === undefined ? 0xffffffff : high ^ (flip | 0x80000000)) ^ turn;
  }
  return keys;
}

function byDigits(line: Float64Array, descending: boolean): Uint32Array {
  const n = line.length;
  const keys = keysOf(line, descending);
  const digit = (place: number, shift: number): number => {
    const [low, high] = [keys[2 * place]!, keys[2 * place + 1]!];
    const bits = shift >= 32 ? high >>> (shift - 32) : (low >>> shift) | (shift === 0 ? 0 : high << (32 - shift));
    return bits & (buckets - 1);
  };
  let places = Uint32Array.from({ length: n }, (_, i) => i);
  let sorted = new Uint32Array(n);
  const ends = new Uint32Array(buckets);
  for (let d = 0; d < digits; d++) {
    const shift = d * digitBits;
    ends.fill(0);
    for (let i = 0; i < n; i++) ends[digit(i, shift)]!++;
    if (ends[digit(0, shift)] === n) continue; // all have the same digit, as float32 numbers in the low ones
    for (let b = 1; b < buckets; b++) ends[b]! += ends[b - 1]!;
    for (let i = n - 1; i >= 0; i--) {
      const b = digit(places[i]!, shift);
      ends[b]!--;
      sorted[ends[b]!] = places[i]!;
    }
    [places, sorted] = [sorted, places];
  }
  return places;
}

/** The places of the k largest of n numbers, the largest first; of equal ones the lower. One look at each number where k is small. */
export function largestPlaces(n: number, k: number, at: (place: number) => number): number[] {
  if (k > fewNumbers) return Array.from(sortedPlaces(Float64Array.from({ length: n }, (_, i) => at(i)), true)).slice(0, k); // biome-ignore format: a line
  const [places, numbers]: [number[], number[]] = [[], []];
  for (let i = 0; i < n; i++) {
    const number = at(i);
    if (places.length === k && !(k > 0 && isLarger(number, numbers[k - 1]!))) continue;
    let j = Math.min(places.length, k - 1);
    for (; j > 0 && isLarger(number, numbers[j - 1]!); j--) {
      places[j] = places[j - 1]!;
      numbers[j] = numbers[j - 1]!;
    }
    places[j] = i;
    numbers[j] = number;
  }
  return places;
}
