export { isCodeTaken, siteExists } from "./siteStore";
export { createSites, type Sites } from "./sites";
export { findTown } from "./towns";
