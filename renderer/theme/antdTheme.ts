import { theme, type ThemeConfig } from "antd";
import { fontFamily, schemes, type Scheme } from "./tokens";

/** antd's own algorithm for the scheme, tuned by our tokens. No motion: a screen that moves by itself is for alarms. */
export const antdTheme = (scheme: Scheme): ThemeConfig => {
  const colours = schemes[scheme];
  return {
    algorithm: scheme === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colours.accent,
      colorInfo: colours.accent,
      colorSuccess: colours.accent,
      colorWarning: colours.trouble,
      colorError: colours.trouble,
      colorLink: colours.accent,
      colorBgBase: colours.ground,
      colorBgLayout: colours.ground,
      colorBgContainer: colours.panel,
      // By day a sheet of paper, by night a little light: both stand off the page.
      colorBgElevated: scheme === "dark" ? colours.raised : colours.panel,
      colorBorder: colours.line,
      colorBorderSecondary: colours.line,
      colorText: colours.text,
      colorTextSecondary: colours.quiet,
      colorTextTertiary: colours.quiet,
      colorTextPlaceholder: colours.faint,
      colorTextLightSolid: colours.onAccent,
      controlItemBgActive: colours.line,
      controlItemBgActiveHover: colours.line,
      fontFamily,
      fontSize: 14,
      borderRadius: 4,
      motion: false,
      wireframe: false,
    },
    components: {
      Segmented: {
        trackBg: colours.raised,
        itemColor: colours.quiet,
        itemSelectedBg: colours.line,
        itemSelectedColor: colours.text,
      },
      Table: {
        headerBg: colours.panel,
        headerColor: colours.quiet,
        rowHoverBg: colours.raised,
        headerSortActiveBg: colours.panel,
        headerSortHoverBg: colours.raised,
        bodySortBg: colours.panel,
        rowSelectedBg: colours.raised,
        rowSelectedHoverBg: colours.line,
      },
      Tree: { nodeHoverBg: colours.raised, nodeSelectedBg: colours.line, directoryNodeSelectedBg: colours.line },
      Button: { primaryColor: colours.onAccent, dangerColor: colours.onAccent },
      Tooltip: { colorTextLightSolid: colours.text, colorBgSpotlight: colours.raised },
    },
  };
};
