import { visitNodes, within } from "./quadrature/integrate.ts";
import { tabulateDensity } from "./quadrature/tabulated-density.ts";

/** Log density below the peak at which the table ends: the mass beyond is below 1e-18. */
const TAIL_DEPTH = 46;
/** In log-odds. Narrow enough for power-law tails at 0 and 1 to be smooth on a panel of values. */
const WIDEST_PANEL = 1.5;
/**
 * The Beta distribution with parameters `alpha` and `beta`, both above 0 and up to 1e9 and more.
 *
 * Works in log-odds `u` about the mean: there the density is `exp(alpha u) / (1 + p (e^u - 1))^n` with
 * `n = alpha + beta` and `p = alpha / n`, which is smooth with exponential tails for every parameter, also
 * those below 1 whose density has poles at 0 or 1. It is tabulated by {@link tabulateDensity} and normalised by
 * quadrature, since log-gamma based routines lose digits as counts grow.
 *
 * @see https://dlmf.nist.gov/8.17
 */
export function betaPosterior(alpha, beta) {
  const n = alpha + beta;
  const p = alpha / n;
  const q = beta / n;
  // Seen from the rarer side the share is at most one half, which bounds the cancellation.
  const logDensity = p <= q ? (u) => n * logShare(p, u) : (u) => n * logShare(q, -u);
  const scale = 1 / Math.sqrt(n * p * q);
  const table = tabulateDensity((u) => Math.exp(logDensity(u)), {
    from: -tailEnd((distance) => logDensity(-distance), scale),
    to: tailEnd(logDensity, scale),
    split: 0,
    widest: WIDEST_PANEL,
  });
  const toValue = (u) => (u <= 0 ? (p * Math.exp(u)) / (p * Math.exp(u) + q) : p / (p + q * Math.exp(-u)));
  const toLogOdds = (x) => {
    // Near the mean log1p keeps the digits that the plain logarithm of the odds ratio would lose,
    // and near 1 the distance to 1 is what has all its digits.
    const distance = p <= q ? x - p : q - (1 - x);
    const excess = distance / (p * (1 - x));
    return Math.abs(excess) < 0.5 ? Math.log1p(excess) : Math.log((x / p) * (q / (1 - x)));
  };
  const edges = table.edges.map(toValue);
  return {
    mean: p,
    variance: (p * q) / (n + 1),
    cdf: (x) => (x <= 0 ? 0 : x >= 1 ? 1 : table.cdf(toLogOdds(x))),
    density: (x) => (x <= 0 || x >= 1 ? 0 : table.density(toLogOdds(x)) / (x * (1 - x))),
    quantile: (probability) => toValue(table.quantile(probability)),
    // In log-odds the mass is exact also where neighbouring values are far apart, next to 1.
    visitMass: (panels, visit) => {
      const inLogOdds = within(panels, edges).map((x) => (x <= 0 ? -Infinity : x >= 1 ? Infinity : toLogOdds(x)));
      visitNodes(within(inLogOdds, table.edges), (u, weight) => visit(toValue(u), weight * table.density(u)));
    },
    panels: edges,
  };
}
/** Distance from the mean at which a log-concave log density has fallen by {@link TAIL_DEPTH}, or a little more. */
function tailEnd(logDensity, scale) {
  let high = scale;
  while (logDensity(high) > -TAIL_DEPTH) high *= 2;
  let low = high / 2;
  for (let step = 0; step < 6; step++) {
    const middle = (low + high) / 2;
    if (logDensity(middle) > -TAIL_DEPTH) low = middle;
    else high = middle;
  }
  return high;
}
/** `share * u - log(1 + share * (e^u - 1))` for a share of at most one half: 0 at 0 and below it elsewhere. */
function logShare(share, u) {
  if (u > 1) return (share - 1) * u - Math.log(share + (1 - share) * Math.exp(-u));
  if (u < -1) return share * u - Math.log1p(share * Math.expm1(u));
  const odds = share * Math.expm1(u);
  return minusLog1p(odds) - share * expm1Minus(u);
}
/** `x - log(1 + x)`, by its series where the difference would lose digits. */
function minusLog1p(x) {
  if (Math.abs(x) > 0.1) return x - Math.log1p(x);
  let term = x;
  let sum = 0;
  for (let degree = 2; degree < 20; degree++) {
    term *= -x;
    sum -= term / degree;
  }
  return sum;
}
/** `e^x - 1 - x`, by its series where the difference would lose digits. */
function expm1Minus(x) {
  if (Math.abs(x) > 0.5) return Math.expm1(x) - x;
  let term = x;
  let sum = 0;
  for (let degree = 2; degree < 16; degree++) {
    term *= x / degree;
    sum += term;
  }
  return sum;
}
