import { Checkbox, Tooltip } from "antd";
import { createContext, memo, use, type ChangeEvent } from "react";
import type { Translate } from "../../locales/words";
import type { DeviceRow } from "./deviceRows";
import { nothingSelected, selectedRows, withListed, withoutListed, type RowSelection } from "./rowSelection";

/** What is ticked. The ticks alone follow it: the table is not drawn again for one. */
export const Ticked = createContext<RowSelection>(nothingSelected);

interface RowTickProps {
  readonly t: Translate;
  readonly id: string;
  readonly name: string;
  /** @param reaching with Shift: from the one that was ticked last */
  readonly onTick: (id: string, reaching: boolean) => void;
}

/** The tick of a row; plain, as a screenful of them is drawn at each turn of the wheel. */
export const RowTick = memo(({ t, id, name, onTick }: RowTickProps) => (
  <input
    type="checkbox"
    className="row-tick"
    checked={use(Ticked).ids.has(id)}
    aria-label={t("batch.select", { name })}
    onChange={({ nativeEvent }: ChangeEvent) => {
      onTick(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey);
    }}
  />
));
RowTick.displayName = "RowTick";

interface ListedTickProps {
  readonly t: Translate;
  readonly listed: readonly DeviceRow[];
  readonly onSelection: (change: (selection: RowSelection) => RowSelection) => void;
}

/** The tick of all rows that are listed. */
export const ListedTick = ({ t, listed, onSelection }: ListedTickProps) => {
  const count = selectedRows(listed, use(Ticked)).length;
  const all = count > 0 && count === listed.length;
  const label = t("batch.selectListed", { count: listed.length });
  return (
    <Tooltip title={label} mouseEnterDelay={0.5}>
      <Checkbox
        aria-label={label}
        checked={all}
        indeterminate={count > 0 && !all}
        disabled={listed.length === 0}
        onChange={() => {
          onSelection((selection) => (all ? withoutListed(selection, listed) : withListed(selection, listed)));
        }}
      />
    </Tooltip>
  );
};
