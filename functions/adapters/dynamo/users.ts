import type { Users } from "../../../core/organizations/ports.ts";
import { getItem } from "./client.ts";
import { keys } from "./keys.ts";

export const users: Users = {
  async byEmail(email) {
    return ((await getItem(keys.userAddress(email)))?.userId as number | undefined) ?? null;
  },
};
