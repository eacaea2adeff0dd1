// Messages on a pipe: four bytes of length (big endian), then a JSON object in UTF-8.
import { constants } from "node:buffer";

/** A cell may set those of JSON to something else, and print then. */
const { parse, stringify } = JSON;

export function encodeFrame(message: unknown): Buffer {
  const body = Buffer.from(stringify(message), "utf8");
  const frame = Buffer.allocUnsafe(4 + body.length);
  frame.writeUInt32BE(body.length);
  body.copy(frame, 4);
  return frame;
}

/**
 * Takes what arrives, in pieces of any size, and hands on each message when it is whole. A cell has the pipe, too, and may
 * write anything into it: then, and for a message longer than `limit` bytes, `refuse` is called, once, and nothing more is
 * read.
 */
export function createDecoder<Message>(
  receive: (message: Message) => void,
  refuse: () => void,
  limit: number = constants.MAX_STRING_LENGTH, // the first letters of any text, read as a number, are more
): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = 4;
  let isRefused = false;

  /** Undefined where there is no message. */
  function read(frame: Buffer): Message | undefined {
    try {
      const message = parse(frame.toString("utf8", 4)) as Message;
      return typeof message === "object" && message !== null ? message : undefined;
    } catch {
      return undefined;
    }
  }

  return chunk => {
    if (isRefused) return;
    chunks.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const buffer = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      wanted = 4 + buffer.readUInt32BE();
      const isTooLong = wanted > limit;
      if (held < wanted && !isTooLong) {
        chunks = [buffer];
        return;
      }
      const message = isTooLong ? undefined : read(buffer.subarray(0, wanted));
      if (message === undefined) {
        isRefused = true;
        chunks = [];
        return refuse();
      }
      chunks = [buffer.subarray(wanted)];
      held -= wanted;
      wanted = 4;
      receive(message);
    }
  };
}
