import { EventEmitter } from "node:events";
import { importUnleash } from "@pricewright/core/migration";
import { Unleash } from "unleash-client";
import answer from "../configurations/unleash.json" with { type: "json" };
import type { System } from "./system.ts";

/** A feature toggle of Unleash with variants, read from memory instead of from an Unleash server. */
export function unleash(): System {
  const repository = Object.assign(new EventEmitter(), {
    getToggle: (name: string) => answer.features.find((feature) => feature.name === name) as never,
    getToggles: () => answer.features as never,
    getTogglesWithSegmentData: () => [],
    getSegment: (id: number) => answer.segments.find((segment) => segment.id === id) as never,
    start: async () => {},
    stop: () => {},
  });
  const client = new Unleash({
    url: "http://127.0.0.1",
    appName: "moving-in",
    repository,
    disableAutoStart: true,
    disableMetrics: true,
  });
  repository.emit("ready");
  return {
    name: "Unleash",
    imported: importUnleash(answer),
    armOf: (experiment, userId, { country, age }) => {
      const { enabled, name } = client.getVariant(experiment, { userId, properties: { country, age } });
      return enabled ? name : null;
    },
  };
}
