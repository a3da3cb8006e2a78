import { Segmented, Table, type TableColumnsType } from "antd";
import { linesPerPage } from "./jobPages";

interface JobLinesProps<Line, Filter extends string> {
  /** With how many lines each lets through. */
  readonly filters: readonly { readonly value: Filter; readonly label: string; readonly count: number }[];
  readonly filter: Filter;
  readonly page: number;
  readonly onShow: (filter: Filter, page: number) => void;
  readonly rowKey: keyof Line & string;
  readonly columns: TableColumnsType<Line>;
  /** Of this page. */
  readonly lines: readonly Line[];
  readonly emptyText?: string;
}

/** What became of each line of a job, filtered, page after page. */
export const JobLines = <Line extends object, Filter extends string>(props: JobLinesProps<Line, Filter>) => {
  const { filters, filter, page, onShow, rowKey, columns, lines, emptyText } = props;
  return (
    <>
      <Segmented<Filter>
        value={filter}
        onChange={(next) => {
          onShow(next, 1);
        }}
        options={filters.map(({ value, label }) => ({ value, label }))}
      />
      <Table<Line>
        rowKey={rowKey}
        size="small"
        columns={columns}
        dataSource={lines}
        locale={emptyText === undefined ? {} : { emptyText }}
        pagination={{
          current: page,
          pageSize: linesPerPage,
          total: filters.find(({ value }) => value === filter)?.count ?? 0,
          onChange: (next) => {
            onShow(filter, next);
          },
          hideOnSinglePage: true,
          showSizeChanger: false,
        }}
      />
    </>
  );
};
