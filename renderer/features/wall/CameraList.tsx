import { SearchOutlined } from "@ant-design/icons";
import { Input, Tree, type TreeDataNode } from "antd";
import { useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { LivenessBadge } from "../../components/LivenessBadge";
import { useHeight } from "../../components/useHeight";
import { useAppDispatch, useAppSelector } from "../../store";
import "./cameraList.css";
import { cameraRows, type CameraRow } from "./cameraTree";
import { carryCamera } from "./dragging";
import { cameraPicked, selectLayout, selectLiveness } from "./wallSlice";

interface CameraListProps {
  readonly devices: readonly Device[];
  /** Around the rows; the tree in it takes the keyboard when somebody wants to pick a camera ({@link focusTree}). */
  readonly box: RefObject<HTMLDivElement | null>;
}

type CameraNode = TreeDataNode & { readonly row: CameraRow };

const nodeOf = (row: CameraRow): CameraNode => ({
  key: row.key,
  row,
  title: row.name,
  children: row.children.map(nodeOf),
  isLeaf: row.cameraId !== null,
});

/** antd's tree has no way of its own to take the keyboard. */
export const focusTree = (box: HTMLDivElement | null): void => {
  box?.querySelector<HTMLElement>('[role="tree"]')?.focus();
};

/** Every camera of the records: drag one to a tile, or choose a tile and double-click it or press Enter. */
export const CameraList = ({ devices, box }: CameraListProps) => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const [text, setText] = useState("");
  const active = useRef<string | null>(null);
  const heightPx = useHeight(box);
  const rows = useMemo(() => cameraRows(devices, text), [devices, text]);
  const nodes = useMemo(() => rows.map(nodeOf), [rows]);
  const cameraIds = useMemo(
    () => new Set(devices.flatMap((device) => device.cameras.map((camera) => camera.id))),
    [devices],
  );

  const pick = (key: string | null): void => {
    if (key !== null && cameraIds.has(key)) dispatch(cameraPicked(key));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === "Enter") pick(active.current);
  };

  return (
    <nav className="camera-list" aria-label={t("cameras.list")}>
      <Input
        allowClear
        prefix={<SearchOutlined />}
        size="small"
        className="camera-search"
        placeholder={t("cameras.search")}
        aria-label={t("cameras.search")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      <div ref={box} className="camera-rows">
        {rows.length === 0 && <p className="camera-note">{t("cameras.noMatch", { text })}</p>}
        {heightPx > 0 && rows.length > 0 && (
          <Tree<CameraNode>
            blockNode
            defaultExpandAll
            height={heightPx}
            aria-label={t("cameras.list")}
            treeData={nodes}
            draggable={{ icon: false, nodeDraggable: (node) => (node as CameraNode).row.cameraId !== null }}
            allowDrop={() => false}
            titleRender={(node) => <Row row={node.row} />}
            onDragStart={({ event, node }) => {
              if (node.row.cameraId !== null) carryCamera(event.dataTransfer, node.row.cameraId);
            }}
            onActiveChange={(key) => {
              active.current = String(key);
            }}
            onKeyDown={onKeyDown}
            onDoubleClick={(_, node) => {
              pick(node.row.cameraId);
            }}
          />
        )}
      </div>
      <p className="camera-note">{t("cameras.hint")}</p>
    </nav>
  );
};

const Row = ({ row }: { readonly row: CameraRow }) => {
  const { t } = useTranslation();
  const kind = useAppSelector((state) => (row.cameraId === null ? undefined : selectLiveness(state)[row.cameraId]));
  const placed = useAppSelector((state) => selectLayout(state).tiles.includes(row.cameraId));
  const away = placed ? t("cameras.hidden") : t("cameras.off");
  return (
    <span className="camera-row" title={row.name}>
      <span className="camera-name">{row.name}</span>
      {row.cameraId !== null && (
        <LivenessBadge kind={kind ?? "empty"} {...(kind === undefined ? { word: away } : {})} />
      )}
    </span>
  );
};
