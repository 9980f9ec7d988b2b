export { createTestClient, type TestClient, type TestClientOptions } from "./test-client.ts";
export { type TestPricingDocumentOptions, testPricingDocument } from "./test-pricing-document.ts";
export { type TestQuoteOptions, testQuote } from "./test-quote.ts";
export { createTestScreen, type TestScreen } from "./test-screen.ts";
