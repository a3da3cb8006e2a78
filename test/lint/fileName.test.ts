import { expect, it } from "vitest";
import { judgeFileName } from "./fileNameRule.mjs";

it.each([
  "app/devices/onvif/wsDiscovery.ts",
  "app/database/migrations/0001-first-schema.ts",
  "test/app/database/migrations/0001-first-schema.test.ts",
  "renderer/app.tsx",
  "renderer/features/wall/WallTile.tsx",
  "renderer/env.d.ts",
  "native/runtime/setUp.mjs",
  "test/app/streams/streams.integration.test.ts",
  "test/e2e/wall.spec.ts",
  "electron.vite.config.ts",
  "eslint.config.js",
])("%s is well named", (file) => {
  expect(judgeFileName(file)).toBeUndefined();
});

it.each([
  ["app/devices/utils.ts", 'name it after what it holds, not "utils"'],
  ["native/media/sessionManager.ts", 'name it after what it holds, not "manager"'],
  ["renderer/common/Badge.tsx", 'name it after what it holds, not "common"'],
  ["test/app/helpers.test.ts", 'name it after what it holds, not "helpers"'],
  ["app/devices/ws-discovery.ts", "modules are camelCase, components PascalCase"],
  ["app/devices/ws_discovery.ts", "modules are camelCase, components PascalCase"],
  ["app/devices/WsDiscovery.ts", "only a component (.tsx) is PascalCase"],
  ["app/Devices/list.ts", "folders are lower-case nouns: Devices"],
  ["app/database/migrations/1-first.ts", "migrations are NNNN-kebab"],
])("%s is not", (file, why) => {
  expect(judgeFileName(file)).toBe(why);
});
