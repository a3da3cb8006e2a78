import { DeleteOutlined, EditOutlined, PlusOutlined } from "@ant-design/icons";
import { App, Button, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OwnGrid } from "../../../app/contract/wall";
import { builtInGrid, gridSizes } from "../../../app/domain/builtInGrids";
import { sameGrid, type Grid } from "../../../app/domain/grid";
import { useListGridsQuery, useRemoveGridMutation, useSaveGridMutation } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { sharedTurns } from "../../turns";
import { useAppDispatch, useAppSelector } from "../../store";
import { queryFailure } from "../views/queryFailure";
import { GridEditor, type EditedGrid } from "./GridEditor";
import "./gridPicker.css";
import { GridPictogram } from "./GridPictogram";
import { gridChosen, selectLayout, wallCleared } from "./wallSlice";

/** Which grid the wall has, and the way to others: built-in, drawn by somebody, or a new one. */
export const GridPicker = () => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const dispatch = useAppDispatch();
  const { grid, tiles } = useAppSelector(selectLayout);
  const { data: own = [] } = useListGridsQuery({});
  const [removeGrid] = useRemoveGridMutation();
  const [saveGrid] = useSaveGridMutation();
  const [open, setOpen] = useState(false);
  const [edited, setEdited] = useState<EditedGrid | null>(null);

  const ownName = own.find((each) => each.grid !== null && sameGrid(each.grid, grid))?.name;
  const count = t("wall.gridOf", { count: grid.cells.length });

  const choose = (chosen: Grid): void => {
    setOpen(false);
    // A turn later: the picker is gone before the tiles move.
    sharedTurns.take(() => dispatch(gridChosen(chosen)));
  };

  const edit = (next: EditedGrid): void => {
    setOpen(false);
    setEdited(next);
  };

  const remove = async ({ id, name, grid: removed }: OwnGrid): Promise<void> => {
    const answer = await removeGrid({ gridId: id });
    if (answer.error !== undefined) {
      void message.error(failureSentence(t, queryFailure(answer.error)));
      return;
    }
    void message.open({
      type: "success",
      duration: 8,
      content: (
        <>
          {t("grid.removed", { name })}
          {removed !== null && (
            <Button type="link" size="small" onClick={() => void saveGrid({ name, grid: removed })}>
              {t("grid.undoRemove")}
            </Button>
          )}
        </>
      ),
    });
  };

  const content = (
    <div className="grid-picker" role="group" aria-label={t("wall.grid")}>
      <div className="grid-choices">
        {gridSizes.map((size) => {
          const built = builtInGrid(size);
          const name = t("wall.gridOf", { count: size });
          return (
            <button
              key={size}
              type="button"
              className="grid-choice"
              title={name}
              aria-label={name}
              aria-pressed={sameGrid(built, grid)}
              onClick={() => {
                choose(built);
              }}
            >
              <GridPictogram grid={built} />
              <span>{t(`grid.sizes.${size}`)}</span>
            </button>
          );
        })}
      </div>
      {own.length > 0 && (
        <>
          <h3>{t("grid.own")}</h3>
          <ul className="grid-own">
            {own.map((each) => (
              <li key={each.id}>
                <button
                  type="button"
                  className="grid-choice"
                  disabled={each.grid === null}
                  aria-label={t("grid.ownOf", { name: each.name })}
                  aria-pressed={each.grid !== null && sameGrid(each.grid, grid)}
                  onClick={() => {
                    if (each.grid !== null) choose(each.grid);
                  }}
                >
                  {each.grid !== null && <GridPictogram grid={each.grid} />}
                  <bdi className="grid-own-name" title={each.name}>
                    {each.name}
                  </bdi>
                  {each.grid === null && <em>{t("grid.unreadable")}</em>}
                </button>
                <Button
                  type="text"
                  size="small"
                  icon={<EditOutlined />}
                  disabled={each.grid === null}
                  aria-label={t("grid.editOf", { name: each.name })}
                  onClick={() => {
                    if (each.grid !== null) edit({ gridId: each.id, name: each.name, grid: each.grid });
                  }}
                />
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t("grid.removeOf", { name: each.name })}
                  onClick={() => void remove(each)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="grid-more">
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => {
            edit({ gridId: null, name: ownName ?? "", grid });
          }}
        >
          {t("grid.draw")}
        </Button>
        <Button
          size="small"
          type="text"
          disabled={tiles.every((tile) => tile === null || tile.locked)}
          onClick={() => {
            setOpen(false);
            dispatch(wallCleared());
          }}
        >
          {t("grid.clearWall")}
        </Button>
      </div>
      <p className="grid-hint">{t("grid.spanHint")}</p>
    </div>
  );

  return (
    <>
      <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={setOpen} content={content}>
        <Button
          type="text"
          size="small"
          className="grid-button"
          aria-label={t("grid.current", { name: ownName ?? count })}
          aria-expanded={open}
        >
          <GridPictogram grid={grid} />
          <bdi className="grid-button-name">{ownName ?? count}</bdi>
        </Button>
      </Popover>
      {edited !== null && (
        <GridEditor
          edited={edited}
          own={own}
          onClose={() => {
            setEdited(null);
          }}
          onSaved={(saved) => {
            setEdited(null);
            dispatch(gridChosen(saved));
          }}
        />
      )}
    </>
  );
};
