// A disk of a few pages, which is soon full: for tests of what happens then. Only root can mount one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface TinyDisk extends Disposable {
  readonly folder: string;
  /** Leaves no room for one byte more. */
  fill(): void;
  /** From now on it can only be read. */
  close(): void;
}

/** Skips the test where none can be mounted. */
export function tinyDisk(test: Mocha.Context, { kilobytes = 64 } = {}): TinyDisk {
  const folder = mkdtempSync(join(tmpdir(), "unrolled tiny disk "));
  const mount = (...options: string[]) => spawnSync("mount", [...options, folder]).status === 0;
  if (process.platform !== "linux" || !mount("-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs")) {
    rmdirSync(folder);
    test.skip();
  }
  return {
    folder,
    fill() {
      try {
        writeFileSync(join(folder, "fill"), Buffer.alloc(kilobytes * 1024));
      } catch {}
    },
    close: () => void mount("-o", "remount,ro"),
    [Symbol.dispose]() {
      spawnSync("umount", [folder]);
      rmdirSync(folder);
    },
  };
}
