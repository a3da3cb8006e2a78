export { createWall, type Wall } from "./wall";
