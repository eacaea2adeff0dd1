// How many digits after the point a slider shows.

/** More are never shown. */
const most = 8;

/** How many digits a number has after the point: two for a step of 0.25. Of one with many, as many as tell its steps apart. */
export function decimalsOf(value: number): number {
  const [, digits] = /^-?\d+(?:\.(\d+))?$/.exec(String(value)) ?? [];
  const apart = value === 0 ? 0 : Math.max(0, Math.ceil(-Math.log10(Math.abs(value)) - 1e-9));
  const written = digits?.length ?? 0;
  return Math.min(most, written <= apart + 2 ? Math.max(written, apart) : apart);
}
