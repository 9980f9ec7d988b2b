/**
 * A seeded source of random numbers (sfc32) with exact samplers: the same seed gives the same experiments everywhere.
 * No sampler is an approximation.
 */
export function createRandom(seed) {
  let state = mix(String(seed));
  const next = () => {
    const sum = (state[0] + state[1] + state[3]) | 0;
    state = [
      state[1] ^ (state[1] >>> 9),
      (state[2] + (state[2] << 3)) | 0,
      (((state[2] << 21) | (state[2] >>> 11)) + sum) | 0,
      (state[3] + 1) | 0,
    ];
    return sum >>> 0;
  };
  const uniform = () => ((next() >>> 5) * 67_108_864 + (next() >>> 6) + 0.5) / 9_007_199_254_740_992;
  for (let round = 0; round < 20; round++) next();

  /** Box and Muller. */
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

  /** Marsaglia and Tsang, A simple method for generating gamma variables (2000). */
  const gamma = (shape) => {
    if (shape < 1) return gamma(shape + 1) * uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const z = normal();
      const v = (1 + c * z) ** 3;
      if (v > 0 && Math.log(uniform()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  };

  const dirichlet = (alphas) => {
    const parts = alphas.map(gamma);
    const total = parts.reduce((sum, part) => sum + part, 0);
    return parts.map((part) => part / total);
  };
  const beta = (a, b) => dirichlet([a, b])[0];

  /** Halves the trials at a random order statistic until few are left; those are thrown one by one (Devroye, X.4.3). */
  const binomial = (trials, probability) => {
    let [left, p, count] = [trials, probability, 0];
    while (left > 16) {
      const middle = (left + 1) >>> 1;
      const y = beta(middle, left + 1 - middle);
      if (y <= p) {
        count += middle;
        left -= middle;
        p = (p - y) / (1 - y);
      } else {
        left = middle - 1;
        p /= y;
      }
    }
    for (; left > 0; left--) count += uniform() < p ? 1 : 0;
    return count;
  };

  /** Counts of every outcome, the last of them what is left. */
  const multinomial = (trials, shares) => {
    let [left, rest] = [trials, 1];
    return shares.map((share, index) => {
      const count = index === shares.length - 1 ? left : binomial(left, Math.min(1, share / rest));
      left -= count;
      rest -= share;
      return count;
    });
  };

  return { uniform, normal, beta, dirichlet, binomial, multinomial };
}

/** Four 32-bit words from a text, by FNV-1a with different offsets. */
function mix(text) {
  return [2_166_136_261, 1_540_483_477, 668_265_263, 374_761_393].map((offset) => {
    let hash = offset;
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
    return hash;
  });
}
