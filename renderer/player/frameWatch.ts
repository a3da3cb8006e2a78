/** Tells when a `<video>` decoded its newest frame, without a callback per frame. */
export interface FrameWatch {
  /** Looks at the video; true when frames were decoded since the last look. */
  look(): boolean;
  /** Calls back once, at the next frame that is put on the screen. Answers how to call it off. */
  onNextFrame(task: () => void): () => void;
}

export const watchFrames = (video: HTMLVideoElement): FrameWatch => {
  let seen = 0;
  return {
    look: () => {
      const { totalVideoFrames } = video.getVideoPlaybackQuality();
      const moved = totalVideoFrames !== seen && totalVideoFrames > 0;
      seen = totalVideoFrames;
      return moved;
    },
    onNextFrame: (task) => {
      const handle = video.requestVideoFrameCallback(task);
      return () => {
        video.cancelVideoFrameCallback(handle);
      };
    },
  };
};
