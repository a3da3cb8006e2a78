import { Steps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera, DiscoveredDevice } from "../../../app/contract/device";
import { ChooseStep } from "./ChooseStep";
import { FindStep } from "./FindStep";
import { LoginStep } from "./LoginStep";
import "./welcome.css";

interface WelcomeProps {
  /** From here on the cameras of the records are not shown by themselves: a person is choosing them. */
  readonly onBegun: () => void;
  readonly onChosen: (cameraIds: readonly string[]) => void;
}

/** A first start: from nothing to a moving picture in three steps. */
export const Welcome = ({ onBegun, onChosen }: WelcomeProps) => {
  const { t } = useTranslation();
  const [found, setFound] = useState<readonly DiscoveredDevice[]>([]);
  const [cameras, setCameras] = useState<readonly Camera[]>([]);
  const [step, setStep] = useState<0 | 1 | 2>(0);
  return (
    <main className="welcome">
      <h1>{t("wall.noCamerasTitle")}</h1>
      <p className="welcome-hint">{t("wall.noCamerasHint")}</p>
      <Steps
        size="small"
        current={step}
        items={[{ title: t("welcome.find") }, { title: t("welcome.login") }, { title: t("welcome.choose") }]}
      />
      {step === 0 && (
        <FindStep
          onFound={(devices) => {
            setFound(devices);
            setStep(1);
          }}
        />
      )}
      {step === 1 && (
        <LoginStep
          devices={found}
          onBack={() => {
            setStep(0);
          }}
          onBegun={onBegun}
          onAdded={(added) => {
            setCameras(added.flatMap((device) => device.cameras));
            setStep(2);
          }}
        />
      )}
      {step === 2 && <ChooseStep cameras={cameras} onChosen={onChosen} />}
    </main>
  );
};
