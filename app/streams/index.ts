export { createStreams, type Streams } from "./streams";
