import type { ShellBridge } from "../app/contract/shellBridge";

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly zhishou: ShellBridge;
  }
}
