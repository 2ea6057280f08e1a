import { data } from "./data.ts";
import { redisToken, redisUrl, sealKey, sealKeyBefore } from "./secrets.ts";

type Output = typeof data.arn;
type Grant = { actions: string[]; resources: Output[] };

/**
 * What a function may reach. SST's own link of a table or a queue grants `dynamodb:*` and `sqs:*`; these links grant nothing, and
 * beside each stand the actions that the code uses, on that one resource.
 */
export type Access = { link: object[]; permissions: Grant[] };

const table = new sst.Linkable("Table", { properties: { name: data.name } });

export const reads: Access = {
  link: [table],
  permissions: [
    {
      actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
      resources: [data.arn, $interpolate`${data.arn}/index/gsi1`, $interpolate`${data.arn}/index/gsi2`],
    },
  ],
};

/** Changes what is there, and nothing else. */
export const updates: Access = { link: [table], permissions: [{ actions: ["dynamodb:UpdateItem"], resources: [data.arn] }] };

/** Takes away what is done with, and nothing else. */
export const removes: Access = { link: [table], permissions: [{ actions: ["dynamodb:DeleteItem"], resources: [data.arn] }] };

export const writes: Access = using(reads, {
  link: [],
  permissions: [
    {
      actions: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem", "dynamodb:BatchWriteItem"],
      resources: [data.arn],
    },
  ],
});

export const redis: Access = {
  link: [new sst.Linkable("Redis", { properties: { url: redisUrl.value, token: redisToken.value } })],
  permissions: [],
};

export const seals: Access = { link: [sealKey, sealKeyBefore], permissions: [] };

export function using(...all: Access[]): Access {
  return { link: [...new Set(all.flatMap((it) => it.link))], permissions: all.flatMap((it) => it.permissions) };
}
