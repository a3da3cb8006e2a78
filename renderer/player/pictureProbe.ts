/** What a decoded picture is compared by. */
export interface PictureSample {
  /** Stands for every sample of it: the same decode gives the same number. */
  readonly exact: number;
  /** Mean brightness of a raster of blocks: what stays of a picture when it is encoded anew. */
  readonly coarse: Uint8Array;
}

/** Null when the video shows nothing, or nothing that can be read. */
type PictureProbe = (video: HTMLVideoElement) => Promise<PictureSample | null>;

const raster = { columns: 80, rows: 45 } as const;
/** Of each block so many samples in each direction are read, whatever the picture's size. */
const samplesAcross = 4;

/** FNV-1a over whole words: one multiplication per four samples. */
const numberOf = (words: Uint32Array): number => {
  let hash = 0x811c9dc5;
  // By index: an iterator is ten times slower.
  for (let index = 0; index < words.length; index += 1) hash = Math.imul(hash ^ (words[index] ?? 0), 0x01000193);
  return hash;
};

/** Where the samples of a line lie, for the width it was last asked for: a wall's sub streams are all alike. */
const createColumns = (): ((widthPx: number) => Uint16Array) => {
  const columns = new Uint16Array(raster.columns * samplesAcross);
  let knownWidthPx = 0;
  return (widthPx) => {
    if (widthPx !== knownWidthPx)
      for (let column = 0; column < columns.length; column += 1)
        columns[column] = Math.floor((column * widthPx) / columns.length);
    knownWidthPx = widthPx;
    return columns;
  };
};
const columnsOf = createColumns();

const coarseOf = (luma: Uint8Array, stride: number, widthPx: number, heightPx: number): Uint8Array => {
  const coarse = new Uint8Array(raster.columns * raster.rows);
  const columns = columnsOf(widthPx);
  const lines = raster.rows * samplesAcross;
  const sums = new Uint16Array(raster.columns);
  for (let line = 0; line < lines; line += 1) {
    const start = Math.floor((line * heightPx) / lines) * stride;
    for (let column = 0; column < columns.length; column += 1) {
      const block = Math.floor(column / samplesAcross);
      sums[block] = (sums[block] ?? 0) + (luma[start + (columns[column] ?? 0)] ?? 0);
    }
    if (line % samplesAcross !== samplesAcross - 1) continue;
    const row = Math.floor(line / samplesAcross) * raster.columns;
    for (let block = 0; block < raster.columns; block += 1)
      coarse[row + block] = (sums[block] ?? 0) / (samplesAcross * samplesAcross);
    sums.fill(0);
  }
  return coarse;
};

/**
 * Reads decoded samples as they are: no colours are converted and nothing is scaled, so that a digit of the camera's
 * clock is a change. One picture at a time, in one buffer for all tiles.
 */
const createPictureProbe = (): PictureProbe => {
  let buffer = new ArrayBuffer(0);
  let turn: Promise<unknown> = Promise.resolve();

  const read = async (video: HTMLVideoElement): Promise<PictureSample | null> => {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return null;
    let frame: VideoFrame | null = null;
    try {
      frame = new VideoFrame(video);
      const size = frame.allocationSize();
      if (buffer.byteLength < size) buffer = new ArrayBuffer(Math.ceil(size / 4) * 4);
      const bytes = new Uint8Array(buffer, 0, size);
      // The first plane is the brightness in every format that video is decoded to.
      const [luma] = await frame.copyTo(bytes);
      if (luma === undefined) return null;
      const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
      return {
        exact: numberOf(new Uint32Array(buffer, 0, size >> 2)),
        coarse: coarseOf(bytes.subarray(luma.offset), luma.stride, width, height),
      };
    } catch {
      return null;
    } finally {
      frame?.close();
    }
  };

  return (video) => {
    const mine = turn.then(() => read(video));
    turn = mine;
    return mine;
  };
};

export const sharedPictureProbe = createPictureProbe();
