import type { NextConfig } from "next";

const config: NextConfig = { devIndicators: false, experimental: { useCache: true } };

export default config;
