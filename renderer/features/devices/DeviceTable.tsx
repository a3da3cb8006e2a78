import { Table, Tooltip, type TableProps } from "antd";
import type { TableRef } from "antd/es/table";
import { cloneElement, isValidElement, memo, useRef, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { deviceColumns, narrowestPx, type ColumnActions } from "./deviceColumns";
import type { DeviceRow } from "./deviceRows";
import { useHealthDay } from "./healthDay";
import type { RowSort, SortKey } from "./rowFilter";
import { reachedTo, selectedRows, toggled, type RowSelection } from "./rowSelection";
import { tableComponents } from "./tableRoles";
import { useBox } from "../../components/useBox";
import { useRemoveDevice } from "./useRemoveDevice";
import { useRowKeys } from "./useRowKeys";

interface DeviceTableProps {
  readonly rows: readonly DeviceRow[];
  readonly loading: boolean;
  readonly sort: RowSort | null;
  readonly onSort: (sort: RowSort | null) => void;
  readonly selection: RowSelection;
  /** Null for who may change nothing. */
  readonly onSelection: ((selection: RowSelection) => void) | null;
  readonly onChange: (device: Device) => void;
  /** Asks for a device's health. */
  readonly onInspect: (deviceId: string) => void;
}

const headPx = 40;
const rowPx = 39;
const tickPx = 40;

/** Clicks on what acts by itself tick nothing. */
const actsByItself = (target: EventTarget): boolean =>
  target instanceof Element && target.closest("button, input, label, a") !== null;

/** Devices as the records hold them, thousands of rows: only those in sight are drawn. */
export const DeviceTable = memo((props: DeviceTableProps) => {
  const { rows, loading, sort, onSort, selection, onSelection, onChange, onInspect } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { widthPx, heightPx } = useBox(box);
  const table = useRef<TableRef>(null);
  const onKeyDown = useRowKeys(table, rows);
  const remove = useRemoveDevice();
  const actions: ColumnActions = { onChange, onInspect, onRemove: remove };
  const selecting = onSelection !== null;
  const tableWidthPx = Math.max(widthPx, narrowestPx + (selecting ? tickPx : 0));
  const columns = deviceColumns(t, {
    widthPx: tableWidthPx - (selecting ? tickPx : 0),
    dayUtcMs: useHealthDay(),
    sort,
    actions,
  });

  const onRowClick = (event: MouseEvent, id: string): void => {
    if (onSelection === null || actsByItself(event.target)) return;
    if (event.shiftKey) {
      // Shift would mark the text between as well.
      getSelection()?.removeAllRanges();
      onSelection(reachedTo(selection, rows, id));
    } else if (event.ctrlKey || event.metaKey) onSelection(toggled(selection, id));
  };

  const rowSelection: TableProps<DeviceRow>["rowSelection"] =
    onSelection === null
      ? undefined
      : {
          columnWidth: tickPx,
          fixed: true,
          selectedRowKeys: selectedRows(rows, selection).map(({ id }) => id),
          columnTitle: (all) => (
            <Tooltip title={t("batch.selectListed", { count: rows.length })} mouseEnterDelay={0.5}>
              <span>{all}</span>
            </Tooltip>
          ),
          getTitleCheckboxProps: () => ({ "aria-label": t("batch.selectListed", { count: rows.length }) }),
          // Only of the rows in sight; `getCheckboxProps` is asked of all of them at every change.
          renderCell: (_checked, { device: { name } }, _index, box) =>
            isValidElement<{ readonly "aria-label": string }>(box)
              ? cloneElement(box, { "aria-label": t("batch.select", { name }) })
              : box,
          onChange: (keys) => {
            const ids = new Set(keys.map(String));
            onSelection({ ids, anchor: newest(ids, selection) });
          },
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
          scroll={{ x: tableWidthPx, y: Math.max(heightPx - headPx, rowPx) }}
          locale={{ emptyText: t("batch.noneListed") }}
          {...(rowSelection === undefined ? {} : { rowSelection })}
          onRow={({ id }) => ({
            onClick: (event: MouseEvent) => {
              onRowClick(event, id);
            },
          })}
          onChange={(_page, _filters, sorter) => {
            const { columnKey, order } = Array.isArray(sorter) ? {} : sorter;
            onSort(order === null || order === undefined ? null : { key: columnKey as SortKey, order });
          }}
        />
      )}
    </div>
  );
});
DeviceTable.displayName = "DeviceTable";

/** The device that was ticked last; Shift reaches from there. */
const newest = (ids: ReadonlySet<string>, before: RowSelection): string | null => {
  const added = [...ids].filter((id) => !before.ids.has(id));
  return added.length === 1 ? (added[0] ?? null) : before.anchor;
};
