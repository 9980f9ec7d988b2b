/** Dash patterns that tell arms apart without colour. */
export const DASHES: readonly (string | undefined)[] = [undefined, "8 4", "2 4", "12 4 2 4", "5 3 1 3 1 3"];
