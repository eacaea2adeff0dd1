// Sealed data: plain data with a check sum over all of it, so that what was cut short or changed is refused as a whole.
import { crc32 } from "./crc32.ts";

export type Sealed<Data> = Data & {
  /** CRC-32 of everything else. */
  readonly crc32: number;
};

export const sealed = <Data extends object>(data: Data): Sealed<Data> => ({ ...data, crc32: sumOf(data) });

/**
 * @param what named in messages
 * @throws Error unless `data` is as `sealed` left it, also after a way through JSON.
 */
export function assertSeal(what: string, data: object): void {
  const { crc32: expected, ...rest } = data as Sealed<object>;
  if (expected !== sumOf(rest))
    throw new Error(`${what} cannot be used: it is incomplete or was changed (its check sum differs)`);
}

const sumOf = (data: object): number => crc32(new TextEncoder().encode(JSON.stringify(inOrder(data))));

/** With its keys sorted: a way through a database may leave them in another order. */
function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const entries = Object.entries(value).map(([key, inner]) => [key, inOrder(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
