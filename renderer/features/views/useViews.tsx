import { App, Button } from "antd";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ViewSummary } from "../../../app/contract/wall";
import type { SerializedError } from "@reduxjs/toolkit";
import type { Failure } from "../../../app/domain/failure";
import {
  useChangeViewMutation,
  useListViewsQuery,
  useOpenViewMutation,
  useRemoveViewMutation,
  useRestoreViewMutation,
  useSaveViewMutation,
} from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { useAppDispatch, useAppSelector } from "../../store";
import {
  selectKnownView,
  selectLayout,
  selectViewChanged,
  selectViewId,
  viewDescribed,
  viewOpened,
  viewSaved,
} from "../wall/wallSlice";
import { queryFailure } from "./queryFailure";
import { inOrder, viewBeside } from "./viewOrder";

/** Where a view stands. */
export interface ViewPlace {
  readonly name: string;
  readonly folder: string;
}

/** `kept`: the caller has the person decide (a name that is taken, a view that changed elsewhere). */
export type Saving =
  | { readonly outcome: "saved" | "failed" | "nameTaken" }
  | { readonly outcome: "changedElsewhere"; readonly view: ViewSummary };

export interface Views {
  readonly ordered: readonly ViewSummary[];
  /** The view that the wall shows, as the room has it now. */
  readonly current: ViewSummary | undefined;
  /** The wall was changed since the view was opened or saved. */
  readonly changed: boolean;
  /** Another window changed the view since. */
  readonly stale: boolean;
  open(view: ViewSummary): Promise<void>;
  step(by: 1 | -1): void;
  /** `over`: the view to replace, at the version that was seen of it; null for a new one. */
  save(place: ViewPlace, over: { readonly viewId: string; readonly version: number } | null): Promise<Saving>;
  describe(view: ViewSummary, place: ViewPlace): Promise<Saving>;
  remove(view: ViewSummary): Promise<void>;
}

/** The room's views and what a person can do with them; tells how it went. */
export const useViews = (): Views => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const dispatch = useAppDispatch();
  const layout = useAppSelector(selectLayout);
  const viewId = useAppSelector(selectViewId);
  const known = useAppSelector(selectKnownView);
  const differs = useAppSelector(selectViewChanged);
  const { data: views } = useListViewsQuery({});
  const [openView] = useOpenViewMutation();
  const [saveView] = useSaveViewMutation();
  const [changeView] = useChangeViewMutation();
  const [removeView] = useRemoveViewMutation();
  const [restoreView] = useRestoreViewMutation();

  const ordered = useMemo(() => inOrder(views ?? []), [views]);
  const current = ordered.find(({ id }) => id === viewId);

  const told = useCallback(
    (error: Failure | SerializedError): Saving => {
      const failure = queryFailure(error);
      if (failure.kind === "alreadyExists") return { outcome: "nameTaken" };
      void message.error(failure.kind === "notFound" ? t("views.gone") : failureSentence(t, failure));
      return { outcome: "failed" };
    },
    [message, t],
  );

  const open = async (view: ViewSummary): Promise<void> => {
    const { data, error } = await openView({ viewId: view.id });
    if (data === undefined) told(error);
    else if (data.state === "readable")
      dispatch(viewOpened({ viewId: view.id, version: data.view.version, layout: data.layout }));
    else void message.error({ content: t("views.unreadable", { name: view.name, part: data.part }), duration: 10 });
  };

  return {
    ordered,
    current,
    // Of a view that is gone nothing was changed.
    changed: current !== undefined && differs,
    stale: current !== undefined && known !== null && current.version > known.version,
    open,
    step: (by) => {
      const next = viewBeside(ordered, viewId, by);
      if (next === undefined) void message.info({ key: "views-none", content: t("views.noneYet") });
      else void open(next);
    },
    save: async (place, over) => {
      const { data, error } = await saveView({ ...place, layout, ...(over === null ? {} : { known: over }) });
      if (data === undefined) return told(error);
      if (data.outcome === "changedElsewhere") return { outcome: "changedElsewhere", view: data.view };
      dispatch(viewSaved({ viewId: data.view.id, version: data.view.version, layout }));
      void message.success({ key: "view-saved", content: t("views.saved", { name: data.view.name }) });
      return { outcome: "saved" };
    },
    describe: async (view, place) => {
      const { data, error } = await changeView({ viewId: view.id, version: view.version, ...place });
      if (data === undefined) return told(error);
      if (data.outcome === "changedElsewhere") return { outcome: "changedElsewhere", view: data.view };
      dispatch(viewDescribed({ viewId: view.id, before: view.version, version: data.view.version }));
      return { outcome: "saved" };
    },
    remove: async (view) => {
      const { error } = await removeView({ viewId: view.id });
      if (error !== undefined) {
        told(error);
        return;
      }
      const key = `removed-${view.id}`;
      const restore = async (): Promise<void> => {
        message.destroy(key);
        const restored = await restoreView({ viewId: view.id });
        if (restored.error === undefined) return;
        if (told(restored.error).outcome === "nameTaken") void message.error(t("views.nameTaken"));
      };
      void message.open({
        key,
        type: "success",
        duration: 10,
        content: (
          <>
            {t("views.removed", { name: view.name })}
            <Button type="link" size="small" onClick={() => void restore()}>
              {t("views.undoRemove")}
            </Button>
          </>
        ),
      });
    },
  };
};
