// The distribution function of the standard normal distribution, Φ(x) = (1 + erf(x / √2)) / 2, which GELU multiplies by.
//
// erf and erfc by the rational approximations of W. J. Cody 1969, https://doi.org/10.1090/S0025-5718-1969-0247736-4:
// within a few units of the last place of float64.

/** erf(x) / x for |x| ≤ 0.46875, in x² */
const near = {
  above: [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694],
  below: [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
}; // biome-ignore format: a table

/** erfc(x) e^(x²) for 0.46875 ≤ x ≤ 4, in x */
const middle = {
  above: [
    2.1531153547440383e-08, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  below: [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903,
    3290.7992357334597, 4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
}; // biome-ignore format: a table

/** (1 / √π − erfc(x) x e^(x²)) x² for x ≥ 4, in 1 / x² */
const far = {
  above: [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926,
    0.016083785148742275, 0.0006587491615298378,
  ],
  below: [
    1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
  ],
}; // biome-ignore format: a table

/** Highest power first (Horner). */
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

const ratio = ({ above, below }: typeof near, x: number): number => polynomial(above, x) / polynomial(below, x);

/** Φ(x): the share of a standard normal distribution that is below x. */
export function normalDistribution(x: number): number {
  const z = x * Math.SQRT1_2;
  const size = Math.abs(z);
  if (size <= 0.46875) return 0.5 + 0.5 * z * ratio(near, z * z);
  const tail = 0.5 * Math.exp(-z * z) * (size <= 4 ? ratio(middle, size) : beyond(size)); // erfc(|z|) / 2
  return z < 0 ? tail : 1 - tail;
}

function beyond(x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  const inverse = 1 / (x * x);
  return (1 / Math.sqrt(Math.PI) - inverse * ratio(far, inverse)) / x;
}
