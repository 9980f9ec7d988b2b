import { type FeatureApiResponse, GrowthBookClient } from "@growthbook/growthbook";
import { importGrowthBook } from "@pricewright/core/migration";
import payload from "../configurations/growthbook.json" with { type: "json" };
import type { System } from "./system.ts";

/** A feature flag of GrowthBook with an experiment on it. */
export function growthbook(): System {
  const client = new GrowthBookClient().initSync({ payload: payload as FeatureApiResponse });
  return {
    name: "GrowthBook",
    imported: importGrowthBook(payload),
    armOf: (_experiment, id, attributes) => {
      const { experimentResult } = client.evalFeature("pro-price", { attributes: { id, ...attributes } });
      return experimentResult?.inExperiment ? experimentResult.key : null;
    },
  };
}
