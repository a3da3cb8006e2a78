/**
 * What the message ports of the page, of Electron and of Node have in common. A room works with this; the adapter that
 * makes one from the platform's own port stands where the platform is known (`renderer/domPort.ts`, `app/base/ports.ts`).
 */
export interface Port {
  /** Sends a structured-clonable message; the ports named in `transfer` go with it and are no longer ours. */
  post(message: unknown, transfer?: readonly Port[]): void;
  /** One listener; messages that came before it was set are delivered once it is. */
  onMessage(listener: (message: unknown, ports: readonly Port[]) => void): void;
  /** The other end was closed or its process ended. Called at most once. */
  onClose(listener: () => void): void;
  close(): void;
}
