import type { Locator, Page } from "@playwright/test";
import { setTimeout as wait } from "node:timers/promises";
import { tileAt } from "../harness/wallControls";
import { beginMark, endMark } from "./longTasks";

/**
 * One thing a hand does at the desk. Where it has to go is looked up before it begins, and it begins and ends with a mark:
 * what is measured between them is the page at work and not Playwright searching it.
 */
export interface HandAction {
  readonly name: string;
  prepare(page: Page): Promise<() => Promise<void>>;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Of a quick typist. */
const keyMs = 90;
/** Of a mouse that is moved or turned. */
const stepMs = 16;
/** What the last input sets going is the hand's too. */
const settleMs = 500;
/** A menu or list that has just been opened, before somebody goes into it. */
const lookMs = 400;

const middleOf = async (locator: Locator): Promise<Point> => {
  const box = await locator.boundingBox();
  if (box === null) throw new Error(`not on screen: ${locator.toString()}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** From where the mouse is, as a hand moves it. */
const glide = async (page: Page, from: Point, to: Point, steps = 25): Promise<void> => {
  for (let step = 1; step <= steps; step += 1) {
    const share = step / steps;
    await page.mouse.move(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
    await wait(stepMs);
  }
};

const drag = async (page: Page, from: Point, to: Point): Promise<void> => {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await glide(page, from, to, 40);
  await page.mouse.up();
};

const press = async (page: Page, key: string, times: number): Promise<void> => {
  for (let time = 0; time < times; time += 1) {
    await page.keyboard.press(key);
    await wait(keyMs);
  }
};

const tree = (page: Page): Locator => page.getByRole("navigation", { name: "设备树" });

const openedGridPicker = async (
  page: Page,
): Promise<{ readonly picker: Point; readonly of36: Point; readonly of64: Point }> => {
  const button = page.getByRole("button", { name: /^分屏：/ });
  const picker = await middleOf(button);
  await button.click();
  const grids = page.getByRole("group", { name: "分屏" });
  const gridOf = (name: string): Promise<Point> => middleOf(grids.getByRole("button", { name, exact: true }));
  await grids.waitFor();
  await wait(lookMs);
  const places = { picker, of36: await gridOf("36 画面"), of64: await gridOf("64 画面") };
  await button.click();
  await wait(lookMs);
  return places;
};

/** What a search is typed with, key by key; and given up by Escape. */
const typing = (name: string, ...texts: readonly string[]): HandAction => ({
  name,
  prepare: (page) => {
    const type = async (): Promise<void> => {
      await page.keyboard.press("/");
      for (const text of texts) {
        for (const key of text) {
          // What an input method has made of keys comes as text.
          if (key.charCodeAt(0) < 128) await page.keyboard.press(key);
          else await page.keyboard.insertText(key);
          await wait(keyMs);
        }
        await press(page, "Backspace", 2);
        await press(page, "Escape", 1);
      }
    };
    return Promise.resolve(type);
  },
});

/** Finds a camera that is on the wall. Answers its row. */
const searched = async (page: Page, name: string): Promise<Locator> => {
  await page.getByLabel("搜索名称、地址、编码、拼音").fill(name);
  const row = tree(page).locator('.tree-row[data-kind="camera"]').first();
  await row.waitFor();
  return row;
};

export const handActions: readonly HandAction[] = [
  {
    name: "pointing",
    prepare: async (page) => {
      const corners = await Promise.all([1, 8, 17, 24, 33, 40, 49, 56].map((number) => middleOf(tileAt(page, number))));
      return async () => {
        for (const [at, corner] of corners.entries()) await glide(page, corners[at - 1] ?? corner, corner);
      };
    },
  },
  typing("typingPinyin", "tianzhen", "zjcwh", "huagou"),
  typing("typingNames", "王家村", "127.99.4", "魏官庄 东门"),
  {
    name: "treeByKeys",
    prepare: async (page) => {
      await page.getByLabel("搜索名称、地址、编码、拼音").focus();
      return async () => {
        // Down to the county's first town, which is opened, walked through and shut again.
        await press(page, "ArrowDown", 3);
        await press(page, "ArrowRight", 1);
        await press(page, "ArrowDown", 12);
        await press(page, "ArrowRight", 1);
        await press(page, "ArrowDown", 6);
        await press(page, "ArrowLeft", 3);
      };
    },
  },
  {
    name: "scrolling",
    prepare: async (page) => {
      await searched(page, "家村");
      const rows = await middleOf(tree(page).locator(".tree-rows"));
      return async () => {
        await page.mouse.move(rows.x, rows.y);
        for (const deltaY of [120, 480, -480]) {
          for (let turn = 0; turn < 30; turn += 1) {
            await page.mouse.wheel(0, deltaY);
            await wait(stepMs * 2);
          }
        }
        await page.keyboard.press("/");
        await press(page, "Escape", 1);
      };
    },
  },
  {
    name: "draggingTile",
    prepare: async (page) => {
      const [from, to] = await Promise.all([middleOf(tileAt(page, 10)), middleOf(tileAt(page, 46))]);
      return async () => {
        await drag(page, from, to);
        await wait(lookMs);
        await drag(page, to, from);
      };
    },
  },
  {
    name: "draggingFromTree",
    prepare: async (page) => {
      const from = await middleOf(await searched(page, "木李镇·水闸东岸"));
      const to = await middleOf(tileAt(page, 20));
      return async () => {
        await drag(page, from, to);
        await page.keyboard.press("/");
        await press(page, "Escape", 1);
      };
    },
  },
  {
    name: "arrowKeys",
    prepare: async (page) => {
      const first = await middleOf(tileAt(page, 1));
      return async () => {
        await page.mouse.click(first.x, first.y);
        for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) await press(page, key, 7);
      };
    },
  },
  {
    name: "contextMenu",
    prepare: async (page) => {
      const tiles = await Promise.all([12, 30, 53].map((number) => middleOf(tileAt(page, number))));
      return async () => {
        for (const tile of tiles) {
          await page.mouse.click(tile.x, tile.y, { button: "right" });
          await wait(lookMs);
          await glide(page, tile, { x: tile.x + 40, y: tile.y + 120 }, 10);
          await page.keyboard.press("Escape");
          await wait(lookMs);
        }
      };
    },
  },
  {
    name: "undoing",
    prepare: async (page) => {
      const [one, other] = await Promise.all([middleOf(tileAt(page, 3)), middleOf(tileAt(page, 60))]);
      await drag(page, one, other);
      await drag(page, other, one);
      return async () => {
        await press(page, "Control+z", 2);
        await press(page, "Control+Shift+z", 2);
        await press(page, "Control+z", 2);
        await press(page, "Control+Shift+z", 2);
      };
    },
  },
  {
    name: "changingGrid",
    prepare: async (page) => {
      const { picker, of36, of64 } = await openedGridPicker(page);
      return async () => {
        for (const grid of [of36, of64]) {
          await page.mouse.click(picker.x, picker.y);
          await wait(lookMs);
          await page.mouse.click(grid.x, grid.y);
          await wait(2 * lookMs);
        }
        // The cameras that had no place are taken back with both changes.
        await press(page, "Control+z", 2);
      };
    },
  },
];

/** Does one of them, between its marks. */
export const perform = async (page: Page, action: HandAction): Promise<void> => {
  const act = await action.prepare(page);
  await wait(settleMs);
  await page.evaluate((name) => performance.mark(name).name, beginMark(action.name));
  await act();
  await wait(settleMs);
  await page.evaluate((name) => performance.mark(name).name, endMark);
};
