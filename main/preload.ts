import { contextBridge, ipcRenderer } from "electron";
import type { StationState } from "../app/contract/shell";
import { shellChannels, stationPortMessage, type ShellBridge } from "../app/contract/shellBridge";

const bridge: ShellBridge = {
  ready: () => {
    ipcRenderer.send(shellChannels.ready, {});
  },
  unlock: (passphrase) => {
    ipcRenderer.send(shellChannels.unlock, passphrase);
  },
  recover: (choice) => {
    ipcRenderer.send(shellChannels.recover, choice);
  },
  openSnapshotFolder: () => {
    ipcRenderer.send(shellChannels.openSnapshotFolder, {});
  },
  chooseSnapshotFolder: () => {
    ipcRenderer.send(shellChannels.chooseSnapshotFolder, {});
  },
  openWall: () => {
    ipcRenderer.send(shellChannels.openWall, {});
  },
  toggleFullScreen: () => {
    ipcRenderer.send(shellChannels.toggleFullScreen, {});
  },
};

contextBridge.exposeInMainWorld("zhishou", bridge);

// A port cannot cross the context bridge; posting it to the page itself can carry it.
ipcRenderer.on(shellChannels.station, (event, state: StationState) => {
  window.postMessage({ type: stationPortMessage, state }, window.location.origin, [...event.ports]);
});
