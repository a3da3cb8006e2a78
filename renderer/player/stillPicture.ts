/** Of the largest cameras, 3840 × 2160. What says that it is larger is kept smaller: the memory is bounded. */
const mostPixels = 3_840 * 2_160;

/**
 * Copies what `video` shows onto `canvas`, so that the last picture stays while a new file begins in the same video; in
 * its own size, for it may be zoomed into or saved. False when there is no picture to keep.
 */
export const keepPicture = (video: HTMLVideoElement, canvas: HTMLCanvasElement): boolean => {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return false;
  const scale = Math.min(1, Math.sqrt(mostPixels / (video.videoWidth * video.videoHeight)));
  canvas.width = Math.max(1, Math.round(video.videoWidth * scale));
  canvas.height = Math.max(1, Math.round(video.videoHeight * scale));
  const context = canvas.getContext("2d", { alpha: false });
  if (context === null) return false;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  canvas.hidden = false;
  return true;
};

/** Hides the kept picture and gives its memory back. */
export const dropPicture = (canvas: HTMLCanvasElement): void => {
  canvas.hidden = true;
  canvas.width = 0;
  canvas.height = 0;
};
