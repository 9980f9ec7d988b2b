import type { NextConfig } from "next";

const config: NextConfig = {
  // The badge of the development server would be in pictures.
  devIndicators: false,
  // `npm run types` of the repository checks every example.
  typescript: { ignoreBuildErrors: true },
};

export default config;
