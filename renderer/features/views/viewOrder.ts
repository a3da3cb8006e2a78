import type { ViewSummary } from "../../../app/contract/wall";

/** Names as a Chinese reader looks them up, and "墙 2" before "墙 10". */
const collator = new Intl.Collator("zh-CN", { numeric: true, sensitivity: "base" });

/** Those without a folder first, then folder by folder. Next and previous go by this too. */
export const inOrder = (views: readonly ViewSummary[]): ViewSummary[] =>
  [...views].sort((a, b) => collator.compare(a.folder, b.folder) || collator.compare(a.name, b.name));

/** The view after (1) or before (-1) this one, round the end; the first when none is open. Undefined without views. */
export const viewBeside = (
  ordered: readonly ViewSummary[],
  viewId: string | null,
  step: 1 | -1,
): ViewSummary | undefined => {
  const at = ordered.findIndex(({ id }) => id === viewId);
  if (at < 0) return step === 1 ? ordered[0] : ordered.at(-1);
  return ordered[(at + step + ordered.length) % ordered.length];
};

/** Those opened last, on any wall of the room, the newest first. */
export const recentViews = (views: readonly ViewSummary[], most: number): ViewSummary[] =>
  views
    .filter(({ openedAtUtcMs }) => openedAtUtcMs !== null)
    .sort((a, b) => (b.openedAtUtcMs ?? 0) - (a.openedAtUtcMs ?? 0))
    .slice(0, most);

/** Those whose name or folder holds `text`, in any case. */
export const viewsMatching = (views: readonly ViewSummary[], text: string): readonly ViewSummary[] => {
  const sought = text.trim().toLowerCase();
  if (sought === "") return views;
  return views.filter(({ name, folder }) => `${folder} ${name}`.toLowerCase().includes(sought));
};

export const foldersOf = (views: readonly ViewSummary[]): string[] =>
  [...new Set(views.map(({ folder }) => folder))].filter((folder) => folder !== "").sort(collator.compare);
