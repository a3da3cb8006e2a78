import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inheritedEnvironment, launchScript } from "../../../native/runtime/launch.mjs";

const account = { name: "zhishou", uid: 999, gid: 995, home: "/home/zhishou" };

describe("what the program inherits", () => {
  const ours = { PATH: "/bin", TZ: "Asia/Shanghai", NPM_TOKEN: "secret", XDG_CONFIG_HOME: "/root/.config" };

  it("holds nothing of root's but where programs are, language and time zone", () => {
    expect(inheritedEnvironment(ours, account)).toEqual({ PATH: "/bin", TZ: "Asia/Shanghai" });
  });

  it("is a person's own session when a person starts it", () => {
    expect(inheritedEnvironment(ours, null)).toEqual(ours);
  });
});

describe("the launch script", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "it's a folder "));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("becomes Electron in the same process, in the program's folder, with what was provided and the arguments as given", () => {
    const electron = join(folder, "electron");
    writeFileSync(electron, `#!/bin/sh\nprintf '%s\\n' "$$" "$PWD" "$FFMPEG_BIN" "$ZHISHOU_SQLITE_ADDON" "$@"\n`);
    const script = join(folder, "launch");
    writeFileSync(
      script,
      launchScript(
        {
          electron: { path: electron, version: "33.2.1", nodeApi: 9, route: "test" },
          sqliteAddon: { forElectron: "/cache/$HOME.node", forNode: "/unused" },
          ffmpeg: { path: "/usr/bin/ffmpeg", version: "5.1", route: "test" },
          account: null,
          programFolder: folder,
        },
        null,
      ),
    );
    for (const file of [electron, script]) chmodSync(file, 0o755);
    const said = execFileSync("sh", ["-c", `echo $$; exec "$0" --inspect=0 "a b" ""`, script], { encoding: "utf8" });
    const [pid, ...rest] = said.split("\n");
    expect(rest).toEqual([pid, folder, "/usr/bin/ffmpeg", "/cache/$HOME.node", "--inspect=0", "a b", "", ""]);
  });

  it("leaves root's folders behind and gives the account its own", () => {
    const script = launchScript(
      {
        electron: { path: "/cache/electron", version: "33.2.1", nodeApi: 9, route: "test" },
        sqliteAddon: { forElectron: "/cache/addon.node", forNode: "/unused" },
        ffmpeg: { path: "/usr/bin/ffmpeg", version: "5.1", route: "test" },
        account,
        programFolder: "/cache/program",
      },
      "/run/zhishou/999",
    );
    expect(script).toContain("export HOME=/home/zhishou\n");
    expect(script).toContain("export XDG_RUNTIME_DIR=/run/zhishou/999\n");
    expect(script).toMatch(/^unset .*XDG_CONFIG_HOME.*DBUS_SESSION_BUS_ADDRESS/m);
    expect(script).toMatch(/^exec setpriv .*--reuid=999.* -- \/cache\/electron "\$@"$/m);
  });
});
