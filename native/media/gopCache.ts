import type { MediaContainer, MediaPart, MediaTag } from "./mediaPart";

/**
 * What a new viewer needs to start at once: the file's preamble (header, metadata, parameter sets) and the group of
 * pictures now running. Bounded: a group over the limits is given up until its next key frame.
 */
export interface GopCache {
  add(part: MediaPart): void;
  /** Header, metadata and parameter sets; null before the parameter sets came. */
  preamble(): readonly Uint8Array[] | null;
  /** The newest parameter sets or program map, as a tag; null before they came. */
  configuration(): Uint8Array | null;
  /** Of the file now running. */
  container(): MediaContainer;
  /** Tags from the last key frame on; empty when there is none or it was given up. */
  group(): readonly Uint8Array[];
  /** Forgets everything: the next part is the header of a new file. */
  clear(): void;
}

export const gopCache = (limits: { readonly groupBytes: number; readonly groupTags: number }): GopCache => {
  let header: Uint8Array | null = null;
  let container: MediaContainer = "flv";
  let metadata: Uint8Array | null = null;
  let configuration: Uint8Array | null = null;
  let tags: Uint8Array[] = [];
  let tagsBytes = 0;

  const drop = (): void => {
    tags = [];
    tagsBytes = 0;
  };

  const keep = (tag: MediaTag): void => {
    tags.push(tag.bytes);
    tagsBytes += tag.bytes.length;
    if (tags.length > limits.groupTags || tagsBytes > limits.groupBytes) drop();
  };

  return {
    add: (part) => {
      if (part.kind === "header") {
        header = part.bytes;
        container = part.container;
        return;
      }
      switch (part.content) {
        case "metadata":
          metadata = part.bytes;
          return;
        case "videoConfiguration":
          configuration = part.bytes;
          drop();
          return;
        case "keyFrame":
          drop();
          keep(part);
          return;
        case "frame":
          if (tags.length > 0) keep(part);
          return;
        case "other":
          return;
      }
    },
    preamble: () => {
      if (header === null || configuration === null) return null;
      return metadata === null ? [header, configuration] : [header, metadata, configuration];
    },
    configuration: () => configuration,
    container: () => container,
    group: () => tags,
    clear: () => {
      header = metadata = configuration = null;
      drop();
    },
  };
};
