import "./zodWithoutEval";
import { App as AntdApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { StrictMode, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "react-redux";
import { Desk } from "./Desk";
import { keepWall } from "./features/wall/keepWall";
import { selectSaved } from "./features/wall/wallSlice";
import { keepPreferences } from "./features/settings/keepPreferences";
import { selectLanguage, selectScheme } from "./features/settings/preferencesSlice";
import { speak, startWords } from "./locales/words";
import { listenToShell } from "./shell";
import { createStationClient } from "./station";
import { StationProvider } from "./stationContext";
import { createStore, useAppSelector } from "./store";
import { antdTheme } from "./theme/antdTheme";
import "./theme/base.css";
import { tokenStyles } from "./theme/tokens";

const themes = { dark: antdTheme("dark"), light: antdTheme("light") };

const Themed = ({ children }: { readonly children: ReactNode }) => {
  const language = useAppSelector(selectLanguage);
  const theme = themes[useAppSelector(selectScheme)];
  return (
    <ConfigProvider theme={theme} locale={language === "en" ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <AntdApp component={false}>{children}</AntdApp>
    </ConfigProvider>
  );
};

const tokens = new CSSStyleSheet();
document.adoptedStyleSheets = [tokens];
startWords();

const station = createStationClient();
const store = createStore(station);
keepPreferences(store, localStorage, window, ({ language, scheme }) => {
  tokens.replaceSync(tokenStyles(scheme));
  speak(language);
});
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
