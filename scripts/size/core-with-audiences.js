// What a browser loads that evaluates audiences; held by .size-limit.json.
export * from "../../packages/core/dist/audiences.js";
export * from "../../packages/core/dist/index.js";
