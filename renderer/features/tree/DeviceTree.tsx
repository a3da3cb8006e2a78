import { Button, Dropdown, Tree, type TreeDataNode } from "antd";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import type { Site } from "../../../app/contract/site";
import { useBox } from "../../components/useBox";
import { useDescribeStationQuery, useListSitesQuery } from "../../contractApi";
import { useAppDispatch, useAppSelector } from "../../store";
import { carryCameras } from "../wall/dragging";
import { camerasDropped, cameraPicked } from "../wall/wallSlice";
import { keepBranches } from "./rememberedBranches";
import { camerasOfRows, devicesOfRows } from "./selectedRecords";
import { SiteAdministration, type SiteTask } from "./SiteAdministration";
import "./tree.css";
import { treeMenuItems, type TreeCommand } from "./treeMenu";
import type { TreeNode } from "./treeNodes";
import { TreeRowTitle } from "./TreeRowTitle";
import { filterCounts, maxRows, type TreeRow } from "./treeRows";
import { branchToggled, everythingShown, selectToggled } from "./treeSlice";
import { TreeTools } from "./TreeTools";
import { useTreeSelection } from "./useTreeSelection";
import { useTreeView } from "./useTreeView";

interface DeviceTreeProps {
  readonly devices: readonly Device[];
  /** Around the rows; the tree in it takes the keyboard when somebody wants to pick a camera ({@link focusTree}). */
  readonly box: RefObject<HTMLDivElement | null>;
}

type DataNode = TreeDataNode & { readonly node: TreeNode };

const noSites: readonly Site[] = [];

/** What of a row a click is taken by. */
const rowContent = ".ant-tree-node-content-wrapper";

const dataOf = ({ key, node, isLeaf, children }: TreeRow): DataNode => ({
  key,
  node,
  isLeaf,
  children: children.map(dataOf),
});

/** antd's tree has no way of its own to take the keyboard. False while its rows are not there. */
export const focusTree = (box: HTMLDivElement | null): boolean => {
  const tree = box?.querySelector<HTMLElement>('[role="tree"]');
  tree?.focus();
  return tree !== null && tree !== undefined;
};

export const focusSearch = (box: HTMLDivElement | null): void => {
  const input = box?.closest("nav")?.querySelector("input");
  input?.focus();
  input?.select();
};

/**
 * Towns, sites, devices, channels. Drag one or many onto the wall; double-click or Enter puts a camera on the chosen
 * tile, Ctrl+Enter whatever is selected, a whole site too.
 */
export const DeviceTree = ({ devices, box }: DeviceTreeProps) => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const { data: sites = noSites } = useListSitesQuery({});
  const { data: station } = useDescribeStationQuery({});
  const toggled = useAppSelector(selectToggled);
  const shown = useTreeView(devices, sites);
  const selection = useTreeSelection(shown.order);
  const active = useRef<string | null>(null);
  const [pointedAt, setPointedAt] = useState<TreeNode | null>(null);
  const [task, setTask] = useState<SiteTask | null>(null);
  const { heightPx } = useBox(box);
  const isAdministrator = station?.operator.roles.includes("administrator") === true;

  const { tree, order, text, words, states, onWall } = shown;
  const data = useMemo(() => shown.rows.map(dataOf), [shown.rows]);
  // antd's tree lays all its rows out anew for arrays that are others.
  const expandedKeys = useMemo(() => [...shown.expandedKeys], [shown.expandedKeys]);
  const selectedKeys = useMemo(() => [...selection.keys], [selection.keys]);
  const byKey = useMemo(() => new Map(order.map((node) => [node.key, node])), [order]);
  const counts = useMemo(() => filterCounts(tree.cameraIds, { states, onWall }), [tree, states, onWall]);

  useEffect(() => {
    if (sites.length === 0) return;
    const there = new Set(tree.nodes.map(({ key }) => key));
    keepBranches(toggled, (key) => there.has(key));
  }, [toggled, tree, sites]);

  /** The row, with the others that are selected if it is one of them. */
  const rowsWith = (node: TreeNode): TreeNode[] =>
    selection.has(node.key) ? order.filter(({ key }) => selection.has(key)) : [node];
  const camerasWith = (node: TreeNode): string[] => camerasOfRows(rowsWith(node), shown.camerasOf);

  const put = (cameraIds: readonly string[]): void => {
    const [only] = cameraIds;
    if (only === undefined) return;
    if (cameraIds.length === 1) dispatch(cameraPicked(only));
    else dispatch(camerasDropped({ position: null, cameraIds }));
  };

  /** The one the arrow keys are at, else the last that was clicked. */
  const activeRow = (): TreeNode | undefined =>
    byKey.get(active.current ?? "") ?? byKey.get(selection.keys.at(-1) ?? "");

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const node = activeRow();
    if (node === undefined) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey || selection.keys.length > 1)) put(camerasWith(node));
    else if (event.key === "Enter" && node.end === node.at + 1) put(shown.camerasOf(node));
    else if (event.key === " ")
      selection.choose(node.key, { ctrlKey: !event.shiftKey, metaKey: false, shiftKey: event.shiftKey });
    else if (event.key === "Escape") selection.clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onCommand = (command: TreeCommand): void => {
    if (pointedAt === null) return;
    const { kind, site, key } = pointedAt;
    if (command === "onWall") put(camerasWith(pointedAt));
    else if (command === "moveTo") setTask({ kind: "move", deviceIds: devicesOfRows(tree.nodes, rowsWith(pointedAt)) });
    else if (command === "newSite") setTask({ kind: "new", town: kind === "town" ? key.replace("town/", "") : null });
    else if (command === "changeSite" && site !== null) setTask({ kind: "change", site });
    else if (command === "removeSite" && site !== null)
      setTask({ kind: "remove", site, deviceCount: devicesOfRows(tree.nodes, [pointedAt]).length });
  };

  const menuItems =
    pointedAt === null
      ? []
      : treeMenuItems({
          node: pointedAt,
          cameraCount: camerasWith(pointedAt).length,
          deviceCount: devicesOfRows(tree.nodes, rowsWith(pointedAt)).length,
          isAdministrator,
          t,
        });

  const pickFirst = (): void => {
    const first = shown.firstFound();
    if (first !== null) put([first]);
  };

  const selectedCameras =
    selection.keys.length > 1
      ? camerasOfRows(
          order.filter(({ key }) => selection.has(key)),
          shown.camerasOf,
        ).length
      : 0;

  return (
    <nav className="device-tree" aria-label={t("tree.title")}>
      <TreeTools
        counts={counts}
        onNewSite={
          isAdministrator
            ? () => {
                setTask({ kind: "new", town: null });
              }
            : null
        }
        onRows={() => {
          focusTree(box.current);
        }}
        onFirst={pickFirst}
      />
      <Dropdown
        trigger={["contextMenu"]}
        menu={{
          items: menuItems,
          onClick: ({ key }) => {
            onCommand(key as TreeCommand);
          },
        }}
      >
        <div
          ref={box}
          className="tree-rows"
          onKeyDownCapture={onKeyDown}
          onContextMenuCapture={(event) => {
            if (event.target instanceof Element && event.target.closest(rowContent) !== null) return;
            // The menu key of a keyboard points at no row: it is about the active one.
            const row = activeRow();
            if (row !== undefined) {
              setPointedAt(row);
              return;
            }
            event.preventDefault();
            event.stopPropagation();
          }}
        >
          {shown.rows.length === 0 && (
            <p className="tree-note">
              {words.length > 0 ? t("tree.noMatch", { text: text.slice(0, 40) }) : t("tree.noneInFilter")}
              <Button type="link" size="small" onClick={() => dispatch(everythingShown())}>
                {t("tree.showAll")}
              </Button>
            </p>
          )}
          {heightPx > 0 && shown.rows.length > 0 && (
            <Tree<DataNode>
              blockNode
              multiple
              // A branch that slides open would render every frame of it beside 64 pictures.
              motion={false}
              height={heightPx}
              aria-label={t("tree.list")}
              treeData={data}
              expandedKeys={expandedKeys}
              selectedKeys={selectedKeys}
              draggable={{ icon: false, nodeDraggable: () => true }}
              allowDrop={() => false}
              titleRender={({ node }) => (
                <TreeRowTitle
                  node={node}
                  words={words}
                  readingsOf={shown.readingsOf}
                  {...shown.countOf(node)}
                  state={node.camera === null ? "unknown" : (states.get(node.camera.id) ?? "unknown")}
                  placed={node.camera !== null && onWall.has(node.camera.id)}
                />
              )}
              onExpand={(_, { node: { key }, expanded }) =>
                dispatch(branchToggled({ key: String(key), open: expanded, narrowed: shown.narrowed }))
              }
              onSelect={(_, { node: { key }, nativeEvent }) => {
                selection.choose(String(key), nativeEvent);
              }}
              onRightClick={({ node: { node } }) => {
                if (!selection.has(node.key)) selection.only(node.key);
                setPointedAt(node);
              }}
              onDragStart={({ event, node }) => {
                carryCameras(event.dataTransfer, camerasWith((node as TreeDataNode as DataNode).node));
              }}
              onActiveChange={(key) => {
                active.current = String(key);
              }}
              onDoubleClick={(_, row) => {
                const { node } = row as TreeDataNode as DataNode;
                if (node.camera !== null) put([node.camera.id]);
              }}
            />
          )}
        </div>
      </Dropdown>
      {shown.cut && <p className="tree-note">{t("tree.cut", { count: maxRows })}</p>}
      <p className="tree-note" role="status">
        {selectedCameras > 0
          ? t("tree.selected", { count: selectedCameras })
          : shown.narrowed
            ? t("tree.found", { count: shown.cameraCount })
            : t("tree.hint")}
      </p>
      <SiteAdministration
        task={task}
        sites={sites}
        onDone={() => {
          setTask(null);
        }}
      />
    </nav>
  );
};
