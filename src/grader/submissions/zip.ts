// The files of a zip, as an LMS exports it. They are read into memory alone, and no name of theirs is ever a path on the disk.
import { once } from "node:events";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import yauzl from "yauzl";
import { type Entry, maxBytes, SubmissionsError, tooLarge } from "./entry.ts";

/** More entries are no class. */
const maxEntries = 100_000;

/** @throws SubmissionsError where it is no zip, or a damaged one */
export async function listZip(path: string): Promise<Entry[]> {
  const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);
  const damaged = (error: Error) =>
    new SubmissionsError(
      `${path} is expected to be a folder or a zip of submissions, but it cannot be read: ${error.message}`,
    );
  let zip: yauzl.ZipFile;
  try {
    // Names are looked at here: one that is strange is no reason to read none.
    zip = await open(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch (error) {
    throw damaged(error as Error);
  }
  const entries: Entry[] = [];
  const ended = once(zip, "end");
  zip.on("entry", (entry: yauzl.Entry) => {
    entries.push(toEntry(zip, entry));
    if (entries.length <= maxEntries) zip.readEntry();
    else zip.emit("error", new Error(`it has more than ${maxEntries} entries`));
  });
  zip.readEntry();
  try {
    await ended;
  } catch (error) {
    throw damaged(error as Error);
  }
  // The file stays open: the entries are read from it one by one. Its descriptor goes with the process.
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
