import type { NextProxy } from "next/server";
import { prices } from "../../src/shop/prices.ts";

export const config = { matcher: ["/", "/force-static", "/revalidated", "/use-cache"] };

export const proxy: NextProxy = prices.proxy;
