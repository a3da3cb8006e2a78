import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ensureScreen } from "../../../native/runtime/screen.mjs";

beforeEach(() => {
  vi.stubEnv("DISPLAY", undefined);
  vi.stubEnv("WAYLAND_DISPLAY", undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const cookieName = "MIT-MAGIC-COOKIE-1";

/**
 * Knocks at a display as an X client does (X Window System Protocol, chapter 8): little-endian, version 11.0, and the
 * cookie. Rejects when nobody is there.
 */
const knock = (display: string, cookie: Buffer): Promise<"accepted" | "refused"> =>
  new Promise((resolve, reject) => {
    const padded = Buffer.alloc(20);
    padded.write(cookieName);
    const request = Buffer.alloc(12);
    request.write("l");
    request.writeUInt16LE(11, 2);
    request.writeUInt16LE(cookieName.length, 6);
    request.writeUInt16LE(cookie.length, 8);
    const socket = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
    socket.once("error", reject);
    socket.once("data", (answer) => {
      resolve(answer[0] === 1 ? "accepted" : "refused");
      socket.destroy();
    });
    socket.write(Buffer.concat([request, padded, cookie]));
  });

describe("a screen on a machine without one", () => {
  it("is an X server of its own, closed to who has not its cookie, and gone after stop()", async () => {
    const screen = await ensureScreen({ widthPx: 640, heightPx: 480 });
    const display = screen.env["DISPLAY"]!;
    try {
      const cookie = readFileSync(screen.env["XAUTHORITY"]!).subarray(-16);
      expect(await knock(display, cookie)).toBe("accepted");
      expect(await knock(display, Buffer.alloc(16))).toBe("refused");
      expect(readFileSync(`/proc/${String(screen.serverPid)}/cmdline`, "utf8")).toContain("-nolisten\0tcp");
    } finally {
      await screen.stop();
    }
    await expect(knock(display, Buffer.alloc(16))).rejects.toThrow();
  });

  it("is the session's when there is one", async () => {
    vi.stubEnv("DISPLAY", ":7");
    const screen = await ensureScreen({ widthPx: 640, heightPx: 480 });
    expect(screen.env["DISPLAY"]).toBe(":7");
    expect(screen.serverPid).toBeNull();
  });
});
