import { Table } from "antd";
import type { TableRef } from "antd/es/table";
import { memo, useCallback, useDeferredValue, useEffect, useMemo, useRef, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { useBox } from "../../components/useBox";
import { deviceColumns, narrowestPx } from "./deviceColumns";
import type { DeviceRow } from "./deviceRows";
import { useHealthDay } from "./healthDay";
import type { RowSort, SortKey } from "./rowFilter";
import { reachedTo, toggled, type RowSelection } from "./rowSelection";
import { ListedTick, RowTick } from "./RowTicks";
import { tableComponents } from "./tableRoles";
import { useRemoveDevice } from "./useRemoveDevice";
import { useRowKeys } from "./useRowKeys";

interface DeviceTableProps {
  readonly rows: readonly DeviceRow[];
  readonly loading: boolean;
  /** None are listed so far, and some may come. */
  readonly behind: boolean;
  readonly sort: RowSort | null;
  readonly onSort: (sort: RowSort | null) => void;
  /** Null for who may change nothing. What is ticked comes by `Ticked`. */
  readonly onSelection: ((change: (selection: RowSelection) => RowSelection) => void) | null;
  readonly onChange: (device: Device) => void;
  /** Asks for a device's health. */
  readonly onInspect: (deviceId: string) => void;
}

const noRows: readonly DeviceRow[] = [];

const headPx = 40;
const rowPx = 39;
const tickPx = 40;

/** Clicks on what acts by itself tick nothing. */
const actsByItself = (target: EventTarget): boolean =>
  target instanceof Element && target.closest("button, input, label, a") !== null;

/** Devices as the records hold them, thousands of rows: only those in sight are drawn. */
export const DeviceTable = memo((props: DeviceTableProps) => {
  const { loading, behind, sort, onSort, onSelection, onChange, onInspect } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { widthPx, heightPx } = useBox(box);
  // The head first, then what is below it.
  const rows = useDeferredValue(heightPx > 0 ? props.rows : noRows);
  const table = useRef<TableRef>(null);
  const onKeyDown = useRowKeys(table, rows);
  const onRemove = useRemoveDevice();
  const dayUtcMs = useHealthDay();
  const ownTickPx = onSelection === null ? 0 : tickPx;
  const tableWidthPx = Math.max(widthPx, narrowestPx + ownTickPx);

  const actions = useMemo(() => ({ onChange, onInspect, onRemove }), [onChange, onInspect, onRemove]);
  // A tick that stays in sight while the rows change is not drawn again for them.
  const listed = useRef(rows);
  useEffect(() => {
    listed.current = rows;
  }, [rows]);
  const onTick = useCallback(
    (id: string, reaching: boolean): void => {
      onSelection?.((selection) => (reaching ? reachedTo(selection, listed.current, id) : toggled(selection, id)));
    },
    [onSelection],
  );
  const own = useMemo(
    () => deviceColumns(t, { widthPx: tableWidthPx - ownTickPx, dayUtcMs, sort, actions }),
    [t, tableWidthPx, ownTickPx, dayUtcMs, sort, actions],
  );
  const columns = useMemo(
    () =>
      onSelection === null
        ? own
        : [
            {
              key: "tick",
              width: tickPx,
              fixed: true,
              align: "center" as const,
              title: <ListedTick t={t} listed={rows} onSelection={onSelection} />,
              render: (_: unknown, { id, device }: DeviceRow) => (
                <RowTick t={t} id={id} name={device.name} onTick={onTick} />
              ),
            },
            ...own,
          ],
    [t, own, rows, onSelection, onTick],
  );
  const scroll = useMemo(
    () => ({
      x: tableWidthPx,
      y: Math.max(heightPx - headPx, rowPx),
      // Its own way there takes half a second and overrules whoever scrolls meanwhile.
      scrollToFirstRowOnChange: false,
    }),
    [tableWidthPx, heightPx],
  );

  const onRowClick = (event: MouseEvent, id: string): void => {
    if (actsByItself(event.target)) return;
    // Shift would mark the text between as well.
    if (event.shiftKey) getSelection()?.removeAllRanges();
    if (event.shiftKey || event.ctrlKey || event.metaKey) onTick(id, event.shiftKey);
  };

  return (
    <div ref={box} className="device-table" onKeyDown={onKeyDown}>
      {heightPx > 0 && (
        <Table<DeviceRow>
          ref={table}
          virtual
          rowKey="id"
          size="small"
          columns={columns}
          components={tableComponents}
          dataSource={rows}
          loading={loading}
          pagination={false}
          showSorterTooltip={false}
          rowHoverable={false}
          scroll={scroll}
          locale={{ emptyText: behind || rows !== props.rows ? " " : t("batch.noneListed") }}
          onRow={({ id }) => ({
            onClick: (event: MouseEvent) => {
              onRowClick(event, id);
            },
          })}
          onChange={(_page, _filters, sorter) => {
            const { columnKey, order } = Array.isArray(sorter) ? {} : sorter;
            onSort(order === null || order === undefined ? null : { key: columnKey as SortKey, order });
            table.current?.scrollTo({ top: 0 });
          }}
        />
      )}
    </div>
  );
});
DeviceTable.displayName = "DeviceTable";
