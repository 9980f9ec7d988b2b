import { createInstance, createStaticProjectConfigManager } from "@optimizely/optimizely-sdk";
import { importOptimizely } from "@pricewright/core/migration";
import datafile from "../configurations/optimizely.json" with { type: "json" };
import type { System } from "./system.ts";

/** Two experiments of Optimizely that exclude each other. */
export function optimizely(): System {
  const projectConfigManager = createStaticProjectConfigManager({ datafile: JSON.stringify(datafile) });
  const client = createInstance({ projectConfigManager });
  return {
    name: "Optimizely",
    imported: importOptimizely(datafile),
    armOf: (experiment, id, attributes) => client.getVariation(experiment, id, { ...attributes }),
  };
}
