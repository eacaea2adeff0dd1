// The kernels' own memory, below the heap: constants, and room for products and rows. Address 0 is nothing.

const KC_BYTES: usize = 256 * 4;

/** AssemblyScript lays static data (`memory.data`) from 1024 on. */
const STATIC_END: usize = 4096;
/** A block of the left matrix, packed: 96 rows of 256. */
export const PACKED_A: usize = STATIC_END;
/** A block of the right one: 256 rows of 1024. */
export const PACKED_B: usize = PACKED_A + 96 * KC_BYTES;
/** One register tile of 6 × 16. */
export const TILE: usize = PACKED_B + 1024 * KC_BYTES;
/** Some numbers for each of some rows. */
export const ROWS: usize = TILE + 512;
/** Where the heap may begin. */
export const heapBase: usize = ROWS + 1024;
