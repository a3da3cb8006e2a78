export { createGrids } from "./grids";
export { createViews } from "./views";
export { createWall } from "./wall";
