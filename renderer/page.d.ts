import type { ShellBridge } from "../app/contract/shell";

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly zhishou: ShellBridge;
  }
}
