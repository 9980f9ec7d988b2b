/**
 * How an experiment counts revenue: as it was paid, or as what a month of it is worth, so that payments for a month and for
 * a year can be compared.
 */
export type RevenueBasis = "cash" | "monthly-equivalent";
