import type { SerializedError } from "@reduxjs/toolkit";
import { failure, type Failure } from "../../../app/domain/failure";

/** What a query answers as its error: the station's failure, or what the page itself threw. */
export const queryFailure = (error: Failure | SerializedError): Failure =>
  "kind" in error ? error : failure("internal", error.message);
