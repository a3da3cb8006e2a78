export { createStreams } from "./streams";
