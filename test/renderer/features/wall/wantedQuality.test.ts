import { describe, expect, it } from "vitest";
import { builtInGrid } from "../../../../app/domain/builtInGrids";
import { plainTile, type Tile } from "../../../../app/domain/layout";
import { wantedQuality } from "../../../../renderer/features/wall/wantedQuality";

const tile = plainTile("a");
const fullHd = { widthPx: 1920, heightPx: 1040 };
const fourK = { widthPx: 3840, heightPx: 2120 };

describe("the stream a tile asks for", () => {
  it("is main where it is the only one, and for the large tile of a mixed grid, but sub for the small ones", () => {
    expect(wantedQuality(builtInGrid(1), 0, tile, { widthPx: 300, heightPx: 200 })).toBe("main");
    expect(wantedQuality(builtInGrid(8), 0, tile, fullHd)).toBe("main");
    expect(wantedQuality(builtInGrid(8), 1, tile, fullHd)).toBe("sub");
    expect(wantedQuality(builtInGrid(4), 0, tile, fullHd)).toBe("sub");
  });

  it("goes by device pixels: a quarter of a 4K monitor shows more than a sub stream holds", () => {
    expect(wantedQuality(builtInGrid(4), 0, tile, fourK)).toBe("main");
    expect(wantedQuality(builtInGrid(16), 0, tile, fourK)).toBe("sub");
  });

  it("goes by the lines of the picture: a high and narrow tile shows few of them", () => {
    const column = { columns: [1, 5], rows: [1], cells: builtInGrid(4).cells.slice(0, 2) };
    expect(wantedQuality(column, 0, tile, fullHd)).toBe("sub");
    expect(wantedQuality(column, 1, tile, fullHd)).toBe("main");
    const filling: Tile = { ...tile, fit: "cover" };
    expect(wantedQuality(column, 0, filling, fullHd)).toBe("main");
  });

  it("knows that a turned picture stands on its side", () => {
    const wide = {
      columns: [1],
      rows: [1, 2],
      cells: [
        { column: 0, row: 0, columnSpan: 1, rowSpan: 1 },
        { column: 0, row: 1, columnSpan: 1, rowSpan: 1 },
      ],
    };
    const wall = { widthPx: 2560, heightPx: 2100 };
    expect(wantedQuality(wide, 0, tile, wall)).toBe("main");
    expect(wantedQuality(wide, 0, { ...tile, turn: 90 }, wall)).toBe("sub");
  });

  it("is sub as long as the wall has no size", () => {
    expect(wantedQuality(builtInGrid(4), 0, tile, { widthPx: 0, heightPx: 0 })).toBe("sub");
  });
});
