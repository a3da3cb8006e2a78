import { ESLint, Linter } from "eslint";
import typescript from "typescript-eslint";
import { describe, expect, it } from "vitest";
import { rooms } from "./importTable.mjs";
import { importTableRule } from "./importTableRule.mjs";

const root = process.cwd();

/** What the rule says of a file, as if it stood there with this text. */
const complaints = (file: string, text: string, allowComputed = false): string[] =>
  new Linter({ cwd: root })
    .verify(
      text,
      {
        files: ["**/*.{ts,tsx,js,cjs,mjs}"],
        languageOptions: { parser: typescript.parser },
        plugins: { house: { rules: { "import-table": importTableRule } } },
        rules: { "house/import-table": ["error", { allowComputed }] },
      },
      file,
    )
    .map(({ message }) => message);

const fromTheTable: unknown = expect.stringContaining("(test/lint/importTable.mjs)");

interface Row {
  readonly room: string;
  readonly file: string;
  readonly allowed: readonly string[];
  readonly forbidden: readonly string[];
}

/** For each row of the table: imports it lets through, and the violations it is there to stop. */
const rows: readonly Row[] = [
  {
    room: "app/domain",
    file: "app/domain/alarm.ts",
    allowed: ["./result"],
    forbidden: ["zod", "node:crypto", "../base/clock", "../contract/device", "electron"],
  },
  {
    room: "app/contract",
    file: "app/contract/device.ts",
    allowed: ["zod", "../domain/role", "./failure"],
    forbidden: ["../base/clock", "../devices", "node:crypto", "electron", "undici"],
  },
  {
    room: "app/base",
    file: "app/base/clock.ts",
    allowed: ["pino", "node:crypto", "../contract/port", "../domain/result"],
    forbidden: ["../database", "zod", "electron", "node:child_process"],
  },
  {
    room: "app/devices",
    file: "app/devices/onvif/client.ts",
    allowed: ["undici", "fast-xml-parser", "node:dgram", "../records", "../../database", "../../domain/failure"],
    forbidden: ["onvif", "electron", "node:child_process", "../../database/query", "../../../native/media/session"],
  },
  {
    room: "app/sites",
    file: "app/sites/towns.ts",
    allowed: ["../database", "../domain/town", "./siteStore", "../../resources/county/towns.json", "zod"],
    forbidden: ["../devices/store", "../../renderer/store", "electron", "undici"],
  },
  {
    room: "a service of app",
    file: "app/streams/streams.ts",
    allowed: ["../devices", "../devices/index", "../base/log", "../contract/stream", "./fallback", "zod", "p-queue"],
    forbidden: [
      "../devices/onvif/client",
      "../dispatch/context",
      "../station",
      "undici",
      "electron",
      "node:child_process",
      "node:cluster",
      "../../native/media/session",
      "../../main/gate",
      "../../renderer/store",
      "../../test/simulators/camera",
    ],
  },
  {
    room: "app",
    file: "app/station.ts",
    allowed: ["./devices", "./dispatch", "./base/log", "./domain/result"],
    forbidden: ["./devices/discovery", "../native/sqlite", "electron", "node:child_process", "react"],
  },
  {
    room: "main/preload",
    file: "main/preload.ts",
    allowed: ["electron", "../app/contract/shell"],
    forbidden: ["node:fs", "./gate", "../app/base/log", "zod"],
  },
  {
    room: "main/station",
    file: "main/station.ts",
    allowed: ["../app/station", "../native/sqlite", "../app/base/log", "./secrets", "electron", "node:path"],
    forbidden: ["../app/devices", "../app/database", "../native/media/process", "node:child_process"],
  },
  {
    room: "main",
    file: "main/supervisor.ts",
    allowed: [
      "electron",
      "./gate",
      "./windows/wall",
      "../app/contract/shell",
      "../app/domain/result",
      "../app/base/log",
    ],
    forbidden: [
      "../app/station",
      "./station",
      "./preload",
      "../native/sqlite",
      "../native/media/process",
      "../renderer/store",
      "child_process",
      "node:child_process",
    ],
  },
  {
    room: "native/sqlite",
    file: "native/sqlite/open.ts",
    allowed: ["better-sqlite3-multiple-ciphers", "node:path", "../../app/domain/result", "../../app/base/log"],
    forbidden: ["../../app/database", "../media/session", "electron", "ffmpeg-static"],
  },
  {
    room: "native/media",
    file: "native/media/session.ts",
    allowed: ["node:child_process", "../../app/contract/media", "../../app/domain/failure", "../../app/base/log"],
    forbidden: ["../../app/streams", "../../app/station", "../sqlite/open", "../../main/supervisor", "electron"],
  },
  {
    room: "native/runtime/loader",
    file: "native/runtime/loader/main.cjs",
    allowed: ["electron", "node:path"],
    forbidden: ["../places.mjs", "node:child_process", "pino"],
  },
  {
    room: "native/runtime",
    file: "native/runtime/start.mjs",
    allowed: ["node:child_process", "./packages.mjs"],
    forbidden: ["pino", "electron", "../../app/base/log", "../sqlite/open"],
  },
  {
    room: "renderer",
    file: "renderer/features/wall/WallGrid.tsx",
    allowed: [
      "react",
      "react-dom/client",
      "@reduxjs/toolkit/query",
      "../../player/player",
      "./wall.module.css",
      "../../../app/contract/requests",
      "../../../app/domain/layout",
      "../../../resources/locales/zh-CN.json",
    ],
    forbidden: [
      "electron",
      "electron/renderer",
      "node:fs",
      "fs",
      "undici",
      "../../../app/base/log",
      "../../../app/wall",
      "../../../main/gate",
      "../../../native/media/session",
      "../../../test/fixtures/page",
    ],
  },
  {
    room: "resources",
    file: "resources/standards/read.ts",
    allowed: ["./build.json"],
    forbidden: ["zod", "node:fs", "../../app/domain/role"],
  },
  {
    room: "test",
    file: "test/app/streams/streams.test.ts",
    allowed: ["vitest", "onvif", "electron", "node:child_process", "../../../app/devices/onvif/client", "../../lint/x"],
    forbidden: ["../../../../elsewhere/file", "child_process"],
  },
  {
    room: "the root",
    file: "eslint.config.js",
    allowed: ["eslint", "./test/lint/importTableRule.mjs", "node:path"],
    forbidden: ["../elsewhere/file"],
  },
];

it("tries every row of the table", () => {
  expect(rows.map(({ room }) => room)).toEqual(rooms.map(({ name }) => name));
});

describe.each(rows)("$room", ({ file, allowed, forbidden }) => {
  it.each(allowed)("may import %s", (specifier) => {
    expect(complaints(file, `import { x } from "${specifier}";`)).toEqual([]);
  });

  it.each(forbidden)("may not import %s", (specifier) => {
    expect(complaints(file, `import { x } from "${specifier}";`)).toEqual([fromTheTable]);
  });
});

describe("every way to import", () => {
  const file = "renderer/app.tsx";
  it.each([
    'import "electron";',
    'import type { App } from "electron";',
    'import { type App } from "electron";',
    'export { app } from "electron";',
    'export * from "electron";',
    'const electron = await import("electron");',
    'const electron = require("electron");',
    'let app: import("electron").App;',
  ])("is seen: %s", (text) => {
    expect(complaints(file, text)).toEqual([
      "renderer may not import the package electron (test/lint/importTable.mjs)",
    ]);
  });

  it("is refused when the name is put together at run time, unless that is allowed", () => {
    expect(complaints(file, "await import(name);")).toEqual(["name what is imported as a plain string"]);
    expect(complaints("native/runtime/start.mjs", "await import(name);", true)).toEqual([]);
  });
});

describe("the context of a request", () => {
  it("is imported as a type by every service", () => {
    expect(complaints("app/wall/wall.ts", 'import type { RequestContext } from "../dispatch/context";')).toEqual([]);
    expect(complaints("app/wall/wall.ts", 'import { audit } from "../dispatch/context";')).toEqual([fromTheTable]);
  });
});

it("refuses a file that stands in no room", () => {
  expect(complaints("tools/build.ts", 'import "node:fs";')).toEqual([
    "tools/build.ts stands in no room (test/lint/importTable.mjs)",
  ]);
});

it.each([...rows.map(({ file }) => file), "main/gate.ts", "native/media/process.ts", "test/e2e/wall.spec.ts"])(
  "is switched on for %s",
  async (file) => {
    const config = (await new ESLint({ cwd: root }).calculateConfigForFile(file)) as Linter.Config;
    expect(config.rules?.["house/import-table"]).toMatchObject([2, {}]);
  },
);
