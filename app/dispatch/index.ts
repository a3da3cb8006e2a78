export type { Operator, RequestContext } from "./context";
export { createDispatcher, type Dispatcher, type Handlers } from "./dispatcher";
