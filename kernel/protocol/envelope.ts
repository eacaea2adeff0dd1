// Puts contents into envelopes: each message gets an id and a date, and names the one that it answers.
import { randomUUID } from "node:crypto";
import { type Message, protocolVersion } from "./message.ts";

export interface Parts {
  parent?: Message | undefined;
  identities?: Uint8Array[];
  metadata?: Message["metadata"];
  buffers?: Uint8Array[];
}

export interface Envelopes {
  /** Of whoever sends: a kernel's whole life, or a client's. */
  session: string;
  wrap<Body extends object>(msg_type: string, content: Body, parts?: Parts): Message<Body>;
}

export function createEnvelopes(username: string): Envelopes {
  const session = randomUUID();
  let sent = 0;
  return {
    session,
    wrap: (msg_type, content, { parent, identities = [], metadata = {}, buffers = [] }: Parts = {}) => ({
      identities,
      header: {
        msg_id: `${session}_${sent++}`,
        msg_type,
        session,
        username,
        date: new Date().toISOString(),
        version: protocolVersion,
      },
      parent_header: parent?.header ?? {},
      metadata,
      content,
      buffers,
    }),
  };
}
