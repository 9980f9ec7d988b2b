/** A point given by how far it lies from one of two neighbouring corners, so that it keeps its digits next to them. */
export interface Place {
  readonly corner: number;
  /** Above 0 to the right of the corner. */
  readonly offset: number;
}

/** A coordinate in which a density with powers at every corner is smooth. */
export interface PiecewiseLogOdds {
  readonly placeAt: (u: number) => Place;
  readonly toValue: (u: number) => number;
  readonly toCoordinate: (x: number) => number;
  readonly slope: (u: number) => number;
}

/**
 * The log-odds of where a value lies between two neighbouring corners, one piece after another; `origin` is at 0. Inner
 * ends of pieces are cut at log-odds of `reach`, where nothing may be left of the density.
 */
export function piecewiseLogOdds(corners: readonly number[], origin: number, reach: number): PiecewiseLogOdds {
  const last = corners.length - 2;
  const cornerAt = (index: number): number => corners[index] as number;
  const pieceOf = (x: number): number => {
    let piece = 0;
    while (piece < last && x >= cornerAt(piece + 1)) piece++;
    return piece;
  };
  const position = (x: number): number => {
    const piece = pieceOf(x);
    const [low, high] = [cornerAt(piece), cornerAt(piece + 1)];
    const logOdds = x <= low ? -Infinity : x >= high ? Infinity : Math.log((x - low) / (high - x));
    const least = piece === 0 ? -Infinity : -reach;
    const most = piece === last ? Infinity : reach;
    return Math.max(least, Math.min(most, logOdds)) + 2 * reach * piece;
  };
  const shift = position(origin);
  const pieceAt = (u: number): readonly [from: number, to: number, logOdds: number] => {
    const piece = Math.max(0, Math.min(last, Math.floor((u + shift + reach) / (2 * reach))));
    return [cornerAt(piece), cornerAt(piece + 1), u + shift - 2 * reach * piece];
  };
  const placeAt = (u: number): Place => {
    const [from, to, logOdds] = pieceAt(u);
    const odds = Math.exp(-Math.abs(logOdds));
    const offset = ((to - from) * odds) / (1 + odds);
    return logOdds < 0 ? { corner: from, offset } : { corner: to, offset: -offset };
  };
  return {
    placeAt,
    toValue: (u) => {
      const { corner, offset } = placeAt(u);
      return corner + offset;
    },
    toCoordinate: (x) => position(x) - shift,
    slope: (u) => {
      const [from, to, logOdds] = pieceAt(u);
      const odds = Math.exp(-Math.abs(logOdds));
      return ((to - from) * odds) / (1 + odds) ** 2;
    },
  };
}
