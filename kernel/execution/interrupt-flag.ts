// The shared memory of an interrupt: the urgent thread writes it, the cells' loops read its first number.
export const flagIndex = {
  /** 1 while a stop is wanted. */
  wanted: 0,
  /** How many interrupts there were. */
  count: 1,
  /** How many of them are over. */
  over: 2,
  /** The last request that an interrupt was meant for: all before it are meant, too. */
  upTo: 3,
  /** How many interrupts the cells' thread has received as messages: until then it is busy. */
  received: 4,
  /** The cell that began last. */
  cell: 5,
} as const;

export function createFlag(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4 * Object.keys(flagIndex).length));
}
