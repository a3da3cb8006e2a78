import { ApartmentOutlined, BankOutlined, EnvironmentOutlined, HddOutlined, InboxOutlined } from "@ant-design/icons";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LivenessBadge } from "../../components/LivenessBadge";
import { failureWord } from "../../locales/failureSentence";
import { useAppSelector } from "../../store";
import { selectCauses, selectLiveness } from "../wall/wallSlice";
import type { CameraState } from "./cameraStates";
import { Marked } from "./Marked";
import type { ReadingsOf } from "./pinyinMatch";
import { nameIn } from "./townNames";
import type { NodeKind, TreeNode } from "./treeNodes";
import type { BranchCount } from "./treeRows";
import { foundIn, spansIn } from "./treeSearch";

const icons: Readonly<Record<NodeKind, ReactNode>> = {
  county: <BankOutlined />,
  town: <EnvironmentOutlined />,
  unassigned: <InboxOutlined />,
  site: <ApartmentOutlined />,
  device: <HddOutlined />,
  camera: null,
};

interface TreeRowTitleProps {
  readonly node: TreeNode;
  /** What is looked for; empty: nothing. */
  readonly words: readonly string[];
  readonly readingsOf: ReadingsOf;
  readonly online: BranchCount["online"];
  readonly total: BranchCount["total"];
  readonly state: CameraState;
  readonly placed: boolean;
}

/** One row: name with what was found marked, and how it is. */
export const TreeRowTitle = memo(({ node, words, readingsOf, online, total, state, placed }: TreeRowTitleProps) => {
  const { t, i18n } = useTranslation();
  const name = node.kind === "unassigned" ? t("tree.unassigned") : nameIn(node.name, i18n.language);
  const found = words.length === 0 || node.name === "" ? null : foundIn(node, words, readingsOf);
  return (
    <span
      className="tree-row"
      data-kind={node.kind}
      title={[name, node.address, ...node.codes].filter((text) => text !== "").join("\n")}
    >
      {icons[node.kind] !== null && (
        <span className="tree-icon" aria-hidden="true">
          {icons[node.kind]}
        </span>
      )}
      {node.number !== "" && (
        <span className="tree-number">
          <Marked text={node.number} spans={words.length === 0 ? [] : spansIn(node.number, words, null)} />
        </span>
      )}
      <span className="tree-name">
        <Marked text={name} spans={words.length === 0 ? [] : spansIn(name, words, readingsOf)} />
        {found !== null && found.field !== "name" && found.field !== "number" && (
          <span className="tree-also">
            <Marked text={found.text} spans={found.spans} />
          </span>
        )}
      </span>
      {node.camera === null ? (
        <span className="tree-count">{t("tree.count", { online, total })}</span>
      ) : (
        <CameraBadge cameraId={node.camera.id} state={state} placed={placed} />
      )}
    </span>
  );
});
TreeRowTitle.displayName = "TreeRowTitle";

interface CameraBadgeProps {
  readonly cameraId: string;
  readonly state: CameraState;
  readonly placed: boolean;
}

/** Its tile's own word where it is on screen, else what is known of it. */
const CameraBadge = ({ cameraId, state, placed }: CameraBadgeProps) => {
  const { t } = useTranslation();
  const kind = useAppSelector((all) => selectLiveness(all)[cameraId]);
  const cause = useAppSelector((all) => selectCauses(all)[cameraId]);
  if (kind !== undefined) {
    const word = kind === "refused" && cause !== undefined ? failureWord(t, { kind: cause }) : undefined;
    return <LivenessBadge kind={kind} {...(word === undefined ? {} : { word })} />;
  }
  if (state === "offline") return <LivenessBadge kind="waitingToRetry" word={t("tree.state.offline")} />;
  if (state === "unsupported") return <LivenessBadge kind="ended" word={t("tree.state.unsupported")} />;
  return <LivenessBadge kind="empty" word={placed ? t("tree.hidden") : t(`tree.state.${state}`)} />;
};
