import { minusLog1p } from "./minus-log1p.ts";
import type { Posterior } from "./posterior.ts";
import { tabulatedPosterior } from "./tabulated-posterior.ts";
import { tailEnd } from "./tail-end.ts";

/** In log-odds. Narrow enough for power-law tails at 0 and 1 to be smooth on a panel of values. */
const WIDEST_PANEL = 1.5;
// Of many units the density is nearly normal: of this many standard deviations a panel resolves it at once.
const WIDEST_NORMAL = 1.75;
const NEARLY_NORMAL = 0.2;

/**
 * The Beta distribution with parameters `alpha` and `beta`, both above 0 and up to 1e9 and more.
 *
 * Works in log-odds `u` about the mean: there the density is `exp(alpha u) / (1 + p (e^u - 1))^n` with
 * `n = alpha + beta` and `p = alpha / n`, which is smooth with exponential tails for every parameter, also
 * those below 1 whose density has poles at 0 or 1. It is tabulated and normalised by
 * quadrature, since log-gamma based routines lose digits as counts grow.
 *
 * @see https://dlmf.nist.gov/8.17
 */
export function betaPosterior(alpha: number, beta: number): Posterior {
  const n = alpha + beta;
  const p = alpha / n;
  const q = beta / n;
  // Seen from the rarer side the share is at most one half, which bounds the cancellation.
  const logDensity = p <= q ? (u: number) => n * logShare(p, u) : (u: number) => n * logShare(q, -u);
  const scale = 1 / Math.sqrt(n * p * q);
  const toValue = (u: number): number =>
    u <= 0 ? (p * Math.exp(u)) / (p * Math.exp(u) + q) : p / (p + q * Math.exp(-u));
  return tabulatedPosterior({
    mean: p,
    variance: (p * q) / (n + 1),
    density: (u) => Math.exp(logDensity(u)),
    from: -tailEnd((distance) => logDensity(-distance), scale),
    to: tailEnd(logDensity, scale),
    split: 0,
    widest: scale < NEARLY_NORMAL ? WIDEST_NORMAL * scale : WIDEST_PANEL,
    coordinate: {
      toValue,
      toCoordinate: (x) => (x <= 0 ? -Infinity : x >= 1 ? Infinity : logOdds(x, p, q)),
      slope: (u) => toValue(u) * (1 - toValue(u)),
    },
  });
}

/** Log-odds of `x` less those of the mean `p = 1 - q`. */
function logOdds(x: number, p: number, q: number): number {
  // Near the mean log1p keeps the digits that the plain logarithm of the odds ratio would lose,
  // and near 1 the distance to 1 is what has all its digits.
  const distance = p <= q ? x - p : q - (1 - x);
  const excess = distance / (p * (1 - x));
  return Math.abs(excess) < 0.5 ? Math.log1p(excess) : Math.log((x / p) * (q / (1 - x)));
}

/** `share * u - log(1 + share * (e^u - 1))` for a share of at most one half: 0 at 0 and below it elsewhere. */
function logShare(share: number, u: number): number {
  if (u > 500) return (share - 1) * u - Math.log(share);
  if (Math.abs(u) > 1) return share * u - Math.log1p(share * Math.expm1(u));
  const odds = share * Math.expm1(u);
  return minusLog1p(odds) - share * expm1Minus(u);
}

/** `e^x - 1 - x`, by its series where the difference would lose digits. */
function expm1Minus(x: number): number {
  if (Math.abs(x) > 0.5) return Math.expm1(x) - x;
  let term = x;
  let sum = 0;
  for (let degree = 2; degree < 16; degree++) {
    term *= x / degree;
    sum += term;
  }
  return sum;
}
