import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../../app/contract/device";

interface ChooseStepProps {
  readonly cameras: readonly Camera[];
  readonly onChosen: (cameraIds: readonly string[]) => void;
}

/** Which of the new cameras go on the wall now. */
export const ChooseStep = ({ cameras, onChosen }: ChooseStepProps) => {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<readonly string[]>(() => cameras.map(({ id }) => id));
  return (
    <section aria-label={t("welcome.choose")}>
      <Checkbox.Group className="welcome-list" value={[...chosen]} onChange={(ids) => setChosen(ids)}>
        {cameras.map(({ id, name }) => (
          <Checkbox key={id} value={id}>
            <bdi>{name}</bdi>
          </Checkbox>
        ))}
      </Checkbox.Group>
      <div className="welcome-actions">
        <Button
          type="primary"
          autoFocus
          onClick={() => {
            onChosen(cameras.map(({ id }) => id).filter((id) => chosen.includes(id)));
          }}
        >
          {t("welcome.show", { count: chosen.length })}
        </Button>
      </div>
    </section>
  );
};
