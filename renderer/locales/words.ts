import i18next, { type TFunction } from "i18next";
import { initReactI18next } from "react-i18next";
import en from "../../resources/locales/en.json";
import zhCN from "../../resources/locales/zh-CN.json";

export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof zhCN };
    returnNull: false;
  }
}

/** Translates a key of the locale files; the compiler knows the keys. */
export type Translate = TFunction;

const settle = (language: string): void => {
  document.documentElement.lang = language;
  document.title = i18next.t("product.name");
};

/** Sets the words up, Chinese first; to be called once before the first render. */
export const startWords = (): void => {
  void i18next.use(initReactI18next).init({
    lng: "zh-CN",
    fallbackLng: "zh-CN",
    resources: { "zh-CN": { translation: zhCN }, en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  settle(i18next.language);
};

/** Changes every word on screen at once. */
export const speak = (language: Language): void => {
  if (i18next.language === language) return;
  void i18next.changeLanguage(language).then(() => {
    settle(language);
  });
};
