import { LeftOutlined, RightOutlined, SaveOutlined, WarningOutlined } from "@ant-design/icons";
import { App, Button, Popover, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ViewSummary } from "../../../app/contract/wall";
import { useAppSelector } from "../../store";
import { useKeyHint } from "../keyboard/useKeyHint";
import { selectKnownView } from "../wall/wallSlice";
import { useViews } from "./useViews";
import { foldersOf } from "./viewOrder";
import { ViewDialog } from "./ViewDialog";
import { ViewList } from "./ViewList";

/** A dialog that is open: a new view, or another name and folder for one. */
type Asking = { readonly what: "saveAs" } | { readonly what: "describe"; readonly view: ViewSummary };

/** Views in the top bar: which one is shown, the one before and after, all of them, and saving. */
export const ViewControls = () => {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const views = useViews();
  const withKey = useKeyHint();
  const known = useAppSelector(selectKnownView);
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const { current, ordered, changed, stale } = views;

  const ask = (next: Asking): void => {
    setOpen(false);
    setAsking(next);
  };

  /** Somebody else saved this view since it was opened here: nothing was written, a person decides. */
  const decide = (theirs: ViewSummary): void => {
    const dialog = modal.confirm({
      title: t("views.conflictTitle", { name: theirs.name }),
      content: t("views.conflictHint"),
      okText: t("views.saveAs"),
      cancelText: t("views.cancel"),
      onOk: () => {
        ask({ what: "saveAs" });
      },
      footer: (_, { OkBtn, CancelBtn }) => (
        <>
          <CancelBtn />
          <Button
            danger
            onClick={() => {
              dialog.destroy();
              void replace(theirs);
            }}
          >
            {t("views.overwrite")}
          </Button>
          <OkBtn />
        </>
      ),
    });
  };

  const replace = async (over: ViewSummary): Promise<void> => {
    const saving = await views.save(over, { viewId: over.id, version: over.version });
    if (saving.outcome === "changedElsewhere") decide(saving.view);
    else if (saving.outcome === "nameTaken") void message.error(t("views.nameTaken"));
  };

  const save = async (): Promise<void> => {
    if (current === undefined || known === null) ask({ what: "saveAs" });
    // The version this window knows, not the newest: whatever came between is to be noticed.
    else await replace({ ...current, version: known.version });
  };

  const describe = async (view: ViewSummary, place: { name: string; folder: string }) => {
    const { outcome } = await views.describe(view, place);
    if (outcome === "changedElsewhere") void message.warning(t("views.describedElsewhere"));
    return outcome;
  };

  const name = current?.name ?? t("views.none");
  const content = (
    <div className="view-popover" role="group" aria-label={t("views.list")}>
      {stale && (
        <p className="view-stale">
          <WarningOutlined />
          {t("views.stale")}
          {current !== undefined && (
            <Button size="small" onClick={() => void views.open(current)}>
              {t("views.reload")}
            </Button>
          )}
        </p>
      )}
      <ViewList
        views={ordered}
        currentId={current?.id}
        onOpen={(view) => {
          setOpen(false);
          void views.open(view);
        }}
        onDescribe={(view) => {
          ask({ what: "describe", view });
        }}
        onRemove={(view) => void views.remove(view)}
      />
      <div className="view-actions">
        <Button
          size="small"
          onClick={() => {
            ask({ what: "saveAs" });
          }}
        >
          {t("views.saveAs")}
        </Button>
      </div>
    </div>
  );

  return (
    <>
      <span className="view-steps">
        <Tooltip title={withKey(t("views.previous"), "previousView")}>
          <Button
            type="text"
            size="small"
            icon={<LeftOutlined />}
            aria-label={t("views.previous")}
            onClick={() => {
              views.step(-1);
            }}
          />
        </Tooltip>
        <Popover trigger="click" placement="bottom" open={open} onOpenChange={setOpen} content={content}>
          <Button
            type="text"
            size="small"
            aria-expanded={open}
            aria-label={t(changed ? "views.currentChanged" : "views.current", { name })}
          >
            {stale && <WarningOutlined />}
            <bdi className="view-button-name">{name}</bdi>
            {changed && <span className="view-button-mark">●</span>}
          </Button>
        </Popover>
        <Tooltip title={withKey(t("views.next"), "nextView")}>
          <Button
            type="text"
            size="small"
            icon={<RightOutlined />}
            aria-label={t("views.next")}
            onClick={() => {
              views.step(1);
            }}
          />
        </Tooltip>
      </span>
      <Tooltip title={current === undefined ? t("views.saveNew") : t("views.saveOver", { name })}>
        <Button
          type="text"
          size="small"
          icon={<SaveOutlined />}
          aria-label={t("views.saveWall")}
          onClick={() => void save()}
        />
      </Tooltip>
      {asking?.what === "saveAs" && (
        <ViewDialog
          title={t("views.saveAsTitle")}
          initial={{ name: "", folder: current?.folder ?? "" }}
          folders={foldersOf(ordered)}
          onClose={() => {
            setAsking(null);
          }}
          onSave={async (place) => (await views.save(place, null)).outcome}
        />
      )}
      {asking?.what === "describe" && (
        <ViewDialog
          title={t("views.describeTitle")}
          initial={asking.view}
          folders={foldersOf(ordered)}
          onClose={() => {
            setAsking(null);
          }}
          onSave={(place) => describe(asking.view, place)}
        />
      )}
    </>
  );
};
