/**
 * Copies what `video` shows onto `canvas`, so that the last picture stays while a new file begins in the same video.
 * At most as large as it stands on the screen. False when there is no picture to keep.
 */
export const keepPicture = (video: HTMLVideoElement, canvas: HTMLCanvasElement): boolean => {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return false;
  const scale = Math.min(1, (video.clientWidth * devicePixelRatio) / video.videoWidth);
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
