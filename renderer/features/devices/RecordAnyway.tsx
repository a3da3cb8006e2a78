import { Button } from "antd";
import { useTranslation } from "react-i18next";

interface RecordAnywayProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

/** For a camera that is not there to be asked: off, or not built in yet. */
export const RecordAnyway = ({ label, disabled, onClick }: RecordAnywayProps) => {
  const { t } = useTranslation();
  return (
    <div className="record-anyway">
      <span>{t("absent.hint")}</span>
      <Button size="small" disabled={disabled} onClick={onClick}>
        {label}
      </Button>
    </div>
  );
};
