// The kernelspec: by which Jupyter and VS Code find the kernel. It names files by their paths, and those can go.
import { prefixDataDir, readKernelspec, systemDataDirs, userDataDir } from "../../../kernel/install.ts";
import { findJupyter } from "../jupyter.ts";
import { kernelName } from "../kernel.ts";
import { placeOption } from "../place.ts";
import type { Check, Finding } from "./check.ts";

const install = (place: string) => `npx unrolled kernel install ${place}`;

export const kernelspec: Check = {
  id: "kernelspec",
  title: "Kernelspec",
  async find() {
    const jupyter = await findJupyter();
    const seen = jupyter?.dataDirs ?? dataDirs();
    const specs = [...new Set([...seen, userDataDir()])].flatMap(dataDir => {
      const spec = readKernelspec(dataDir, kernelName);
      return spec ? [{ ...spec, dataDir }] : [];
    });

    const broken = specs.find(({ gone }) => gone.length > 0);
    if (broken)
      return {
        status: "fault",
        found: `${broken.folder} starts ${broken.gone.join(" and ")}, which is gone`,
        next: `${install(placeOption(broken.dataDir))}, or take it away with "unrolled kernel uninstall"`,
      };
    const [first] = specs;
    if (!first)
      return {
        status: "note",
        found: `none named "${kernelName}" ${jupyter ? `where ${jupyter.path} looks` : "on this machine"}`,
        next: `to offer the kernel in Jupyter and VS Code: ${install("--user")}, or --sys-prefix for one environment`,
      };
    if (!specs.some(({ dataDir }) => seen.includes(dataDir))) return unseen(first.folder, jupyter!.path);
    return { status: "ok", found: specs.map(({ folder }) => folder).join(", ") };
  },
};

const unseen = (folder: string, jupyter: string): Finding => ({
  status: "note",
  found: `${folder}, but ${jupyter} does not look there`,
  next: install("--sys-prefix"),
});

/** Where a Jupyter would look that is not on the PATH. */
function dataDirs({ VIRTUAL_ENV, CONDA_PREFIX } = process.env): string[] {
  const prefixes = [VIRTUAL_ENV, CONDA_PREFIX].filter(prefix => prefix !== undefined && prefix !== "");
  return [userDataDir(), ...prefixes.map(prefix => prefixDataDir(prefix!)), ...systemDataDirs()];
}
