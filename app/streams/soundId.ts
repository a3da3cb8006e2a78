/** The session of a camera's sound beside that of its picture (`<cameraId>/<quality>`): found and ended the same way. */
export const soundIdOf = (sourceId: string): string => `${sourceId}/sound`;

export const isSoundId = (sourceId: string): boolean => sourceId.endsWith("/sound");
