import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig({
  base: "/",
  plugins: [react()],
  resolve: { conditions: ["@pricewright/source", ...defaultClientConditions] },
  build: { outDir: "../dist/dashboard", emptyOutDir: true, target: "es2023" },
});
