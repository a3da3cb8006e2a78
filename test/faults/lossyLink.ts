import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { getuid } from "node:process";
import { fileURLToPath } from "node:url";
import { CannotHave } from "../../native/runtime/sentence.mjs";

/** A network namespace at the other end of a link that can be made to lose and delay what comes from it. */
export interface LossyLink {
  /** Ours, and the one inside the namespace. */
  readonly nearAddress: string;
  readonly farAddress: string;
  /** A command line that runs another one inside the namespace. */
  inside(command: readonly string[]): readonly [command: string, ...args: string[]];
  /** How packets from the namespace travel from now on. */
  impair(how: { readonly lossShare: number; readonly delayMs: number }): void;
  /** Takes the link away altogether, or gives it back. */
  cut(cut: boolean): void;
  close(): Promise<void>;
}

// Debian's own, as for GStreamer; nothing beyond its standard library is used.
const python = "/usr/bin/python3";
// 192.168/16 and 10/8 are met on real machines: these are for testing networks (RFC 2544, 198.18.0.0/15).
const [nearAddress, farAddress, prefixBits] = ["198.18.7.1", "198.18.7.2", "30"];

const ip = (...args: readonly string[]): void => {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "pipe"] });
};

/** @throws CannotHave where namespaces or TUN devices are not ours to make */
export const openLossyLink = async (): Promise<LossyLink> => {
  if (getuid?.() !== 0 || !existsSync("/dev/net/tun"))
    throw new CannotHave({
      zh: "这项故障测试要建立网络命名空间和 TUN 设备，只有 Linux 上的 root 才能做；没有运行，也不算通过。",
      en: "These faults need a network namespace and TUN devices, which only root on Linux can make; nothing was run.",
    });
  const name = `zhishou${String(process.pid)}`;
  const [near, far] = [`zsn${String(process.pid)}`, `zsf${String(process.pid)}`];
  const link = spawn(python, [fileURLToPath(new URL("lossyLink.py", import.meta.url)), near, far], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const gone = once(link, "close");
  const close = async (): Promise<void> => {
    link.stdin.end();
    await gone;
    ip("netns", "delete", name);
  };
  await Promise.race([
    once(link.stdout, "data"),
    gone.then(() => {
      throw new Error("the link ended before it was ready");
    }),
  ]);
  ip("netns", "add", name);
  try {
    ip("address", "add", `${nearAddress}/${prefixBits}`, "dev", near);
    ip("link", "set", near, "up");
    ip("link", "set", far, "netns", name);
    for (const args of [
      ["address", "add", `${farAddress}/${prefixBits}`, "dev", far],
      ["link", "set", far, "up"],
      ["link", "set", "lo", "up"],
      ["route", "add", "239.0.0.0/8", "dev", far],
    ])
      ip("-netns", name, ...args);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    nearAddress,
    farAddress,
    inside: (command) => ["ip", "netns", "exec", name, ...command],
    impair: ({ lossShare, delayMs }) => {
      link.stdin.write(`${String(lossShare)} ${String(delayMs)}\n`);
    },
    cut: (cut) => {
      ip("link", "set", near, cut ? "down" : "up");
    },
    close,
  };
};
