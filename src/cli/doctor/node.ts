// Node: the one that runs this command, and that a kernelspec written now would start.
import { isNewEnough, newerNode, oldestNode } from "../node.ts";
import type { Check } from "./check.ts";

export const node: Check = {
  id: "node",
  title: "Node",
  find() {
    const found = `${process.versions.node} for ${process.platform} ${process.arch} (${process.execPath})`;
    if (isNewEnough(process.versions.node)) return { status: "ok", found };
    return { status: "fault", found: `${found}, but ${oldestNode} or newer is needed`, next: newerNode() };
  },
};
