/**
 * Smallest parameter that a Beta posterior is made with. Below it most of the probability lies closer to 0 or to 1 than
 * numbers can be told apart.
 */
export const LEAST_PRIOR = 0.05;
