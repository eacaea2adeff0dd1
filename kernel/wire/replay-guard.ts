// Refuses a message that was received before: whoever can read along could otherwise send it again, and a cell would run twice.
//
// A signature covers a message's id, so that no two messages have the same. Only so many are kept: by the time one is
// forgotten, thousands of later messages have come, and what is sent again is what somebody has just recorded.

export interface ReplayGuard {
  /** Whether this signature is new; from now on it is not. An empty one, where there is no key, always is. */
  isNew(signature: Uint8Array): boolean;
}

/** jupyter_client's number for the same purpose; some 8 MB when it is reached. */
const keptSignatures = 65_536;

export function createReplayGuard(kept = keptSignatures): ReplayGuard {
  const seen = new Set<string>();
  return {
    isNew(signature) {
      if (signature.length === 0) return true;
      const text = Buffer.from(signature).toString("latin1");
      if (seen.has(text)) return false;
      seen.add(text);
      // A set keeps its order.
      const [oldest] = seen.size > kept ? seen.keys().take(1) : [];
      if (oldest !== undefined) seen.delete(oldest);
      return true;
    },
  };
}
