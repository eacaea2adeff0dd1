// repo2docker itself says what Binder would do with this folder: a Dockerfile, without Docker.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { missing, needJupyter, root } from "../needs.ts";

describe("repo2docker", () => {
  let dockerfile: string;

  before(function () {
    const program = join(dirname(needJupyter(this)), "jupyter-repo2docker");
    if (!existsSync(program)) missing(this, "repo2docker", "npm test installs it");
    // No default: a folder in which it finds nothing to build is refused.
    const options = ["--no-build", "--debug", "--Repo2Docker.default_buildpack=None"];
    const user = ["--user-id", "1000", "--user-name", "jovyan"];
    const { status, stdout, stderr } = spawnSync(program, [...options, ...user, root], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    dockerfile = stdout + stderr;
  });

  it("takes the folder for a Python of the version in runtime.txt", () => {
    const version = readFileSync(join(root, "binder", "runtime.txt"), "utf8")
      .trim()
      .replace("python-", "");
    assert.ok(dockerfile.includes(`Building conda environment for python=${version}\n`), dockerfile.slice(0, 500));
  });

  it("installs the same requirements.txt as npm start", () =>
    assert.match(dockerfile, /pip install --no-cache-dir -r "binder\/requirements\.txt"/));

  it("runs postBuild at the end, as the visitor", () => {
    const lines = dockerfile.split("\n").filter(line => /^(USER|RUN|COPY)/.test(line));
    const build = lines.indexOf("RUN ./binder/postBuild");
    assert.ok(build > 0, dockerfile);
    assert.equal(
      lines.slice(0, build).findLast(line => line.startsWith("USER")),
      "USER ${NB_USER}",
    );
  });
});
