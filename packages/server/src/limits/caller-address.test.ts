import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { callerAddress } from "./caller-address.ts";

const addressOf = async (header: string | null, headers: Record<string, string>, remoteAddress?: string) => {
  const app = new Hono().get("/", (context) => context.json(callerAddress(context, header)));
  return (await app.request("/", { headers }, { incoming: { socket: { remoteAddress } } })).json();
};

describe("the address of a caller", () => {
  it("is the connection's, and not what a header says that nobody trusts", async () => {
    expect(await addressOf(null, { "x-real-ip": "198.51.100.1" }, "203.0.113.7")).toBe("203.0.113.7");
    expect(await addressOf(null, {}, "::ffff:203.0.113.7")).toBe("203.0.113.7");
  });

  it("is the trusted header's, where there is one", async () => {
    expect(await addressOf("x-real-ip", { "x-real-ip": "198.51.100.1" }, "10.0.0.2")).toBe("198.51.100.1");
    expect(await addressOf("x-real-ip", { "x-real-ip": "nonsense" }, "10.0.0.2")).toBeNull();
  });

  it("is one for the addresses of an IPv6 household", async () => {
    const household = ["2001:db8:1:2::1", "2001:0db8:0001:0002:aaaa:bbbb:cccc:dddd", "2001:db8:1:2:3::"];
    for (const address of household) expect(await addressOf(null, {}, address)).toBe("2001:db8:1:2");
    expect(await addressOf(null, {}, "2001:db8::1")).toBe("2001:db8:0:0");
  });

  it("is nobody's where it is a proxy's or this machine's own", async () => {
    for (const address of ["127.0.0.1", "::1", "10.1.2.3", "172.20.0.1", "192.168.0.9", "fe80::1%eth0", "fd00::1"])
      expect(await addressOf(null, {}, address), address).toBeNull();
    expect(await addressOf(null, {})).toBeNull();
  });
});
