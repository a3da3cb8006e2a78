import { App, Button, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { maxNameLength, type OwnGrid } from "../../../app/contract/wall";
import { builtInGrid, gridSizes } from "../../../app/domain/builtInGrids";
import type { Grid } from "../../../app/domain/grid";
import { addTrack, dropTrack, splitCell, type Axis } from "../../../app/domain/gridEdit";
import { useSaveGridMutation } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { queryFailure } from "../views/queryFailure";
import "./gridEditor.css";
import { GridStage } from "./GridStage";

/** A grid to begin from. */
export interface EditedGrid {
  /** Null for a new one. */
  readonly gridId: string | null;
  readonly name: string;
  readonly grid: Grid;
}

interface GridEditorProps {
  readonly edited: EditedGrid;
  readonly own: readonly OwnGrid[];
  readonly onClose: () => void;
  readonly onSaved: (grid: Grid) => void;
}

/** Draws a grid: borders are dragged, cells merged by dragging across them and split again. */
export const GridEditor = ({ edited, own, onClose, onSaved }: GridEditorProps) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [name, setName] = useState(edited.name);
  const [grid, setGrid] = useState(edited.grid);
  const [chosen, setChosen] = useState<number | null>(null);
  const [saveGrid, { isLoading }] = useSaveGridMutation();
  const [taken, setTaken] = useState(false);

  const change = (next: Grid | null): void => {
    if (next === null) return;
    setGrid(next);
    if (next.cells.length !== grid.cells.length) setChosen(null);
  };

  const length = name.trim().length;
  const problem =
    length > maxNameLength
      ? t("grid.nameTooLong", { length, most: maxNameLength })
      : taken
        ? t("grid.nameTaken")
        : undefined;

  const save = async (): Promise<void> => {
    const gridId = edited.gridId === null ? {} : { gridId: edited.gridId };
    const answer = await saveGrid({ ...gridId, name: name.trim(), grid });
    if (answer.data !== undefined) {
      onSaved(grid);
      return;
    }
    const failure = queryFailure(answer.error);
    if (failure.kind === "alreadyExists") setTaken(true);
    else void message.error(failureSentence(t, failure));
  };

  const starts = [
    ...gridSizes.map((size) => ({ value: String(size), label: t("wall.gridOf", { count: size }) })),
    ...own.flatMap((each) => (each.grid === null ? [] : [{ value: each.id, label: each.name }])),
  ];
  const startFrom = (value: string): void => {
    const size = gridSizes.find((each) => String(each) === value);
    const started = size === undefined ? own.find(({ id }) => id === value)?.grid : builtInGrid(size);
    if (started === undefined || started === null) return;
    setChosen(null);
    setGrid(started);
  };

  const axis = (which: Axis, words: string) => (
    <span className="grid-axis">
      {words}
      <Button
        size="small"
        aria-label={t("grid.lessOf", { axis: words })}
        disabled={dropTrack(grid, which) === null}
        onClick={() => {
          change(dropTrack(grid, which));
        }}
      >
        {t("grid.less")}
      </Button>
      <output aria-label={words}>{grid[which].length}</output>
      <Button
        size="small"
        aria-label={t("grid.moreOf", { axis: words })}
        disabled={addTrack(grid, which) === null}
        onClick={() => {
          change(addTrack(grid, which));
        }}
      >
        {t("grid.more")}
      </Button>
    </span>
  );

  return (
    <Modal
      open
      width={760}
      title={edited.gridId === null ? t("grid.drawTitle") : t("grid.editOf", { name: edited.name })}
      okText={t("grid.save")}
      cancelText={t("grid.cancel")}
      okButtonProps={{ disabled: length === 0 || problem !== undefined, loading: isLoading }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <Form layout="vertical" className="grid-form">
        <Form.Item
          label={t("grid.name")}
          {...(problem === undefined ? {} : { validateStatus: "error" as const, help: problem })}
        >
          <Input
            autoFocus
            value={name}
            aria-label={t("grid.name")}
            onChange={(event) => {
              setTaken(false);
              setName(event.target.value);
            }}
          />
        </Form.Item>
        <Form.Item label={t("grid.startFrom")}>
          <Select
            placeholder={t("grid.startFromHint")}
            aria-label={t("grid.startFrom")}
            value={null}
            options={starts}
            onChange={startFrom}
          />
        </Form.Item>
      </Form>
      <GridStage grid={grid} chosen={chosen} onChoose={setChosen} onChange={change} />
      <div className="grid-tools">
        {axis("columns", t("grid.columns"))}
        {axis("rows", t("grid.rows"))}
        <Button
          size="small"
          disabled={chosen === null || splitCell(grid, chosen) === null}
          onClick={() => {
            if (chosen !== null) change(splitCell(grid, chosen));
          }}
        >
          {t("grid.split")}
        </Button>
        <Button
          size="small"
          onClick={() => {
            setGrid({ ...grid, columns: grid.columns.map(() => 1), rows: grid.rows.map(() => 1) });
          }}
        >
          {t("grid.even")}
        </Button>
        <output className="grid-count">{t("wall.gridOf", { count: grid.cells.length })}</output>
      </div>
      <p className="grid-hint">{t("grid.editorHint")}</p>
    </Modal>
  );
};
