// One test of three prices in each system: by its official SDK, from memory, without network, metrics or logging.
// An assigner takes a unit's id and gives the variant's key. With an audience, everyone is in it.
import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createInstance, createStaticProjectConfigManager } from "@optimizely/optimizely-sdk";
import { Unleash } from "unleash-client";
import { audiences } from "../../packages/core/src/audiences/index.ts";
import { createAssigner } from "../../packages/core/src/index.ts";

const PRICES = ["39", "49", "59"];
const ATTRIBUTES = { country: "DE", age: 42 };

export function pricewright(hasAudience) {
  const audience = { country: { $in: ["DE", "FR", "NL"] }, age: { $gte: 18 } };
  const assigner = createAssigner(
    [
      {
        key: "pro-price",
        status: "running",
        control: "39",
        variants: PRICES.map((key) => ({ key })),
        ...(hasAudience && { audience }),
      },
    ],
    { audiences: audiences() },
  );
  if (!hasAudience) return (id) => assigner.assign("pro-price", { id }).variant;
  return (id) => assigner.assign("pro-price", { id, attributes: ATTRIBUTES }).variant;
}

/** The bundle for production, without the checks and messages of the entry that Node resolves. */
async function importGrowthBook() {
  const root = join(createRequire(import.meta.url).resolve("@growthbook/growthbook/package.json"), "..");
  return import(pathToFileURL(join(root, "dist/bundles/esm.min.js")).href);
}

export async function growthbook(hasAudience) {
  const { GrowthBookClient } = await importGrowthBook();
  const condition = { country: { $in: ["DE", "FR", "NL"] }, age: { $gte: 18 } };
  const rule = { key: "pro-price", hashVersion: 2, variations: PRICES, ...(hasAudience && { condition }) };
  const features = { "pro-price": { defaultValue: "39", rules: [rule] } };
  const client = new GrowthBookClient().initSync({ payload: { features } });
  if (!hasAudience) return (id) => client.evalFeature("pro-price", { attributes: { id } }).value;
  return (id) => client.evalFeature("pro-price", { attributes: { id, ...ATTRIBUTES } }).value;
}

export function unleash(hasAudience) {
  const constraints = [
    { contextName: "country", operator: "IN", values: ["DE", "FR", "NL"] },
    { contextName: "age", operator: "NUM_GTE", value: "18" },
  ];
  const feature = {
    name: "pro-price",
    enabled: true,
    strategies: hasAudience ? [{ name: "default", parameters: {}, constraints }] : [],
    variants: PRICES.map((name) => ({ name, weight: 1, stickiness: "userId" })),
  };
  const repository = Object.assign(new EventEmitter(), {
    getToggle: () => feature,
    getToggles: () => [feature],
    getSegment: () => undefined,
    start: async () => {},
    stop: () => {},
  });
  const client = new Unleash({
    url: "http://127.0.0.1",
    appName: "bench",
    repository,
    disableAutoStart: true,
    disableMetrics: true,
  });
  repository.emit("ready");
  if (!hasAudience) return (userId) => client.getVariant("pro-price", { userId }).name;
  return (userId) => client.getVariant("pro-price", { userId, properties: ATTRIBUTES }).name;
}

export function optimizely(hasAudience) {
  const attribute = (name, match, value) => ({ type: "custom_attribute", name, match, value });
  const countries = ["DE", "FR", "NL"].map((country) => attribute("country", "exact", country));
  const conditions = ["and", ["or", ...countries], attribute("age", "ge", 18)];
  const datafile = {
    version: "4",
    revision: "1",
    projectId: "1",
    accountId: "1",
    anonymizeIP: true,
    attributes: Object.keys(ATTRIBUTES).map((key) => ({ id: key, key })),
    audiences: [],
    typedAudiences: [{ id: "1", name: "people", conditions }],
    events: [],
    featureFlags: [],
    rollouts: [],
    groups: [],
    experiments: [
      {
        id: "1",
        key: "pro-price",
        layerId: "1",
        status: "Running",
        audienceIds: hasAudience ? ["1"] : [],
        forcedVariations: {},
        variations: PRICES.map((key) => ({ id: key, key })),
        trafficAllocation: PRICES.map((entityId, index) => ({
          entityId,
          endOfRange: Math.round(((index + 1) * 10_000) / 3),
        })),
      },
    ],
  };
  const projectConfigManager = createStaticProjectConfigManager({ datafile: JSON.stringify(datafile) });
  const client = createInstance({ projectConfigManager });
  if (!hasAudience) return (id) => client.getVariation("pro-price", id);
  return (id) => client.getVariation("pro-price", id, ATTRIBUTES);
}
