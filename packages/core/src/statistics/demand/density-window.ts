/** Where to look for a density. */
export interface DensityWindowOptions {
  readonly start: number;
  readonly step: number;
  /**
   * Left end of the domain.
   *
   * @default -Infinity
   */
  readonly least?: number;
}

/** The top of a density. */
export interface DensityTop {
  /** Next to the mode: the density falls by less than a factor e within a step. */
  readonly mode: number;
  readonly top: number;
  readonly step: number;
  /** About a standard deviation, from the curvature at the top. */
  readonly deviation: number;
}

/** How far down a density is followed, in natural logarithms. */
export const DEPTH = 27;
const GROWTH = 1.5;
const MOST_STEPS = 400;

/** Walks uphill on the logarithm of a density: steps that climb are doubled, others halved. */
export function climbDensity(
  logDensity: (x: number) => number,
  { start, step: firstStep, least = -Infinity }: DensityWindowOptions,
): DensityTop {
  let mode = Math.max(start, least);
  let top = logDensity(mode);
  let step = firstStep;
  let curvature = 1;
  for (let count = 0; count < MOST_STEPS; count++) {
    const left = Math.max(least, mode - step);
    const [atLeft, atRight] = [logDensity(left), logDensity(mode + step)];
    if (atRight > top || atLeft > top) {
      [mode, top] = atRight >= atLeft ? [mode + step, atRight] : [left, atLeft];
      step *= 2;
    } else {
      curvature = 2 * top - atLeft - atRight;
      if (Math.min(atLeft, atRight) > top - 1) break;
      step /= 2;
    }
  }
  return { mode, top, step, deviation: step * Math.min(2, 1 / Math.sqrt(curvature)) };
}

/** Panel edges over a density, narrow near its top and wider away from it. */
export function densityPanels(
  logDensity: (x: number) => number,
  { mode, top, step }: DensityTop,
  least: number,
): number[] {
  const descend = (direction: 1 | -1): number[] => {
    const edges: number[] = [];
    let [x, length] = [mode, step];
    while (edges.length < MOST_STEPS && !(direction < 0 && x <= least)) {
      x = Math.max(least, x + direction * length);
      edges.push(x);
      length *= GROWTH;
      if (!(logDensity(x) > top - DEPTH)) break;
    }
    return edges;
  };
  return [...descend(-1).reverse(), mode, ...descend(1)];
}
