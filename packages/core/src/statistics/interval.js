/** The central interval of a posterior that holds `level` of its probability, for example 0.95. */
export function credibleInterval(posterior, level) {
  return [posterior.quantile((1 - level) / 2), posterior.quantile((1 + level) / 2)];
}
