// The kernels' own memory, below the heap: constants, and room for products and rows. Address 0 is nothing.
// Threads share the constants; each has a room of its own: the first one's for float32 is here, the others are on the heap.
import { SIZE } from "./simd";

const KC_BYTES: usize = 256 * SIZE;

/** Static data (`memory.data`) lies below: that of the kernels for float32 from 1024 on, that for float64 from 4096 on. */
const STATIC_END: usize = 8192;
const PACKED_A_BYTES: usize = 96 * KC_BYTES;
const PACKED_B_BYTES: usize = (4096 / SIZE) * KC_BYTES;
const TILE_BYTES: usize = 512;
const ROWS_BYTES: usize = 1024;

/** A block of the left matrix, packed: 96 rows of 256. */
export let PACKED_A: usize = STATIC_END;
/** A block of the right one: 256 rows of 4 kB. */
export let PACKED_B: usize = PACKED_A + PACKED_A_BYTES;
/** One register tile: 6 rows of 64 bytes. */
export let TILE: usize = PACKED_B + PACKED_B_BYTES;
/** Some numbers for each of some rows. */
export let ROWS: usize = TILE + TILE_BYTES;

/** The size of a thread's room. */
export const roomBytes: usize = PACKED_A_BYTES + PACKED_B_BYTES + TILE_BYTES + ROWS_BYTES;
/** Where the heap may begin. */
export const heapBase: usize = STATIC_END + roomBytes;

/** Gives this thread its room. */
export function setRoom(at: usize): void {
  PACKED_A = at;
  PACKED_B = PACKED_A + PACKED_A_BYTES;
  TILE = PACKED_B + PACKED_B_BYTES;
  ROWS = TILE + TILE_BYTES;
}
