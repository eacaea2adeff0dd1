// The HMAC that proves that a message comes from someone who holds the connection file's key.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
import { createHmac, timingSafeEqual } from "node:crypto";

export const signatureSchemes = ["hmac-sha256", "hmac-sha512", "hmac-sha384", "hmac-sha1", "hmac-md5"];

export function isSupportedScheme(scheme: unknown): boolean {
  return signatureSchemes.includes(scheme as string);
}

export interface Signer {
  /** Hexadecimal; empty where there is no key. */
  sign(parts: Uint8Array[]): string;
  verify(signature: Uint8Array, parts: Uint8Array[]): boolean;
}

export function createSigner(scheme: string, key: string): Signer {
  if (key === "") return { sign: () => "", verify: () => true };

  const algorithm = scheme.slice("hmac-".length);
  function sign(parts: Uint8Array[]): string {
    const hmac = createHmac(algorithm, key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }
  return {
    sign,
    /** In constant time, so that a forger learns nothing from how long a refusal takes. */
    verify(signature, parts) {
      const expected = Buffer.from(sign(parts));
      return signature.length === expected.length && timingSafeEqual(signature, expected);
    },
  };
}
