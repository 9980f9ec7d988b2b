/** Exchange rates that a test was started with, in words. */
export function ratesText(rates: Readonly<Record<string, string>>): string {
  return Object.entries(rates)
    .map(([currency, rate]) => `1 ${currency} counts as ${rate}`)
    .join("; ");
}
