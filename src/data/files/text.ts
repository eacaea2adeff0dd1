// Text of a file, chunk by chunk.
import type { ByteStream } from "./byte-stream.ts";

/** How the characters of a text are written in bytes. */
export type Encoding = "utf-8" | "utf-16le" | "latin1";

/** The characters of a file; a byte order mark is left out. */
export async function* textOf(bytes: ByteStream, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 1;
  for await (const chunk of bytes.rest()) {
    const text = decode(() => decoder.decode(chunk, { stream: true }), chunk, lines);
    lines += text.split("\n").length - 1;
    yield text;
  }
  const last = decode(() => decoder.decode(), new Uint8Array(0), lines);
  if (last !== "") yield last;

  function decode(run: () => string, chunk: Uint8Array, line: number): string {
    try {
      return run();
    } catch {
      const before = new TextDecoder(encoding).decode(chunk).split("\ufffd")[0]!;
      const isUtf16 = chunk[0] === 0xff && chunk[1] === 0xfe;
      const other = isUtf16 ? "utf-16le" : "latin1";
      throw bytes.fault(
        `line ${line + before.split("\n").length - 1} holds bytes that are no ${encoding}`,
        encoding === "latin1" ? undefined : `a text of older programs is read with { encoding: "${other}" }`,
      );
    }
  }
}
