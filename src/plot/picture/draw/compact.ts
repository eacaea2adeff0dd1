// Long paths in fewer characters: each point by its distance from the one before.

/** Shorter paths stay as they are, in places that people can read. */
const shortest = 600;

/** @param d a path of straight lines, absolute and to a tenth of a pixel: "M1,2L3.5,4Z" */
export function compact(d: string): string {
  if (d.length < shortest) return d;
  let [x, y] = [0, 0];
  let written = "";
  let isLine = false;
  for (const [, command = "", across = "", up = ""] of d.matchAll(/([MLZ])(?:(-?[\d.]+)[ ,](-?[\d.]+))?/g)) {
    if (command === "Z") {
      written += "z";
      isLine = false;
      continue;
    }
    const [toX, toY] = [Math.round(Number(across) * 10), Math.round(Number(up) * 10)];
    if (command === "M") written += `M${tenths(toX)}${apart(toY)}`;
    else written += `${isLine ? apart(toX - x) : `l${tenths(toX - x)}`}${apart(toY - y)}`;
    isLine = command === "L";
    [x, y] = [toX, toY];
  }
  return written;
}

/** -3 is "-.3", 120 is "12" */
const tenths = (value: number): string => String(value / 10).replace(/^(-?)0\./, "$1.");

/** A number after another one. */
const apart = (value: number): string => (value < 0 ? tenths(value) : ` ${tenths(value)}`);
