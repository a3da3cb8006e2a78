export { createStreams, type SessionChange } from "./streams";
