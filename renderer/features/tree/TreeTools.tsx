import { PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Input, Select, Tooltip } from "antd";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useAppDispatch, useAppSelector } from "../../store";
import { useKeyHint } from "../keyboard/useKeyHint";
import type { TreeFilter } from "./treeRows";
import { everythingShown, filterChosen, selectFilter, selectText, textTyped } from "./treeSlice";

interface TreeToolsProps {
  /** How many cameras each filter lets through. */
  readonly counts: Readonly<Record<TreeFilter, number>>;
  /** Null for who may not. */
  readonly onNewSite: (() => void) | null;
  /** Arrow down in the search: on into the rows. */
  readonly onRows: () => void;
  /** Enter in the search: the first camera that was found. */
  readonly onFirst: () => void;
}

/** Search, filter and what an administrator may make. */
export const TreeTools = ({ counts, onNewSite, onRows, onFirst }: TreeToolsProps) => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const text = useAppSelector(selectText);
  const filter = useAppSelector(selectFilter);
  const withKey = useKeyHint();

  const onKeyDown = (event: KeyboardEvent): void => {
    // An input method's own Enter and arrows choose among its candidates.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") onRows();
    else if (event.key === "Enter") onFirst();
    else if (event.key === "Escape") dispatch(everythingShown());
    else return;
    event.preventDefault();
  };

  const filters: readonly { readonly value: TreeFilter; readonly label: string }[] = [
    { value: "all", label: t("tree.filterAll", { count: counts.all }) },
    { value: "online", label: t("tree.filterOnline", { count: counts.online }) },
    { value: "offline", label: t("tree.filterOffline", { count: counts.offline }) },
    { value: "unsupported", label: t("tree.filterUnsupported", { count: counts.unsupported }) },
    { value: "onWall", label: t("tree.filterOnWall", { count: counts.onWall }) },
  ];

  return (
    <div className="tree-tools">
      <Tooltip title={withKey(t("tree.searchHint"), "search")} mouseEnterDelay={1} placement="bottom">
        <Input
          allowClear
          prefix={<SearchOutlined />}
          placeholder={t("tree.search")}
          aria-label={t("tree.search")}
          maxLength={200}
          value={text}
          onChange={(event) => dispatch(textTyped(event.target.value))}
          onKeyDown={onKeyDown}
        />
      </Tooltip>
      <div className="tree-tools-line">
        <Select<TreeFilter>
          size="small"
          aria-label={t("tree.filter")}
          value={filter}
          options={[...filters]}
          onChange={(chosen) => dispatch(filterChosen(chosen))}
        />
        {onNewSite !== null && (
          <Button size="small" icon={<PlusOutlined />} onClick={onNewSite}>
            {t("tree.newSite")}
          </Button>
        )}
      </div>
    </div>
  );
};
