// Bytes of a file one after another: read into where they are to stay, so that no file is held twice.
import { untilInterrupt } from "../../backend/index.ts";
import { node, sizeOfFile } from "./host.ts";

/** Bytes a chunk: few calls, little memory. */
const chunkBytes = 2 ** 20;

/** Says what is wrong with a file: who, expected, got, next. */
export type Fault = (got: string, next?: string) => Error;

/** A file as it is read: its bytes in order, and how its faults are told. */
export class ByteStream {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  /** Bytes given so far. */
  position = 0;

  /** Makes the error of this file. */
  readonly fault: Fault;
  /** How many bytes there are, where that is known before they are read. */
  readonly size: number | undefined;

  constructor(chunks: AsyncIterable<Uint8Array>, fault: Fault, size?: number) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.fault = fault;
    this.size = size;
  }

  /** Fills `target` as far as there are bytes. @returns how many there were */
  async fill(target: Uint8Array): Promise<number> {
    let filled = 0;
    while (filled < target.length) {
      if (this.#chunk.length === 0 && !(await this.#next())) break;
      const part = this.#chunk.subarray(0, target.length - filled);
      target.set(part, filled);
      this.#chunk = this.#chunk.subarray(part.length);
      filled += part.length;
    }
    this.position += filled;
    return filled;
  }

  /** The next `count` bytes. @param what they are, for the error where the file ends before */
  async take(count: number, what: string): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(count);
    const got = await this.fill(bytes);
    if (got < count) throw this.fault(`it ends after ${this.position} bytes, in ${what}`, cut);
    return bytes;
  }

  /** Passes over bytes. @param what they are, for the error where the file ends before */
  async skip(count: number, what: string): Promise<void> {
    let left = count;
    while (left > 0) {
      if (await this.isAtEnd()) throw this.fault(`it ends after ${this.position} bytes, in ${what}`, cut);
      const part = Math.min(left, this.#chunk.length);
      this.#chunk = this.#chunk.subarray(part);
      this.position += part;
      left -= part;
    }
  }

  /** Whether all bytes are read. */
  async isAtEnd(): Promise<boolean> {
    return this.#chunk.length === 0 && !(await this.#next());
  }

  /** All that is left, chunk by chunk. */
  async *rest(): AsyncGenerator<Uint8Array> {
    while (!(await this.isAtEnd())) {
      const chunk = this.#chunk;
      this.#chunk = chunk.subarray(chunk.length);
      this.position += chunk.length;
      yield chunk;
    }
  }

  /** Lets go of the file, wherever it stands. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #next(): Promise<boolean> {
    for (;;) {
      const { done, value } = await untilInterrupt(this.#chunks.next()).catch(error => {
        throw isZlib(error) ? this.fault(`it cannot be unpacked (${error.message})`, cut) : error;
      });
      if (done) return false;
      if (value.length === 0) continue;
      this.#chunk = value;
      return true;
    }
  }
}

/** What to do about a file that is not whole. */
export const cut = "it is incomplete or was changed: copy or download it again";

const isZlib = (error: unknown): error is Error => error instanceof Error && String((error as { code?: string }).code).startsWith("Z_"); // biome-ignore format: a line

/**
 * Opens a file, unpacked where it is gzip, whatever its name.
 * @param what what `who` expects there: "a .npy file"
 */
export async function withFile<Value>(
  who: string,
  what: string,
  file: string,
  read: (bytes: ByteStream) => Promise<Value>,
): Promise<Value> {
  const size = sizeOfFile(who, what, file);
  const fault = faultOf(who, what, file);
  if (size === 0) throw fault("it is empty");
  const isGzip = firstBytes(who, file, 2).every((byte, i) => byte === [0x1f, 0x8b][i]);
  const bytes = new ByteStream(chunksOf(who, file, isGzip ? "gzip" : "stored"), fault, isGzip ? undefined : size);
  try {
    return await read(bytes);
  } finally {
    await bytes.close();
  }
}

/** `readNpy expects a .npy file, but x.npy is none: it begins with …; next` */
export const faultOf =
  (who: string, what: string, file: string): Fault =>
  (got, next) =>
    new Error(`${who} expects ${what}, but cannot read ${file}: ${got}${next ? `; ${next}` : ""}`);

function firstBytes(who: string, file: string, count: number): Uint8Array {
  const { fs } = node(who);
  const handle = fs.openSync(file, "r");
  try {
    const bytes = new Uint8Array(count);
    return bytes.subarray(0, fs.readSync(handle, bytes, 0, count, 0));
  } finally {
    fs.closeSync(handle);
  }
}

/** The bytes of a file, or of a part of it, unpacked. @param end the byte behind the last */
export function chunksOf(
  who: string,
  file: string,
  packed: "stored" | "gzip" | "deflate",
  start = 0,
  end = Number.POSITIVE_INFINITY,
): AsyncIterable<Uint8Array> {
  const { fs, stream, zlib } = node(who);
  if (end <= start) return stream.Readable.from([]);
  const source = fs.createReadStream(file, { start, end: end - 1, highWaterMark: chunkBytes });
  if (packed === "stored") return source;
  const unpack = packed === "gzip" ? zlib.createGunzip : zlib.createInflateRaw;
  // An error of either end reaches whoever reads the second.
  return stream.pipeline(source, unpack({ chunkSize: chunkBytes }), () => {});
}
