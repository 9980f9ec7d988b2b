import type { NextProxy } from "next/server";
import { prices } from "./shop/prices.ts";

/** Every page that holds a quote: new visitors get their cookie, and no cache keeps the page. */
export const config = { matcher: ["/", "/credits"] };

export const proxy: NextProxy = prices.proxy;
