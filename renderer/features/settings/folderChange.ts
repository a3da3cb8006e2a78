import { contractApi } from "../../contractApi";

/** One change at a time, whoever began it: what came of it waits on the settings page also for a person who left it. */
export const folderChangeKey = "snapshotFolder";

/** Asks for the folder that was chosen in this window's dialog. */
export const takeChosenFolder = () =>
  contractApi.endpoints.changeSnapshotFolder.initiate({ to: "chosen" }, { fixedCacheKey: folderChangeKey });
