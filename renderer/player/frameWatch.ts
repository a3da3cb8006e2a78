/** Tells when a `<video>` decoded its newest frame, without a callback per frame. */
export interface FrameWatch {
  /** Looks at the video; true when frames were decoded since the last look. */
  look(): boolean;
  /** As of the last look, of the file that plays. */
  readonly frames: FrameCount;
  /** Calls back once, at the next frame that is put on the screen. Answers how to call it off. */
  onNextFrame(task: () => void): () => void;
}

export interface FrameCount {
  /** Decoded, those that came too late for the screen among them. */
  readonly decoded: number;
  /** Decoded too late for the screen, or not at all. */
  readonly dropped: number;
}

export const watchFrames = (video: HTMLVideoElement): FrameWatch => {
  let frames: FrameCount = { decoded: 0, dropped: 0 };
  return {
    look: () => {
      const before = frames.decoded;
      const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
      frames = { decoded: totalVideoFrames, dropped: droppedVideoFrames };
      return frames.decoded !== before && frames.decoded > 0;
    },
    get frames() {
      return frames;
    },
    onNextFrame: (task) => {
      const handle = video.requestVideoFrameCallback(task);
      return () => {
        video.cancelVideoFrameCallback(handle);
      };
    },
  };
};
