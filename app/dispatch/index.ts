export type { Operator } from "./context";
export { createDispatcher, type Handlers } from "./dispatcher";
