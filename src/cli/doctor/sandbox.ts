// The sandbox for grading: bubblewrap, which shuts a student's code off from files, network and other processes.
import { findTools } from "../../grader/isolate/tools.ts";
import { ask } from "../jupyter.ts";
import type { Check, Finding } from "./check.ts";

export const sandbox: Check = {
  id: "sandbox",
  title: "Sandbox",
  async find(): Promise<Finding> {
    if (process.platform !== "linux")
      return {
        status: "note",
        found: "grading needs Linux",
        next: "to grade, use Linux, for example in WSL or a container",
      };
    // As `unrolled grade` looks for them.
    const found = findTools();
    if ("missing" in found)
      return {
        status: "note",
        found: `not installed: ${found.missing.join(", ")}; only grading needs it`,
        next: "to grade: apt install bubblewrap util-linux libc-bin (Debian, Ubuntu), dnf install bubblewrap (Fedora)",
      };
    const path = found.tools.bwrap;
    const works = await ask(path, [
      "--unshare-all",
      "--die-with-parent",
      "--ro-bind",
      "/",
      "/",
      "--proc",
      "/proc",
      "true",
    ]);
    if (works !== undefined) return { status: "ok", found: `bubblewrap (${path})` };
    return {
      status: "note",
      found: `${path} may not make a sandbox here; only grading needs it`,
      next: "to grade: allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone, AppArmor), in a container with --security-opt seccomp=unconfined",
    };
  },
};
