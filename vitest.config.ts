import { defineConfig } from "vitest/config";

// Tests use the packages' sources, without a build in between.
const conditions = ["@pricewright/source", "module", "node", "development|production"];
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } };

const server = {
  root: "packages/server",
  include: ["src/**/*.test.ts"],
  exclude: ["src/**/*.{redis,nats,prometheus,pgbouncer}.test.ts"],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

// They wait for a database as often as they compute. What drives browsers and what is timed has the machine to itself.
const together = { maxWorkers: "100%", sequence: { groupOrder: 1 } } as const;

export default defineConfig({
  test: {
    projects: [
      { ...shared, test: { name: "core", root: "packages/core", include: ["src/**/*.test.ts"], testTimeout: 60_000 } },
      {
        ...shared,
        test: {
          name: "node",
          root: "packages/node",
          include: ["src/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      { ...shared, test: { name: "react", root: "packages/react", include: ["src/**/*.test.{ts,tsx}"] } },
      { ...shared, test: { ...server, ...together, name: "server" } },
      {
        ...shared,
        test: {
          ...server,
          ...together,
          name: "server-postgresql",
          env: { TEST_DATABASE: "postgresql" },
          // A data folder is the embedded database's.
          exclude: [...server.exclude, "src/one-owner.test.ts"],
        },
      },
      { ...shared, test: { ...server, name: "redis", include: ["src/**/*.redis.test.ts"], exclude: [] } },
      { ...shared, test: { ...server, name: "nats", include: ["src/**/*.nats.test.ts"], exclude: [] } },
      { ...shared, test: { ...server, name: "prometheus", include: ["src/**/*.prometheus.test.ts"], exclude: [] } },
      { ...shared, test: { ...server, name: "pgbouncer", include: ["src/**/*.pgbouncer.test.ts"], exclude: [] } },
      { ...shared, test: { name: "dashboard", root: "packages/server/dashboard", include: ["src/**/*.test.tsx"] } },
      {
        ...shared,
        test: {
          name: "examples",
          root: "examples",
          include: ["*/src/**/*.test.{ts,tsx}"],
          exclude: ["deploy/**"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: { name: "deploy", root: "examples/deploy", include: ["src/**/*.test.ts"], testTimeout: 120_000 },
      },
      { ...shared, test: { name: "repository", root: "scripts", include: ["**/*.test.ts"], testTimeout: 120_000 } },
      {
        ...shared,
        test: {
          name: "browser",
          root: ".",
          include: ["{packages,examples}/**/browser/**/*.browser.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      // Of the built site; `pnpm docs:check` builds it first.
      {
        ...shared,
        test: { name: "docs", root: "docs", include: ["browser/**/*.browser.test.ts"], testTimeout: 60_000 },
      },
    ],
  },
});
