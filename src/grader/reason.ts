// Why a file could not be written or read, in words, with what to do.

/** @param closed what to do where the place is closed */
export function reasonOf(error: unknown, closed: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const next: { [code: string]: string } = {
    ENOSPC: "the disk is full (ENOSPC): free some space, and try again",
    EDQUOT: "your part of the disk is full (EDQUOT): free some space, and try again",
    EFBIG: "the file is larger than may be written there (EFBIG): clear its outputs, and try again",
    EROFS: `nobody can write there, it is read-only (${message}): ${closed}`,
    EACCES: `you may not write there (${message}): ${closed}`,
    EPERM: `you may not write there (${message}): ${closed}`,
    ENOTDIR: `a file stands where a folder is expected (${message}): ${closed}`,
    EEXIST: `a file stands where a folder is expected (${message}): ${closed}`,
  };
  return (code !== undefined && next[code]) || message;
}
