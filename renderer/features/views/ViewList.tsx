import { ClockCircleOutlined, FolderOutlined, MoreOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Dropdown, Input, Tree, type TreeDataNode } from "antd";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ViewSummary } from "../../../app/contract/wall";
import { foldersOf, recentViews, viewsMatching } from "./viewOrder";
import "./views.css";

interface ViewListProps {
  /** In the order they are to stand in. */
  readonly views: readonly ViewSummary[];
  readonly currentId: string | undefined;
  readonly onOpen: (view: ViewSummary) => void;
  readonly onDescribe: (view: ViewSummary) => void;
  readonly onRemove: (view: ViewSummary) => void;
}

type ViewNode = TreeDataNode & { readonly view: ViewSummary | null; readonly name: string };

const mostRecent = 5;
const listHeightPx = 400;

const leaf = (view: ViewSummary, where: string): ViewNode => ({
  key: `${where}:${view.id}`,
  view,
  name: view.name,
  isLeaf: true,
});

/** Every view of the room: those opened last, then folder by folder. A click or Enter opens one. */
export const ViewList = ({ views, currentId, onOpen, onDescribe, onRemove }: ViewListProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const active = useRef<string | null>(null);

  const nodes = useMemo((): ViewNode[] => {
    const shown = viewsMatching(views, text);
    const recent = text.trim() === "" ? recentViews(views, mostRecent) : [];
    const folder = (key: string, name: string, held: readonly ViewSummary[]): ViewNode => ({
      key,
      view: null,
      name,
      selectable: false,
      children: held.map((view) => leaf(view, key)),
    });
    return [
      ...(recent.length === 0 ? [] : [folder("recent", t("views.recent"), recent)]),
      ...shown.filter((view) => view.folder === "").map((view) => leaf(view, "")),
      ...foldersOf(shown).map((name) =>
        folder(
          `folder:${name}`,
          name,
          shown.filter((view) => view.folder === name),
        ),
      ),
    ];
  }, [views, text, t]);

  const byKey = useMemo(() => {
    const all = nodes.flatMap((node) => [node, ...((node.children ?? []) as ViewNode[])]);
    return new Map(all.map((node) => [String(node.key), node.view] as const));
  }, [nodes]);

  const openKey = (key: string | null): void => {
    const view = key === null ? null : (byKey.get(key) ?? null);
    if (view !== null) onOpen(view);
  };

  return (
    <div className="view-list">
      <Input
        allowClear
        size="small"
        prefix={<SearchOutlined />}
        placeholder={t("views.search")}
        aria-label={t("views.search")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      {nodes.length === 0 ? (
        <p className="view-note">{views.length === 0 ? t("views.noneYet") : t("views.noMatch", { text })}</p>
      ) : (
        <Tree<ViewNode>
          // What is found is opened: a search makes the tree anew.
          key={text.trim() === "" ? "all" : "found"}
          blockNode
          defaultExpandAll
          height={listHeightPx}
          aria-label={t("views.list")}
          treeData={nodes}
          selectedKeys={currentId === undefined ? [] : [...byKey.keys()].filter((key) => key.endsWith(`:${currentId}`))}
          titleRender={({ view, name, key }) =>
            view === null ? (
              <span className="view-folder">
                {key === "recent" ? <ClockCircleOutlined /> : <FolderOutlined />}
                <bdi className="view-name" title={name}>
                  {name}
                </bdi>
              </span>
            ) : (
              <ViewRow view={view} onDescribe={onDescribe} onRemove={onRemove} />
            )
          }
          onSelect={(_, { node }) => {
            openKey(String(node.key));
          }}
          onActiveChange={(key) => {
            active.current = String(key);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") openKey(active.current);
          }}
        />
      )}
    </div>
  );
};

interface ViewRowProps {
  readonly view: ViewSummary;
  readonly onDescribe: (view: ViewSummary) => void;
  readonly onRemove: (view: ViewSummary) => void;
}

const ViewRow = ({ view, onDescribe, onRemove }: ViewRowProps) => {
  const { t } = useTranslation();
  return (
    <span className="view-row">
      <bdi className="view-name" title={view.name}>
        {view.name}
      </bdi>
      <span className="view-count" title={t("views.countHint", { cameras: view.cameraCount, tiles: view.tileCount })}>
        {t("views.count", { cameras: view.cameraCount, tiles: view.tileCount })}
      </span>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "describe", label: t("views.describe") },
            { key: "remove", label: t("views.remove") },
          ],
          onClick: ({ key, domEvent }) => {
            domEvent.stopPropagation();
            if (key === "describe") onDescribe(view);
            else onRemove(view);
          },
        }}
      >
        <Button
          type="text"
          size="small"
          icon={<MoreOutlined />}
          aria-label={t("views.moreOf", { name: view.name })}
          onClick={(event) => {
            event.stopPropagation();
          }}
        />
      </Dropdown>
    </span>
  );
};
