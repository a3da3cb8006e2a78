import { firstRecords } from "./0001-first-records";
import { plainStreams } from "./0002-plain-streams";
import { imports } from "./0003-imports";
import { certificates } from "./0004-certificates";
import { views } from "./0006-views";
import { sites } from "./0007-sites";
import { cameraNumbers } from "./0008-camera-numbers";
import { secureStreams } from "./0009-secure-streams";
import { viewOfWall } from "./0010-view-of-wall";
import { health } from "./0005-health";
import type { Migration } from "./migration";

export type { Migration } from "./migration";

/** Every migration, oldest first. One that was published is never changed: a change is a new one. */
export const migrations: readonly Migration[] = [
  firstRecords,
  plainStreams,
  imports,
  certificates,
  health,
  views,
  sites,
  cameraNumbers,
  secureStreams,
  viewOfWall,
];
