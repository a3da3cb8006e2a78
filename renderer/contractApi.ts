import { createApi, type BaseQueryFn } from "@reduxjs/toolkit/query/react";
import type { DeviceHealth } from "../app/contract/health";
import type { AnswerOf, InputOf, RequestName } from "../app/contract/requests";
import type { Failure } from "../app/domain/failure";
import { healthById } from "./features/devices/healthFigures";
import type { StoreExtra } from "./store";

interface Asked {
  readonly request: RequestName;
  readonly input: InputOf<RequestName>;
}

const askStation: BaseQueryFn<Asked, unknown, Failure> = async ({ request, input }, { extra }) => {
  const result = await (extra as StoreExtra).station.request(request, input);
  return result.ok ? { data: result.value } : { error: result.error };
};

const asked =
  <Name extends RequestName>(request: Name) =>
  (input: InputOf<Name>): Asked => ({ request, input });

/**
 * The station's records as the page reads them, kept up to date by contract events (store.ts).
 *
 * What carries a password (`devices.add`, `addStream`, `change`, `imports.start`, `batches.start`) is not here on purpose: RTK Query keeps a mutation's
 * arguments in the store, and a password must not be.
 */
export const contractApi = createApi({
  reducerPath: "contract",
  baseQuery: askStation,
  tagTypes: ["station", "devices", "imports", "batches", "views", "grids", "sites", "health", "outages", "snapshots"],
  endpoints: (build) => ({
    describeStation: build.query<AnswerOf<"station.describe">, InputOf<"station.describe">>({
      query: asked("station.describe"),
      providesTags: ["station"],
    }),
    listDevices: build.query<AnswerOf<"devices.list">, InputOf<"devices.list">>({
      query: asked("devices.list"),
      providesTags: ["devices"],
    }),
    listSites: build.query<AnswerOf<"sites.list">, InputOf<"sites.list">>({
      query: asked("sites.list"),
      providesTags: ["sites"],
    }),
    addSite: build.mutation<AnswerOf<"sites.add">, InputOf<"sites.add">>({
      query: asked("sites.add"),
      invalidatesTags: ["sites"],
    }),
    changeSite: build.mutation<AnswerOf<"sites.change">, InputOf<"sites.change">>({
      query: asked("sites.change"),
      invalidatesTags: ["sites"],
    }),
    removeSite: build.mutation<AnswerOf<"sites.remove">, InputOf<"sites.remove">>({
      query: asked("sites.remove"),
      invalidatesTags: ["sites", "devices"],
    }),
    placeDevices: build.mutation<AnswerOf<"sites.place">, InputOf<"sites.place">>({
      query: asked("sites.place"),
      invalidatesTags: ["devices"],
    }),
    discoverDevices: build.mutation<AnswerOf<"devices.discover">, InputOf<"devices.discover">>({
      query: asked("devices.discover"),
    }),
    removeDevice: build.mutation<AnswerOf<"devices.remove">, InputOf<"devices.remove">>({
      query: asked("devices.remove"),
      invalidatesTags: ["devices"],
    }),
    listGrids: build.query<AnswerOf<"grids.list">, InputOf<"grids.list">>({
      query: asked("grids.list"),
      providesTags: ["grids"],
    }),
    saveGrid: build.mutation<AnswerOf<"grids.save">, InputOf<"grids.save">>({
      query: asked("grids.save"),
      invalidatesTags: ["grids"],
    }),
    removeGrid: build.mutation<AnswerOf<"grids.remove">, InputOf<"grids.remove">>({
      query: asked("grids.remove"),
      invalidatesTags: ["grids"],
    }),
    listViews: build.query<AnswerOf<"views.list">, InputOf<"views.list">>({
      query: asked("views.list"),
      providesTags: ["views"],
    }),
    openView: build.mutation<AnswerOf<"views.open">, InputOf<"views.open">>({ query: asked("views.open") }),
    saveView: build.mutation<AnswerOf<"views.save">, InputOf<"views.save">>({
      query: asked("views.save"),
      invalidatesTags: ["views"],
    }),
    changeView: build.mutation<AnswerOf<"views.change">, InputOf<"views.change">>({
      query: asked("views.change"),
      invalidatesTags: ["views"],
    }),
    removeView: build.mutation<AnswerOf<"views.remove">, InputOf<"views.remove">>({
      query: asked("views.remove"),
      invalidatesTags: ["views"],
    }),
    restoreView: build.mutation<AnswerOf<"views.restore">, InputOf<"views.restore">>({
      query: asked("views.restore"),
      invalidatesTags: ["views"],
    }),
    /** By device; kept up to date by `health.changed`. */
    listHealth: build.query<Record<string, DeviceHealth>, InputOf<"health.list">>({
      query: asked("health.list"),
      transformResponse: (rows: AnswerOf<"health.list">) => healthById(rows),
      providesTags: ["devices", "health"],
    }),
    listOutages: build.query<AnswerOf<"health.outages">, InputOf<"health.outages">>({
      query: asked("health.outages"),
      providesTags: (_answer, _error, { deviceId }) => ["health", { type: "outages", id: deviceId }],
    }),
    probeHealth: build.mutation<AnswerOf<"health.probe">, InputOf<"health.probe">>({
      query: asked("health.probe"),
      invalidatesTags: (_answer, _error, { deviceId }) => [{ type: "outages", id: deviceId }],
      // The row comes with the answer: state and history change together on screen.
      onQueryStarted: (_input, { dispatch, queryFulfilled }) => {
        void queryFulfilled.then(
          ({ data: row }) => {
            dispatch(
              contractApi.util.updateQueryData("listHealth", {}, (known) => {
                known[row.deviceId] = row;
              }),
            );
          },
          () => undefined,
        );
      },
    }),
    describeSnapshotFolder: build.query<AnswerOf<"snapshots.describeFolder">, InputOf<"snapshots.describeFolder">>({
      query: asked("snapshots.describeFolder"),
      providesTags: ["snapshots"],
    }),
    changeSnapshotFolder: build.mutation<AnswerOf<"snapshots.changeFolder">, InputOf<"snapshots.changeFolder">>({
      query: asked("snapshots.changeFolder"),
      // The place comes with the answer; a tag would wait for whatever else is under way, a search for devices even.
      onQueryStarted: (_input, { dispatch, queryFulfilled }) => {
        void queryFulfilled.then(
          ({ data }) => {
            dispatch(contractApi.util.updateQueryData("describeSnapshotFolder", {}, () => data));
          },
          () => undefined,
        );
      },
    }),
    readImport: build.query<AnswerOf<"imports.read">, InputOf<"imports.read">>({
      query: asked("imports.read"),
      providesTags: ["imports"],
    }),
    readBatch: build.query<AnswerOf<"batches.read">, InputOf<"batches.read">>({
      query: asked("batches.read"),
      providesTags: ["batches"],
    }),
    listUnsuccessful: build.query<AnswerOf<"batches.unsuccessful">, InputOf<"batches.unsuccessful">>({
      query: asked("batches.unsuccessful"),
      providesTags: ["batches", "devices"],
    }),
    resumeBatch: build.mutation<AnswerOf<"batches.resume">, InputOf<"batches.resume">>({
      query: asked("batches.resume"),
      invalidatesTags: ["batches"],
    }),
    stopBatch: build.mutation<AnswerOf<"batches.stop">, InputOf<"batches.stop">>({
      query: asked("batches.stop"),
      invalidatesTags: ["batches"],
    }),
    stopImport: build.mutation<AnswerOf<"imports.stop">, InputOf<"imports.stop">>({
      query: asked("imports.stop"),
      invalidatesTags: ["imports"],
    }),
    resumeImport: build.mutation<AnswerOf<"imports.resume">, InputOf<"imports.resume">>({
      query: asked("imports.resume"),
      invalidatesTags: ["imports"],
    }),
  }),
});

export const {
  useDescribeStationQuery,
  useListDevicesQuery,
  useListSitesQuery,
  useAddSiteMutation,
  useChangeSiteMutation,
  useRemoveSiteMutation,
  usePlaceDevicesMutation,
  useDiscoverDevicesMutation,
  useRemoveDeviceMutation,
  useListGridsQuery,
  useSaveGridMutation,
  useRemoveGridMutation,
  useListViewsQuery,
  useOpenViewMutation,
  useSaveViewMutation,
  useChangeViewMutation,
  useRemoveViewMutation,
  useRestoreViewMutation,
  useListHealthQuery,
  useListOutagesQuery,
  useProbeHealthMutation,
  useDescribeSnapshotFolderQuery,
  useChangeSnapshotFolderMutation,
  useReadBatchQuery,
  useListUnsuccessfulQuery,
  useResumeBatchMutation,
  useStopBatchMutation,
  useReadImportQuery,
  useStopImportMutation,
  useResumeImportMutation,
} = contractApi;
