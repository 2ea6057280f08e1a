import { expect, test } from "vitest";
import { searchNamed } from "../../../core/organizations/search-named.ts";

const ALL = [
  { id: 1, slug: "web", name: "Website" },
  { id: 2, slug: "web-admin", name: "Büro" },
  { id: 31, slug: "app", name: "Mobile App" },
];

test.each<[string, number[]]>([
  ["", [1, 2, 31]],
  ["web", [1, 2]],
  ["WEB", [1, 2]],
  ["büro", [2]],
  ["mobile app", [31]],
  ["web mobile", []],
  ["slug:web", [1]],
  ["id:31", [31]],
  ["id:3", []],
  [".*", []],
])("%j finds %j", (query, ids) => {
  expect(searchNamed(ALL, query).map((it) => it.id)).toEqual(ids);
});
