import react from "@vitejs/plugin-react";
import { resolve } from "node:path";
import { defineConfig } from "electron-vite";

const here = import.meta.dirname;

/**
 * One build for the four kinds of process. Everything is bundled: the built program needs no node_modules, starts
 * faster, and can be laid where an unprivileged account may read it. Only the SQLite addon stays a file of its own.
 */
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      outDir: "out/main",
      rolldownOptions: {
        input: {
          start: resolve(here, "main/start.ts"),
          station: resolve(here, "main/station.ts"),
          media: resolve(here, "native/media/process.ts"),
          copyThread: resolve(here, "native/sqlite/copyThread.ts"),
        },
        output: { format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "[name]-[hash].cjs" },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: "out/preload",
      rolldownOptions: {
        input: { preload: resolve(here, "main/preload.ts") },
        // A sandboxed preload script is one CommonJS file.
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: "renderer",
    plugins: [react()],
    build: {
      outDir: "out/renderer",
      // Electron 33 carries Chrome 130.
      target: "chrome130",
      rolldownOptions: { input: resolve(here, "renderer/index.html") },
    },
  },
});
