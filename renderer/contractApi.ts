import { createApi, type BaseQueryFn } from "@reduxjs/toolkit/query/react";
import type { AnswerOf, InputOf, RequestName } from "../app/contract/requests";
import type { Failure } from "../app/domain/failure";
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
 * What carries a password (`devices.add`, `addStream`, `change`, `imports.start`) is not here on purpose: RTK Query keeps a mutation's
 * arguments in the store, and a password must not be.
 */
export const contractApi = createApi({
  reducerPath: "contract",
  baseQuery: askStation,
  tagTypes: ["station", "devices", "imports"],
  endpoints: (build) => ({
    describeStation: build.query<AnswerOf<"station.describe">, InputOf<"station.describe">>({
      query: asked("station.describe"),
      providesTags: ["station"],
    }),
    listDevices: build.query<AnswerOf<"devices.list">, InputOf<"devices.list">>({
      query: asked("devices.list"),
      providesTags: ["devices"],
    }),
    discoverDevices: build.mutation<AnswerOf<"devices.discover">, InputOf<"devices.discover">>({
      query: asked("devices.discover"),
    }),
    removeDevice: build.mutation<AnswerOf<"devices.remove">, InputOf<"devices.remove">>({
      query: asked("devices.remove"),
      invalidatesTags: ["devices"],
    }),
    readImport: build.query<AnswerOf<"imports.read">, InputOf<"imports.read">>({
      query: asked("imports.read"),
      providesTags: ["imports"],
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
  useDiscoverDevicesMutation,
  useRemoveDeviceMutation,
  useReadImportQuery,
  useStopImportMutation,
  useResumeImportMutation,
} = contractApi;
