// Plain data with a check sum over all of it: data that was cut short or changed is refused as a whole.
import { crc32 } from "./crc32.ts";

/** Plain data with its check sum. */
export type Checksummed<Data> = Data & {
  /** CRC-32 of everything else. */
  readonly crc32: number;
};

/** The same data with its check sum in `crc32`. */
export const withChecksum = <Data extends object>(data: Data): Checksummed<Data> => ({ ...data, crc32: sumOf(data) });

/**
 * @param what the data's name in messages
 * @throws Error unless `data` is as `withChecksum` returned it, also after a way through JSON.
 */
export function assertChecksum(what: string, data: object): void {
  const { crc32: expected, ...rest } = data as Checksummed<object>;
  if (expected !== sumOf(rest))
    throw new Error(`${what} cannot be used: it is incomplete or was changed (its check sum differs)`);
}

const sumOf = (data: object): number => crc32(new TextEncoder().encode(JSON.stringify(sorted(data))));

/** With its keys sorted: a way through a database may leave them in another order. */
function sorted(value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`; // which JSON cannot hold: data that were changed
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
