import { createInstance } from "i18next";
import en from "../../resources/locales/en.json";
import zhCN from "../../resources/locales/zh-CN.json";

const i18n = createInstance({
  lng: "zh-CN",
  resources: { "zh-CN": { translation: zhCN }, en: { translation: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});
void i18n.init();

/** The program's words, as its pages have them. */
export const inChinese = i18n.getFixedT("zh-CN");
export const inEnglish = i18n.getFixedT("en");
