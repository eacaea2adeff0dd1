import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { redirectTo } from "../../binder/lab/browser.mjs";

describe("npm start: the browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "browser "));
  after(() => rmSync(folder, { recursive: true }));

  it("is given a page that only its user may read and that leads on", () => {
    const file = join(folder, "open.html");
    const address = redirectTo("http://127.0.0.1:8888/lab?a=1&token=secret", file);
    assert.equal(fileURLToPath(address), file);
    assert.doesNotMatch(address, /secret/);
    if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
    const page = readFileSync(file, "utf8");
    assert.match(page, /http-equiv="refresh" content="0; url=http:\/\/127\.0\.0\.1:8888\/lab\?a=1&amp;token=secret"/);
  });

  it("leaves no page when the program has ended", () => {
    const file = JSON.stringify(join(folder, "gone.html"));
    const module = JSON.stringify(new URL("../../binder/lab/browser.mjs", import.meta.url).href);
    const program = `const { redirectTo } = await import(${module}); redirectTo("http://a.b", ${file});
console.log((await import("node:fs")).existsSync(${file}))`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8" });
    assert.deepEqual([stdout, existsSync(join(folder, "gone.html"))], ["true\n", false]);
  });
});
