// Real data of packages, or the reason why there are none.
import { line } from "../../../../src/index.ts";
import type { Point } from "../../learn.ts";

const missing = "its data are not installed: npm start -- --with-data sets them up";

/** A loader, asked once. */
export function realData<Data extends { readonly generated: boolean }>(load: () => Promise<Data>) {
  let found: Promise<Data> | undefined;
  const data = () => {
    found ??= load();
    return found;
  };
  return { data, unavailable: async () => ((await data()).generated ? missing : undefined) };
}

/** A training's curve with what the simple method reaches as a guide. */
export const against = (title: string, measured: string, curve: readonly Point[], simple: { label: string; value: number }) =>
  line(curve, {
    x: "update",
    y: "value",
    title,
    xLabel: "update",
    yLabel: measured,
    guides: [{ y: simple.value, label: simple.label }],
  }); // biome-ignore format: options
