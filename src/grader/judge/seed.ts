// What the hidden inputs of a check are drawn from: nobody without the secret can foresee it, and whoever has it finds it again.
import { createHmac } from "node:crypto";

export interface SeedOf {
  /** Of the file of results, see `Results.secret`. */
  secret: string;
  run: string;
  /** SHA-256 of the submission: another one is asked other things. */
  hash: string;
  check: string;
}

/** 128 bits, as hexadecimal digits. */
export const seedOf = ({ secret, run, hash, check }: SeedOf): string =>
  createHmac("sha256", secret)
    .update(JSON.stringify([run, hash, check]))
    .digest("hex")
    .slice(0, 32);
