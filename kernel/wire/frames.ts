// A message as ZeroMQ frames: identities, delimiter, signature, four JSON parts, buffers.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
import { toJsonText } from "../protocol/json-text.ts";
import type { Content, Header, Message } from "../protocol/message.ts";
import type { ReplayGuard } from "./replay-guard.ts";
import type { Signer } from "./signature.ts";

const frameDelimiter = Buffer.from("<IDS|MSG>");

/** What arrived: a message, or why it is none. Foreign input is never a reason to throw. */
export type Decoded = { ok: true; message: Message } | { ok: false; problem: string };

export function encode(message: Message<object>, signer: Signer): Uint8Array[] {
  const { identities, header, parent_header, metadata, content, buffers } = message;
  const parts = [header, parent_header, metadata, content].map(part => Buffer.from(toJsonText(part)));
  return [...identities, frameDelimiter, Buffer.from(signer.sign(parts)), ...parts, ...buffers];
}

/** With a guard, a message that was received before is refused. */
export function decode(frames: Uint8Array[], signer: Signer, guard?: ReplayGuard): Decoded {
  const delimiter = frames.findIndex(frame => frameDelimiter.equals(frame));
  if (delimiter < 0) return problem("it has no delimiter <IDS|MSG>");
  const [signature, ...rest] = frames.slice(delimiter + 1);
  const parts = rest.slice(0, 4);
  if (!signature || parts.length < 4)
    return problem(`it has ${frames.length - delimiter - 1} frames after the delimiter, not the 5 of a message`);
  if (!signer.verify(signature, parts)) return problem("its signature is wrong");
  if (guard && !guard.isNew(signature)) return problem("it was received before");

  let values: unknown[];
  try {
    values = parts.map(part => JSON.parse(Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString()));
  } catch (error) {
    return problem((error as Error).message);
  }
  if (!values.every(isObject)) return problem("one of its parts is no JSON object");
  const [header, parent_header, metadata, content] = values as [Content, Content, Content, Content];
  for (const field of ["msg_id", "msg_type", "session"])
    if (typeof header[field] !== "string") return problem(`its header has no ${field}`);

  return {
    ok: true,
    message: {
      identities: frames.slice(0, delimiter),
      header: header as Content & Header,
      parent_header: parent_header as Content & Header,
      metadata,
      content,
      buffers: rest.slice(4),
    },
  };
}

/** Who a message is for, or from. */
export function identitiesOf(frames: Uint8Array[]): Uint8Array[] {
  return frames.slice(
    0,
    frames.findIndex(frame => frameDelimiter.equals(frame)),
  );
}

function isObject(value: unknown): value is Content {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function problem(problem: string): Decoded {
  return { ok: false, problem };
}
