// zip: which files an archive holds, and the bytes of each. What .npz is made of. APPNOTE.TXT 6.3.10, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
import { ByteStream, chunksOf, cut, faultOf } from "./byte-stream.ts";
import { node, sizeOfFile } from "./host.ts";

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Opens it: its bytes, unpacked; an error where they are not those that were packed. */
  open(): Promise<ByteStream>;
}

interface Place {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly start: number;
}

const endBytes = 22;
const longestComment = 0xffff;

/** The files of an archive by name, in the order of its directory. */
export async function readZip(who: string, what: string, file: string): Promise<Map<string, ZipEntry>> {
  const size = sizeOfFile(who, what, file);
  const fault = faultOf(who, what, file);
  const { fs } = node(who);
  const handle = await fs.promises.open(file);
  const part = async (start: number, length: number): Promise<DataView> => {
    if (start < 0 || length < 0 || start + length > size) throw fault("its directory points behind its end", cut);
    const bytes = new Uint8Array(length);
    await handle.read(bytes, 0, length, start);
    return new DataView(bytes.buffer);
  };
  try {
    if (size < 4 || (await part(0, 2)).getUint16(0) !== 0x504b) throw fault(await beginning(part, size), otherFormat);
    const { at, length, count } = await directoryOf(part, size, () => fault("it has no directory at its end", cut));
    const places = placesIn(await part(at, length), count, () => fault("its directory is damaged", cut));
    const entries = places.map(async ([name, place]): Promise<[string, ZipEntry]> => {
      if (place.method !== 0 && place.method !== 8) throw fault(`${name} is packed by method ${place.method}, and 0 and 8 are known`); // biome-ignore format: a line
      // Names and extra fields here need not be as long as in the directory.
      const local = await part(place.start, 30);
      if (local.getUint32(0, true) !== 0x04034b50) throw fault(`${name} is not where its directory says`, cut);
      const start = place.start + 30 + local.getUint16(26, true) + local.getUint16(28, true);
      if (start + place.packed > size) throw fault(`${name} ends behind the end of the file`, cut);
      return [name, { name, open: async () => contentOf(who, what, file, name, { ...place, start }) }];
    });
    return new Map(await Promise.all(entries));
  } finally {
    await handle.close();
  }
}

const otherFormat = "that is no zip";

async function beginning(part: (start: number, length: number) => Promise<DataView>, size: number): Promise<string> {
  if (size === 0) return "it is empty";
  const { buffer } = await part(0, Math.min(size, 6));
  return `it begins with ${JSON.stringify(String.fromCharCode(...new Uint8Array(buffer)))}`;
}

/** Where the directory is: the end of the file says so, in a second record where numbers need 64 bits. */
async function directoryOf(
  part: (start: number, length: number) => Promise<DataView>,
  size: number,
  none: () => Error,
) {
  const from = Math.max(0, size - endBytes - longestComment);
  const tail = await part(from, size - from);
  let end = tail.byteLength - endBytes;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw none();
  const [count, length, at] = [tail.getUint16(end + 10, true), tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)]; // biome-ignore format: a line
  if (at !== 0xffffffff && count !== 0xffff) return { at, length, count };
  if (end < 20 || tail.getUint32(end - 20, true) !== 0x07064b50) throw none();
  const record = await part(Number(tail.getBigUint64(end - 12, true)), 56);
  const big = (offset: number) => Number(record.getBigUint64(offset, true));
  return { at: big(48), length: big(40), count: big(32) };
}

function placesIn(directory: DataView, count: number, damaged: () => Error): [name: string, place: Place][] {
  const places: [string, Place][] = [];
  for (let at = 0; places.length < count; ) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== 0x02014b50) throw damaged();
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map(offset => directory.getUint16(at + offset, true)) as [number, number, number]; // biome-ignore format: a line
    const next = at + 46 + nameBytes + extraBytes + commentBytes;
    if (next > directory.byteLength) throw damaged();
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, nameBytes));
    const long = longNumbers(directory, at + 46 + nameBytes, extraBytes);
    const number = (offset: number) => {
      const short = directory.getUint32(at + offset, true);
      return short === 0xffffffff ? (long.shift() ?? short) : short;
    };
    // In the order in which the extra field has them.
    const [size, packed, start] = [number(24), number(20), number(42)];
    places.push([name, { method: directory.getUint16(at + 10, true), crc: directory.getUint32(at + 16, true), packed, size, start }]); // biome-ignore format: a line
    at = next;
  }
  return places;
}

/** The numbers of 64 bits in an extra field, which stand for those that are all ones. */
function longNumbers(directory: DataView, from: number, length: number): number[] {
  for (let at = from; at + 4 <= from + length; ) {
    const size = directory.getUint16(at + 2, true);
    if (directory.getUint16(at, true) === 1 && at + 4 + size <= from + length)
      return Array.from({ length: Math.floor(size / 8) }, (_, i) =>
        Number(directory.getBigUint64(at + 4 + 8 * i, true)),
      );
    at += 4 + size;
  }
  return [];
}

function contentOf(who: string, what: string, file: string, name: string, place: Place): ByteStream {
  const { zlib } = node(who);
  const fault = faultOf(who, what, `${name} in ${file}`);
  const { method, crc, packed, size, start } = place;
  const chunks = chunksOf(who, file, method === 8 ? "deflate" : "stored", start, start + packed);
  return new ByteStream(checked(), fault, size);

  async function* checked(): AsyncGenerator<Uint8Array> {
    let sum = 0;
    let length = 0;
    for await (const chunk of chunks) {
      length += chunk.length;
      if (length > size) throw fault(`it has more than the ${size} bytes of its directory`, cut);
      sum = zlib.crc32(chunk, sum);
      yield chunk;
    }
    if (length !== size) throw fault(`it has ${length} bytes and not the ${size} of its directory`, cut);
    if (sum !== crc) throw fault("its check sum differs", cut);
  }
}
