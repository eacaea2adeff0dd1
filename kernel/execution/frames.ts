// Messages on a pipe: four bytes of length (big endian), then JSON in UTF-8.

export function encodeFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message), "utf8");
  const frame = Buffer.allocUnsafe(4 + body.length);
  frame.writeUInt32BE(body.length);
  body.copy(frame, 4);
  return frame;
}

/** Feed it what arrives, in pieces of any size; it hands on each message when it is whole. */
export function createDecoder<Message>(receive: (message: Message) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = 4;
  return chunk => {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const buffer = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      wanted = 4 + buffer.readUInt32BE();
      if (held < wanted) {
        chunks = [buffer];
        return;
      }
      chunks = [buffer.subarray(wanted)];
      held -= wanted;
      const body = buffer.toString("utf8", 4, wanted);
      wanted = 4;
      receive(JSON.parse(body) as Message);
    }
  };
}
