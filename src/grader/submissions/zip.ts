// The files of a zip, as an LMS exports it. They are read into memory alone, and no name of theirs is ever a path on the disk.
import { once } from "node:events";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import yauzl from "yauzl";
import { type Entry, maxBytes, SubmissionsError, tooLarge } from "./entry.ts";

/** More entries are no class. */
const maxEntries = 100_000;

/** More entries are no student's work. */
const maxInnerEntries = 10_000;

/** Names are looked at here: one that is strange is no reason to read none. */
const options = { lazyEntries: true, autoClose: false, decodeStrings: false } as const;

/** @throws SubmissionsError where it is no zip, or a damaged one */
export async function listZip(path: string): Promise<Entry[]> {
  const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);
  try {
    // The file stays open: the entries are read from it one by one. Its descriptor goes with the process.
    return await entriesOf(await open(path, options), maxEntries);
  } catch (error) {
    throw new SubmissionsError(
      `${path} is expected to be a folder or a zip of submissions, but it cannot be read: ${wordsOf(error)}`,
    );
  }
}

/**
 * The files of a zip that somebody has handed in, named as if it were a folder. None of it is kept: each is read from the zip anew.
 * @throws Error where it cannot be read
 */
export async function listInnerZip({ path, read }: Entry): Promise<Entry[]> {
  const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);
  const list = async () => {
    const bytes = await read();
    try {
      return await entriesOf(await open(bytes, options), maxInnerEntries);
    } catch (error) {
      throw new Error(wordsOf(error));
    }
  };
  return (await list()).map(({ path: name, kind, fault }, index) => ({
    ...{ path: `${path}/${name}`, kind, ...(fault !== undefined && { fault }) },
    read: async () => (await list())[index]!.read(),
  }));
}

/** Where a zip ends, yauzl looks first; and it says so in the format's own words. */
const wordsOf = (error: unknown): string =>
  /end of central directory/i.test((error as Error).message)
    ? "it is no zip, or only a part of one"
    : (error as Error).message;

async function entriesOf(zip: yauzl.ZipFile, most: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  const ended = once(zip, "end");
  zip.on("entry", (entry: yauzl.Entry) => {
    entries.push(toEntry(zip, entry));
    if (entries.length <= most) zip.readEntry();
    else zip.emit("error", new Error(`it has more than ${most} entries`));
  });
  zip.readEntry();
  await ended;
  return entries;
}

function toEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Entry {
  const written = decodeName(entry.fileName as unknown as Buffer);
  const names = written
    .replaceAll("\\", "/")
    .split("/")
    .filter(name => name !== "");
  const isStrange = written.startsWith("/") || names.some(name => name === "." || name === "..") || names.length === 0;
  const path = names.map(name => (/^\.+$/.test(name) ? "…" : name)).join("/") || "…";
  const kind = written.endsWith("/") ? "folder" : "file";
  const fault = isStrange ? "its name in the zip leads out of the zip" : faultOf(entry);
  return { path, kind, ...(fault && { fault }), read: () => readEntry(zip, entry) };
}

/** UTF-8 where it is that, whatever the zip says of it; else as old programs of Windows write names, nearly. */
function decodeName(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

/** By the mode that Unix programs keep: a link is a small file that holds a path. */
function faultOf({ externalFileAttributes, versionMadeBy }: yauzl.Entry): string | undefined {
  const isUnix = versionMadeBy >>> 8 === 3;
  const type = (externalFileAttributes >>> 28) & 0xf;
  const plain = [0, 0o4, 0o10]; // none, a folder, a file
  return isUnix && !plain.includes(type) ? "it is a link or a device in the zip, which is not followed" : undefined;
}

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  if (entry.uncompressedSize > maxBytes) throw new Error(tooLarge(entry.uncompressedSize));
  if (entry.isEncrypted()) throw new Error("it is encrypted in the zip");
  const open = promisify<yauzl.Entry, Readable>(zip.openReadStream.bind(zip));
  const chunks: Buffer[] = [];
  // What says less than it holds is cut off by yauzl with an error.
  for await (const chunk of await open(entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
