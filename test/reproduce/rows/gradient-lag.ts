// How a gradient changes with the lag: a linear cell's by the factor ρ at each step, to five digits.
import { gradientAgainstLag, line, norm, orthogonal, RNNCell, seed, unroll } from "../../../src/index.ts";
import type { Row } from "../row.ts";

const radii = [0.5, 0.9, 1, 1.1, 1.5];

function norms(number: number, rho: number): number[] {
  const rng = seed(number);
  const cell = new RNNCell(4, 32, {
    rng,
    dtype: "float64",
    activation: "linear",
    recurrentInitializer: (shape, random, dtype) => orthogonal(shape, random, dtype).mul(rho),
  });
  const { hidden } = unroll(cell, rng.normal(0, 1, [100, 4], { dtype: "float64" }));
  hidden.at(-1)!.sum().backward();
  return hidden.map(h => norm(h.grad));
}

export const gradientLag: Row = {
  name: "gradient-lag",
  title: "Gradient against lag",
  source: "R. Pascanu, T. Mikolov, Y. Bengio 2013, arXiv 1211.5063, section 2.1",
  setting: "linear cell, H 32, orthogonal W scaled to ρ = .5, .9, 1, 1.1, 1.5, 100 steps, float64",
  claims: {
    factor: { of: "largest difference of the factor a step from ρ", published: "vanishes where σ_max < 1/γ", expected: { atMost: 5e-6 } }, // biome-ignore format: a line
    ratio: { of: "ρ = .9: gradient at lag 99 over that at lag 0", published: ".9⁹⁹ = 2.951e-5", expected: { near: 0.9 ** 99, within: 1e-9 } }, // biome-ignore format: a line
  },
  quick: true,
  measure(number) {
    const all = radii.map(rho => ({ rho, ...gradientAgainstLag(norms(number, rho)) }));
    const rows = radii.flatMap(rho =>
      norms(number, rho)
        .reverse()
        .map((size, lag) => ({ lag, size, rho: `ρ = ${rho}` })),
    );
    return {
      numbers: {
        factor: Math.max(...all.map(({ rho, factor }) => Math.abs(factor - rho))),
        ratio: all.find(({ rho }) => rho === 0.9)!.ratio,
      },
      figure: () => line(rows, { x: "lag", y: "size", series: "rho", log: "y", title: "Gradient against lag, linear" }),
    };
  },
};
