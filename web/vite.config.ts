import { defineConfig } from "vite";

export default defineConfig({
  server: { proxy: { "/api": "http://127.0.0.1:8131" } },
  build: {
    target: ["chrome109", "firefox115", "safari15.6"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        // All English words in one file: it is read by those who chose English, once.
        manualChunks: (id) => (id.endsWith("/en.ts") ? "english" : undefined),
      },
    },
  },
});
