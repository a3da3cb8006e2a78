import { createContext, useContext } from "react";
import type { Station } from "./station";

const StationContext = createContext<Station | null>(null);

export const StationProvider = StationContext.Provider;

/** The station, for what does not go through the store: streams, and passwords on their way to the station. */
export const useStation = (): Station => {
  const station = useContext(StationContext);
  if (station === null) throw new Error("no station above this component");
  return station;
};
