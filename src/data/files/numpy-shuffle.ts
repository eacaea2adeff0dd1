// The order in which NumPy's old generator puts things, so that a data set comes in the order in which Keras has it.

const n = 624;

/**
 * `RandomState(seed).shuffle` of several ranges one after the other: MT19937 (M. Matsumoto, T. Nishimura 1998,
 * https://doi.org/10.1145/272991.272995), and Fisher–Yates from the end.
 */
export function numpyShuffles(seed: number, lengths: readonly number[]): number[][] {
  const next = mt19937(seed);
  return lengths.map(length => {
    const order = Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const mask = 2 ** (32 - Math.clz32(i)) - 1;
      let j = next() & mask;
      while (j > i) j = next() & mask;
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  });
}

function mt19937(seed: number): () => number {
  const state = new Uint32Array(n);
  state[0] = seed;
  for (let i = 1; i < n; i++) {
    const last = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = Math.imul(1812433253, last) + i;
  }
  let at = n;
  return () => {
    if (at === n) {
      for (let k = 0; k < n; k++) {
        const y = (state[k]! & 0x80000000) | (state[(k + 1) % n]! & 0x7fffffff);
        state[k] = state[(k + 397) % n]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      at = 0;
    }
    let y = state[at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}
