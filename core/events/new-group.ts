import type { GroupState } from "../issues/group.ts";

/** Where every group begins: nobody's, and nothing decided yet. */
export const NEW_GROUP_STATE: GroupState = {
  version: 0,
  status: "unresolved",
  substatus: "new",
  statusDetails: null,
  statusSourceTime: 0,
  assignee: null,
  assigneeSourceTime: 0,
};
