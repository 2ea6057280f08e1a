import { expect, test } from "vitest";
import { searchMembers } from "../../../core/organizations/search-members.ts";
import { aMember } from "../../support/fakes.ts";

const members = [
  aMember(7, "ada", { role: "owner", name: "Ada Lovelace" }),
  aMember(8, "bob"),
  aMember(78, "cyd", { username: "Lace", role: "admin" }),
];

test.each([
  ["", [7, 8, 78]],
  ["   ", [7, 8, 78]],
  ["LACE", [7, 78]],
  ["lace love", [7]],
  ["@example.com", [7, 8, 78]],
  ["email:BOB@example.com", [8]],
  ["email:bob", []],
  ["role:owner", [7]],
  ["role:owner bob", []],
  ["id:7", [7]],
  ["user.id:78 lace", [78]],
  ["colour:red", []],
  ["nobody", []],
])("%j finds %j", (query, expected) => {
  expect(searchMembers(members, query).map((it) => it.userId)).toEqual(expected);
});
