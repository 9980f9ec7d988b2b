import { arrivals, type IntegrityCounts, integrityOf, type VariantStatistics } from "./variant-statistics.ts";

/** How many units saw, were promised or paid their variant's price in one place. */
export interface PriceEquality {
  readonly equal: number;
  readonly different: number;
  /** Units of which nothing was told there; they are never counted as equal. */
  readonly unknown: number;
  /** All of them. */
  readonly of: number;
}

/** Whether the price stayed one from first sight to the total that it went into. */
export interface PriceIntegrity {
  /** Amounts that pages showed; of units that saw one variant. */
  readonly shown: PriceEquality;
  /** Amounts of the quotes that they were shown with. */
  readonly quoted: PriceEquality;
  /** Price, amount and currency that were charged, before discount and tax; of those units that bought. */
  readonly charged: PriceEquality;
  /** The variant of the quote that was charged, and the one whose total received it. */
  readonly attributed: PriceEquality;
  /** Units that bought on a verified quote before any exposure, by variant, in the order of the variants. */
  readonly soldUnseen: readonly { readonly variant: string; readonly units: number }[];
}

/** Adds the four equalities up over all arms, each with the units that it is about. */
export function priceIntegrity(variants: readonly VariantStatistics[]): PriceIntegrity {
  const total = (field: keyof IntegrityCounts) =>
    variants.reduce((sum, variant) => sum + integrityOf(variant)[field], 0);
  const equality = (place: "shown" | "quoted" | "charged" | "attributed", of: number): PriceEquality => {
    const [equal, different] = [total(`${place}Equal`), total(`${place}Different`)];
    return { equal, different, unknown: Math.max(0, of - equal - different), of };
  };
  const units = variants.reduce((sum, variant) => sum + arrivals(variant), 0) - total("multipleExposure");
  const buyers = buyersOf(variants);
  return {
    shown: equality("shown", units),
    quoted: equality("quoted", units),
    charged: equality("charged", buyers),
    attributed: equality("attributed", buyers),
    soldUnseen: [...new Set(variants.map(({ key }) => key))].map((variant) => ({
      variant,
      units: variants
        .filter(({ key }) => key === variant)
        .reduce((sum, entry) => sum + integrityOf(entry).soldUnseen, 0),
    })),
  };
}

/** Units that bought and saw one variant; where they are not counted apart, those in the analysis. */
export function buyersOf(variants: readonly VariantStatistics[]): number {
  return variants.reduce((sum, variant) => sum + Math.max(variant.conversions, integrityOf(variant).buyers), 0);
}
