import { defineConfig } from "vite";

export default defineConfig({
  server: { proxy: { "/api": "http://127.0.0.1:8131" } },
  build: {
    target: ["chrome109", "firefox115", "safari15.6"],
    // Three per cent smaller than the default, for a few seconds more.
    minify: "terser",
    terserOptions: {
      ecma: 2020,
      module: true,
      compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false },
      format: { comments: false },
    },
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
