import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { flvReader } from "../../../native/media/flv";
import { ffmpegPath } from "../../harness/ffmpegTool";

/** What mpegts.js handed to the browser to play: pictures per media segment. */
const appended: number[] = [];

/** How many pictures a fragment holds: `sample_count` of its `trun` box (ISO/IEC 14496-12 §8.8.8). */
const picturesIn = (segment: ArrayBuffer): number => {
  const bytes = Buffer.from(segment);
  const at = bytes.indexOf("trun");
  return at < 0 ? 0 : bytes.readUInt32BE(at + 8);
};

class SourceBufferStub extends EventTarget {
  readonly updating = false;
  readonly buffered = { length: 0, start: () => 0, end: () => 0 };
  appendBuffer(segment: ArrayBuffer): void {
    const pictures = picturesIn(segment);
    if (pictures > 0) appended.push(pictures);
    queueMicrotask(() => this.dispatchEvent(new Event("updateend")));
  }
  abort(): void {
    return;
  }
}

class MediaSourceStub extends EventTarget {
  static readonly isTypeSupported = (): boolean => true;
  readonly readyState = "open";
  readonly sourceBuffers = [];
  constructor() {
    super();
    queueMicrotask(() => this.dispatchEvent(new Event("sourceopen")));
  }
  addSourceBuffer(): SourceBufferStub {
    return new SourceBufferStub();
  }
}

class UrlStub extends URL {
  static override createObjectURL(): string {
    return "blob:";
  }
  static override revokeObjectURL(): void {
    return;
  }
}

const videoStub = (): HTMLVideoElement =>
  Object.assign(new EventTarget(), {
    buffered: { length: 0 },
    currentTime: 0,
    readyState: 0,
    paused: false,
    load: () => undefined,
    play: () => Promise.resolve(),
    pause: () => undefined,
    removeAttribute: () => undefined,
  }) as unknown as HTMLVideoElement;

const film = (): readonly Uint8Array<ArrayBuffer>[] => {
  const picture = ["-f", "lavfi", "-i", "testsrc=size=160x90:rate=15:duration=2", "-c:v", "libx264", "-bf", "0"];
  const made = execFileSync(ffmpegPath, ["-v", "error", ...picture, "-f", "flv", "pipe:1"]);
  const parts = flvReader(1_000_000).read(new Uint8Array(made));
  if (!parts.ok) throw new Error(parts.error.kind);
  return parts.value.map(({ bytes }) => new Uint8Array(bytes));
};

describe("the remuxer of mpegts.js", () => {
  beforeAll(() => {
    vi.stubGlobal("window", globalThis);
    vi.stubGlobal("self", globalThis);
    vi.stubGlobal("navigator", { userAgent: "Chrome/130.0.0.0" });
    vi.stubGlobal("MediaSource", MediaSourceStub);
    vi.stubGlobal("URL", UrlStub);
    return () => vi.unstubAllGlobals();
  });

  it("hands each picture on by itself as soon as the next one came", async () => {
    const { startPortPlayer } = await import("../../../renderer/player/portPlayer");
    const failures: unknown[] = [];
    const player = startPortPlayer(videoStub(), "flv", (failure) => failures.push(failure));
    // The source opens.
    await new Promise(setImmediate);
    const tags = film();
    // Header, metadata and configuration come with the first picture, as media sends them.
    const [first, rest] = [tags.slice(0, 4), tags.slice(4)];
    player.feed(new Uint8Array(Buffer.concat(first)));
    const after: number[] = [];
    for (const tag of rest.slice(0, 20)) {
      player.feed(tag);
      await new Promise(setImmediate);
      after.push(appended.reduce((sum, pictures) => sum + pictures, 0));
    }
    expect(failures).toEqual([]);
    expect(after).toEqual(after.map((_, index) => index + 1));
    player.destroy();
  });
});
