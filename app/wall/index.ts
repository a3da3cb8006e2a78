export { createWall } from "./wall";
