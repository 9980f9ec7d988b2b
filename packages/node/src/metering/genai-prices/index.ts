export {
  costTableFromGenaiPrices,
  type GenaiOmission,
  type GenaiPricesOptions,
  type GenaiPricesResult,
} from "./cost-table-from-genai-prices.ts";
