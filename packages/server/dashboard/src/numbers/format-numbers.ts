import { READER_LOCALE } from "./reader-locale.ts";

const count = new Intl.NumberFormat(READER_LOCALE);

/** A count as the reader writes it, such as `202,517`. */
export function formatNumber(value: number): string {
  return count.format(value);
}

/** A bare amount, such as `39.50`. */
export function formatAmount(value: number): string {
  return new Intl.NumberFormat(READER_LOCALE, { minimumFractionDigits: 2 }).format(value);
}

/** A decimal string of major units as money, such as `$39.00`; small amounts keep up to six decimals. */
export function formatMoney(amount: string, currency: string | null): string {
  const decimals = amount.replace(/0+$/, "").split(".")[1]?.length ?? 0;
  const style = currency === null ? {} : { style: "currency" as const, currency };
  const usual = new Intl.NumberFormat(READER_LOCALE, style).resolvedOptions().maximumFractionDigits ?? 2;
  const digits = Number(amount) !== 0 && Math.abs(Number(amount)) < 1 ? Math.min(6, Math.max(usual, decimals)) : usual;
  return new Intl.NumberFormat(READER_LOCALE, { ...style, maximumFractionDigits: digits }).format(
    amount as unknown as number,
  );
}

/** Credits, a decimal string, with thousands apart. */
export function formatCredits(amount: string): string {
  return new Intl.NumberFormat(READER_LOCALE, { maximumFractionDigits: 6 }).format(amount as unknown as number);
}

/** A share as a percentage, such as `66.7%`. */
export function formatPercent(share: number): string {
  return new Intl.NumberFormat(READER_LOCALE, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** A decimal string of points of a hundred, such as `97.51%`. */
export function formatPoints(points: string): string {
  const format = new Intl.NumberFormat(READER_LOCALE, { style: "percent", maximumFractionDigits: 2 });
  return format.format(Number(points) / 100);
}
