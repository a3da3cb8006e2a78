import type mpegts from "mpegts.js";

/** mpegts.js's `LoaderStatus`. */
const idle = 0;
const buffering = 2;
const complete = 4;

/** Who holds the loader that mpegts.js makes. */
export interface LoaderOwner {
  made(loader: PortLoader): void;
  /** mpegts.js wants no more: it is being destroyed, or its picture buffer is full. */
  aborted(): void;
}

/** What mpegts.js takes its bytes from. It never asks for them; they come when the port brings them. */
export class PortLoader implements mpegts.BaseLoader {
  readonly type = "port";
  readonly needStashBuffer = false;
  readonly _needStash = false;
  _status = idle;
  onContentLengthKnown: mpegts.BaseLoader["onContentLengthKnown"] = () => undefined;
  onURLRedirect: mpegts.BaseLoader["onURLRedirect"] = () => undefined;
  onDataArrival: mpegts.BaseLoader["onDataArrival"] = () => undefined;
  onError: mpegts.BaseLoader["onError"] = () => undefined;
  onComplete: mpegts.BaseLoader["onComplete"] = () => undefined;
  readonly #owner: LoaderOwner;
  #arrived = 0;

  constructor(owner: LoaderOwner) {
    this.#owner = owner;
    owner.made(this);
  }

  get status(): number {
    return this._status;
  }

  isWorking(): boolean {
    return this._status === buffering;
  }

  open(): void {
    this._status = buffering;
  }

  abort(): void {
    this._status = complete;
    this.#owner.aborted();
  }

  destroy(): void {
    this._status = idle;
  }

  /** Hands bytes to mpegts.js; ignored unless it listens. */
  deliver(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.isWorking()) return;
    const from = this.#arrived;
    this.#arrived += bytes.byteLength;
    this.onDataArrival(bufferOf(bytes), from, this.#arrived);
  }
}

/** The bytes' own buffer when they fill it, else a copy: mpegts.js reads whole buffers. */
const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): ArrayBuffer =>
  byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
