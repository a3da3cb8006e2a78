import "./zodWithoutEval";
import { App as AntdApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { StrictMode, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { useTranslation } from "react-i18next";
import { Provider } from "react-redux";
import { Desk } from "./Desk";
import { keepWall } from "./features/wall/keepWall";
import { selectSaved } from "./features/wall/wallSlice";
import { startWords } from "./locales/words";
import { listenToShell } from "./shell";
import { createStationClient } from "./station";
import { StationProvider } from "./stationContext";
import { createStore } from "./store";
import { antdTheme } from "./theme/antdTheme";
import "./theme/base.css";
import { cssVariables } from "./theme/tokens";

const Themed = ({ children }: { readonly children: ReactNode }) => {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider theme={antdTheme} locale={i18n.language === "en" ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <AntdApp component={false}>{children}</AntdApp>
    </ConfigProvider>
  );
};

for (const [name, value] of Object.entries(cssVariables())) document.documentElement.style.setProperty(name, value);
startWords();

const station = createStationClient();
const store = createStore(station);
const saveWall = keepWall(store, station);
// Whether the last change would survive a power cut, for tests and support: `data-wall-saved` of the page.
const showSaved = (): void => {
  document.documentElement.dataset["wallSaved"] = String(selectSaved(store.getState()));
};
showSaved();
store.subscribe(showSaved);
window.addEventListener("pagehide", saveWall);
listenToShell(window, station);

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <StationProvider value={station}>
      <Provider store={store}>
        <Themed>
          <Desk
            onUnlock={(passphrase) => {
              window.zhishou.unlock(passphrase);
            }}
            onRecover={(choice) => {
              window.zhishou.recover(choice);
            }}
          />
        </Themed>
      </Provider>
    </StationProvider>
  </StrictMode>,
);
