import { SearchOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../../app/contract/site";
import { useListSitesQuery } from "../../contractApi";
import { rowStates, type DeviceRow } from "./deviceRows";
import { countStates, none, wholeTable, type RowFilter } from "./rowFilter";

const noSites: readonly Site[] = [];

interface DeviceFiltersProps {
  readonly rows: readonly DeviceRow[];
  readonly listedCount: number;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
}

/** Which devices are listed: by what is typed, state, site, maker. */
export const DeviceFilters = ({ rows, listedCount, text, onText, filter, onFilter }: DeviceFiltersProps) => {
  const { t } = useTranslation();
  const narrowed = text !== "" || Object.values(filter).some((wanted) => wanted !== null);
  return (
    <div className="device-filters" role="search" aria-label={t("batch.filters")}>
      <Input
        allowClear
        className="device-search"
        prefix={<SearchOutlined />}
        placeholder={t("batch.search")}
        aria-label={t("batch.search")}
        maxLength={200}
        value={text}
        onChange={({ target }) => {
          onText(target.value);
        }}
      />
      <Choices rows={rows} filter={filter} onFilter={onFilter} />
      <span className="device-listed" role="status">
        {narrowed && (
          <>
            {t("batch.listed", { count: listedCount, total: rows.length })}
            <Button
              type="link"
              size="small"
              onClick={() => {
                onText("");
                onFilter(wholeTable);
              }}
            >
              {t("batch.showAll")}
            </Button>
          </>
        )}
      </span>
    </div>
  );
};

type ChoicesProps = Pick<DeviceFiltersProps, "rows" | "filter" | "onFilter">;

/** What stands still while somebody types. */
const Choices = memo(({ rows, filter, onFilter }: ChoicesProps) => {
  const { t } = useTranslation();
  const { data: sites = noSites } = useListSitesQuery({});
  const counts = useMemo(() => countStates(rows), [rows]);
  const makers = useMemo(
    () =>
      [...new Set(rows.map(({ device }) => device.manufacturer))].toSorted((one, other) => one.localeCompare(other)),
    [rows],
  );
  const siteOptions = useMemo(
    () => [{ value: none, label: t("sites.none") }, ...sites.map(({ id, name }) => ({ value: id, label: name }))],
    [t, sites],
  );
  return (
    <>
      <Select
        allowClear
        aria-label={t("batch.byState")}
        placeholder={t("batch.byState")}
        value={filter.state}
        options={rowStates.map((state) => ({
          value: state,
          label: t("batch.stateCount", { state: t(`batch.state.${state}`), count: counts[state] }),
        }))}
        onChange={(state: RowFilter["state"] | undefined) => {
          onFilter({ ...filter, state: state ?? null });
        }}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("batch.bySite")}
        placeholder={t("batch.bySite")}
        value={filter.siteId}
        options={siteOptions}
        onChange={(siteId: string | undefined) => {
          onFilter({ ...filter, siteId: siteId ?? null });
        }}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("batch.byMaker")}
        placeholder={t("batch.byMaker")}
        value={filter.maker}
        options={makers.map((maker) => ({ value: maker, label: maker === none ? t("batch.noMaker") : maker }))}
        onChange={(maker: string | undefined) => {
          onFilter({ ...filter, maker: maker ?? null });
        }}
      />
    </>
  );
});
Choices.displayName = "Choices";
