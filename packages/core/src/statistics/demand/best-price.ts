import { interpolationWeights, mergePanels, NODES_A_PANEL, visitNodes, within } from "../quadrature/integrate.ts";
import type { DemandSlice } from "./demand-posterior.ts";

/** Units in which demand was fitted. */
export interface DemandScale {
  readonly meanPrice: number;
  /** Unit cost in units of the mean price. */
  readonly relativeCost: number;
}

/** In standard deviations of the intercept: beyond it a conditional probability is 0 or 1. */
const CERTAIN = 9;
/** How often the distance to a singularity is halved. */
const HALVINGS = 50;
/** Widest step of the refined panels, likewise. */
const REFINED = 2;

/**
 * Probability that the price which earns the most is above `price`. The best price is
 * `s (k + (1 + W(exp(a - b k - 1))) / b)`; turned round, it is above `price` just where the intercept exceeds a
 * threshold that depends on the slope, so no Lambert W is needed. As a function of the slope that conditional
 * probability is nearly a step, so panels in which it falls are refined: everything else there is smooth, and is
 * interpolated between the panel's nodes.
 */
export function probabilityBestAbove(slices: readonly DemandSlice[], price: number, scale: DemandScale): number {
  let probability = 0;
  for (let first = 0; first < slices.length; first += NODES_A_PANEL) {
    const panel = slices.slice(first, first + NODES_A_PANEL);
    const distances = panel.map(({ slope, mode, deviation }) => (threshold(slope, price, scale) - mode) / deviation);
    if (distances.every((distance) => distance > CERTAIN)) continue;
    if (distances.every((distance) => distance < -CERTAIN))
      probability += panel.reduce((sum, { mass }) => sum + mass, 0);
    else probability += refined(panel, distances, { price, scale });
  }
  return Math.min(1, Math.max(0, probability));
}

/** The intercept above which the best price is above `price`; minus infinity where it always is. */
function threshold(slope: number, price: number, { meanPrice, relativeCost }: DemandScale): number {
  const w = slope * (price / meanPrice - relativeCost) - 1;
  return w <= 0 ? -Infinity : Math.log(w) + w + 1 + slope * relativeCost;
}

function refined(
  panel: readonly DemandSlice[],
  distances: readonly number[],
  at: { readonly price: number; readonly scale: DemandScale },
): number {
  const finite = distances.filter(Number.isFinite);
  const span = finite.length < 2 ? 64 : Math.min(256, Math.max(...finite) - Math.min(...finite) + 16);
  const count = Math.ceil(span / REFINED);
  const [low, high] = bounds(panel);
  const even = Array.from({ length: count + 1 }, (_, index) => low + ((high - low) * index) / count);
  const edges = mergePanels(even, within(gradedPoints(high, at), [low, high]));
  const thresholdAt = (slope: number) => threshold(slope, at.price, at.scale);
  let probability = 0;
  visitNodes(edges, (slope, weight) => {
    const weights = interpolationWeights((2 * slope - low - high) / (high - low));
    const read = (value: (slice: DemandSlice) => number) =>
      panel.reduce((sum, slice, index) => sum + (weights[index] as number) * value(slice), 0);
    const distance = (thresholdAt(slope) - read(({ mode }) => mode)) / read(({ deviation }) => deviation);
    if (distance > CERTAIN) return;
    const above =
      distance < -CERTAIN
        ? 1
        : read(({ intercept, mode, deviation }) => 1 - intercept.cdf(mode + distance * deviation));
    probability += weight * read(({ density }) => density) * above;
  });
  return probability;
}

/**
 * Points that close in on the slope below which the best price is always above `price`: the threshold has a logarithmic
 * singularity there.
 */
function gradedPoints(
  high: number,
  { price, scale }: { readonly price: number; readonly scale: DemandScale },
): number[] {
  const singular = 1 / (price / scale.meanPrice - scale.relativeCost);
  if (!(singular > 0 && singular < high)) return [];
  return Array.from(
    { length: HALVINGS + 1 },
    (_, index) => singular + (index < HALVINGS ? (high - singular) * 2 ** -(HALVINGS - 1 - index) : 0),
  ).sort((a, b) => a - b);
}

/** Ends of a panel, from the first and last of its nodes, which lie symmetrically in it. */
function bounds(panel: readonly DemandSlice[]): [low: number, high: number] {
  const first = panel[0] as DemandSlice;
  const last = panel.at(-1) as DemandSlice;
  const middle = (first.slope + last.slope) / 2;
  const width = panel.reduce((sum, { weight }) => sum + weight, 0);
  return [middle - width / 2, middle + width / 2];
}
