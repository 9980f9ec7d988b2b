import { build } from "../build.mjs";

build();
await import("./bench.mjs");
