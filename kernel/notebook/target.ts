// The file that a notebook is saved as, treated as a careful editor treats it: what cannot be written after the last cell
// is refused before the first, and what is there keeps its owner, mode, links and attributes.
import { constants, type Stats } from "node:fs";
import { access, lstat, open, readFile, readlink, realpath, rename, rm, stat, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { NotebookError } from "./error.ts";

/** What a notebook is given at least, in bytes, before the disk counts as full. */
const leastRoom = 64 * 1024;

/** As many links in a row as Linux follows. */
const mostLinks = 40;

export class Target {
  readonly path: string;
  /** Where the path leads by its links. */
  readonly #file: string;
  readonly #before: Stats | undefined;

  private constructor(path: string, file: string, before: Stats | undefined) {
    this.path = path;
    this.#file = file;
    this.#before = before;
  }

  /** Throws a NotebookError where a notebook of some `size` bytes could not be written. */
  static async open(path: string, size = 0): Promise<Target> {
    const refuse = (why: string) => new NotebookError(`${path} cannot be written: ${why}`);
    const file = await followLinks(path).catch((error: Error) => {
      throw refuse(error.message);
    });
    const before = await stat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw refuse(error.message);
    });
    if (before?.isDirectory()) throw refuse("it is a folder: name a file in it");
    if (before && !before.isFile()) throw refuse(`it is a ${kindOf(before)}, not a file: name a file`);
    if (before) await requireWritable(file, before, refuse);
    else await requireNewFile(file, refuse);
    await requireRoom(before ? file : dirname(file), Math.max(2 * size, leastRoom), refuse);
    return new Target(path, file, before);
  }

  /** Whether this is the file that was read from another path. */
  async isSameAs(path: string): Promise<boolean> {
    const other = await stat(path).catch(() => undefined);
    return this.#before !== undefined && other?.ino === this.#before.ino && other.dev === this.#before.dev;
  }

  /**
   * A new file takes its name when it is whole. One that is there is written in its place, so that it stays the same file:
   * the whole text first goes to a file beside it, and if the writing breaks off, that one is left and named.
   */
  async write(text: string): Promise<void> {
    const copy = await this.#writeCopy(text);
    try {
      if (this.#before) await overwrite(this.#file, text);
      else await rename(copy, this.#file);
    } catch (error) {
      throw new NotebookError(
        `${this.path} cannot be written: ${(error as Error).message}. The notebook is in ${copy}`,
      );
    }
    await rm(copy, { force: true });
  }

  /** Throws where the file no longer holds what was read: somebody has saved it while its cells ran. */
  async requireUnchanged(bytes: Uint8Array): Promise<void> {
    const now = await readFile(this.#file).catch(() => undefined);
    if (now && Buffer.compare(now, bytes) === 0) return;
    throw new NotebookError(
      `${this.path} was ${now ? "changed" : "taken away"} while its cells ran, and is left as it is: --output FILE saves what ran`,
    );
  }

  /** Where no file can be made beside it, in the folder for temporary ones. */
  async #writeCopy(text: string): Promise<string> {
    const name = `.${basename(this.#file).slice(0, 200)}.${process.pid}.tmp`;
    const folders = this.#before ? [dirname(this.#file), tmpdir()] : [dirname(this.#file)];
    let reason: unknown;
    for (const folder of folders) {
      const copy = join(folder, name);
      try {
        await writeNew(copy, text);
        return copy;
      } catch (error) {
        reason = error;
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") await rm(copy, { force: true });
      }
    }
    throw new NotebookError(`${this.path} cannot be written: ${(reason as Error).message}`);
  }
}

/** Also of a link whose file is not there yet. */
async function followLinks(path: string): Promise<string> {
  let file = resolve(path);
  for (let links = 0; links < mostLinks; links++) {
    const found = await lstat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (found === undefined) return join(await realpath(dirname(file)).catch(() => dirname(file)), basename(file));
    if (!found.isSymbolicLink()) return realpath(file);
    file = resolve(dirname(file), await readlink(file));
  }
  throw new Error("its links lead in a circle");
}

type Refuse = (why: string) => NotebookError;

async function requireWritable(file: string, before: Stats, refuse: Refuse): Promise<void> {
  // Whoever may do everything may write it all the same; somebody has said that it should stay.
  if ((before.mode & 0o222) === 0) throw refuse("it is read-only");
  try {
    await (await open(file, "r+")).close();
  } catch (error) {
    throw refuse(reasonOf(error as NodeJS.ErrnoException));
  }
}

async function requireNewFile(file: string, refuse: Refuse): Promise<void> {
  const folder = dirname(file);
  await access(folder, constants.W_OK | constants.X_OK).catch((error: NodeJS.ErrnoException) => {
    throw refuse(`the folder ${folder} ${error.code === "ENOENT" ? "does not exist" : "cannot be written to"}`);
  });
  // Its name may be too long, the disk without a place for one more file.
  try {
    await (await open(file, "wx")).close();
    await rm(file);
  } catch (error) {
    throw refuse(reasonOf(error as NodeJS.ErrnoException));
  }
}

async function requireRoom(place: string, bytes: number, refuse: Refuse): Promise<void> {
  const disk = await statfs(place).catch(() => undefined);
  const free = disk && disk.bavail * disk.bsize;
  // A file system that knows no size says that it has none.
  if (free !== undefined && disk!.blocks > 0 && free < bytes)
    throw refuse(`the disk is full (${Math.floor(free / 1024)} kB are free)`);
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === "EACCES" || code === "EPERM") return "it is another's, or closed to you";
  if (code === "EROFS") return "its disk is read-only";
  return message;
}

function kindOf(file: Stats): string {
  if (file.isFIFO()) return "pipe";
  return file.isSocket() ? "socket" : "device";
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function overwrite(path: string, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  const file = await open(path, "r+");
  try {
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at, bytes.length - at, at)).bytesWritten;
    await file.truncate(bytes.length);
    await file.sync();
  } finally {
    await file.close();
  }
}
