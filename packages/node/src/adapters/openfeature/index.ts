export { pricewrightProvider } from "./pricewright-provider.ts";
