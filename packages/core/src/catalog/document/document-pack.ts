import { formatCredits, parseCredits } from "../../money/scaled-decimal.ts";
import type { CalendarSpan } from "../credit-terms.ts";
import type { Pack } from "../pack.ts";
import type { Price } from "../price.ts";
import { fillLabel } from "./document-labels.ts";
import { type DocumentPrice, type DocumentStyle, documentPrice } from "./document-price.ts";
import { formatQuantity } from "./format-decimal.ts";

/** A pack as a page shows it. */
export interface DocumentPack {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** At most one. */
  readonly prices: readonly DocumentPrice[];
  /** Decimal string of credits, those on top among them. */
  readonly credits: string;
  /** Decimal string of the credits on top. */
  readonly bonus: string;
  /** Names of the only meters that the credits pay for; null for all. */
  readonly meters: readonly string[] | null;
  /** Null for never. */
  readonly expiresAfter: CalendarSpan | null;
  /** Such as `"1,200 credits, 200 of them free"`. */
  readonly label: string;
}

/** A pack without what stays on the server. */
export function documentPack(pack: Pack, prices: readonly Price[], style: DocumentStyle): DocumentPack {
  const { locale, labels, meters } = style;
  const { credits: paid, bonus = "0" } = pack;
  const credits = formatCredits(parseCredits(paid) + parseCredits(bonus));
  return {
    id: pack.id,
    name: pack.name,
    description: pack.description ?? null,
    prices: prices.map((price) => documentPrice(price, style)),
    credits,
    bonus,
    meters: pack.meters?.map((id) => meters.find((meter) => meter.id === id)?.name ?? id) ?? null,
    expiresAfter: pack.expiresAfter ?? null,
    label: fillLabel(/[1-9]/.test(bonus) ? labels.packBonus : labels.packCredits, {
      credits: formatQuantity(credits, locale),
      bonus: formatQuantity(bonus, locale),
    }),
  };
}
