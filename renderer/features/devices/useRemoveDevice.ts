import { App } from "antd";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { useRemoveDeviceMutation } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";

/** Removes a device. Asks once: it cannot be undone. */
export const useRemoveDevice = (): ((device: Device) => void) => {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const [removeDevice] = useRemoveDeviceMutation();
  return useCallback(
    (device) => {
      modal.confirm({
        title: t("devices.removeTitle", { name: device.name }),
        content: t("devices.removeHint", { count: device.cameras.length }),
        okText: t("devices.remove"),
        okButtonProps: { danger: true },
        cancelText: t("devices.cancel"),
        focusable: { autoFocusButton: "cancel" },
        onOk: async () => {
          const answer = await removeDevice({ deviceId: device.id });
          if (answer.error === undefined) void message.success(t("devices.removed", { name: device.name }));
          else if ("kind" in answer.error) void message.error(failureSentence(t, answer.error));
        },
      });
    },
    [t, modal, message, removeDevice],
  );
};
