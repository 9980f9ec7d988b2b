import { expect, it } from "vitest";
import { readNatsAddress } from "./read-nats-address.ts";

it.each([
  ["nats://a:4222", { servers: ["a:4222"] }],
  ["nats://one:p%40ss@a:4222, nats://b:4222", { servers: ["a:4222", "b:4222"], user: "one", pass: "p@ss" }],
  ["tls://token@a:4222", { servers: ["a:4222"], token: "token", tls: {} }],
])("reads %s", (text, address) => {
  expect(readNatsAddress(text)).toEqual(address);
});
