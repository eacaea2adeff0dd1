// What SQLite could not do, said to whoever grades: what it is, and what to do.
import { ResultsError } from "./results-error.ts";

/** By SQLite's result codes, https://www.sqlite.org/rescode.html. */
const bySqlite: { readonly [code: number]: string } = {
  5: "another program has held it for ten seconds: end that, and try again",
  6: "another program has held it for ten seconds: end that, and try again",
  8: "it may not be written: let this user write the file and its folder",
  10: "the disk does not read or write it: is it full, or is a file too large for this user?",
  11: "it is damaged: take a copy of an earlier time, or name another file and grade again. Marks that are still in it: sqlite3 FILE .recover",
  13: "the disk is full: free some space, and try again",
  14: "it cannot be opened: let this user write the file and its folder",
  26: "it is no file of results, or its beginning is damaged: name another file, or take a copy of an earlier time",
};

/** By the system's names, for what lies beside the file. */
const bySystem: { readonly [code: string]: string } = {
  ENOSPC: bySqlite[13]!,
  EDQUOT: "this user's part of the disk is full: free some space, and try again",
  EFBIG: "a file is larger than this user may write: raise that limit, and try again",
  EROFS: "the disk can only be read: name a file on another one",
  EACCES: bySqlite[8]!,
};

/** @param name of the file of results @returns what is to be thrown in the place of an error */
export function faultOf(name: string, error: unknown): unknown {
  const { errcode, code = "", message } = error as { errcode?: number; code?: string; message: string };
  // An extended code has the plain one in its last byte.
  const why = (errcode === undefined ? undefined : bySqlite[errcode & 0xff]) ?? bySystem[code];
  return why === undefined ? error : new ResultsError(`${name}: ${why} (${message})`);
}
