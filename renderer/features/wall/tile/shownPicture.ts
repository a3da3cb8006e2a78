/** What shows a camera's picture: a stream its video, key frames and what is kept of an ended stream a canvas. */
export type Picture = HTMLVideoElement | HTMLCanvasElement;

const none = { width: 0, height: 0 };

/** Of the picture itself, in its own pixels; 0 × 0 while there is none. */
export const sizeOf = (picture: Picture): { readonly width: number; readonly height: number } => {
  if (picture instanceof HTMLVideoElement) {
    const holdsOne = picture.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    return holdsOne ? { width: picture.videoWidth, height: picture.videoHeight } : none;
  }
  return picture.hidden ? none : { width: picture.width, height: picture.height };
};

/** What is seen of the pictures in `root`: the uppermost that there is. Null while there is none. */
export const pictureIn = (root: HTMLElement): Picture | null =>
  [...root.querySelectorAll<Picture>(".tile-video, .tile-still")].findLast((picture) => sizeOf(picture).width > 0) ??
  null;

/** A jump to the newest picture takes a part of this, ms. */
const longestJumpMs = 1_000;

/** As {@link pictureIn}; where a video is jumping to its newest picture, and holds none for that moment, the one after. */
export const pictureSoonIn = async (root: HTMLElement): Promise<Picture | null> => {
  const picture = pictureIn(root);
  const jumping = [...root.querySelectorAll("video")].findLast(({ seeking }) => seeking);
  if (picture !== null || jumping === undefined) return picture;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, longestJumpMs);
    jumping.addEventListener(
      "seeked",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
  return pictureIn(root);
};
