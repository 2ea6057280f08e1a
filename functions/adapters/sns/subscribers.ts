import { paginateListSubscriptionsByTopic, SNSClient } from "@aws-sdk/client-sns";

const sns = new SNSClient({ maxAttempts: 5, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 } });

/** Who hears of what is told to a topic, and who was only asked whether they want to. A request for each hundred. Throws as the SDK does. */
export async function subscribersOf(topic: string): Promise<{ address: string; confirmed: boolean }[]> {
  const found: { address: string; confirmed: boolean }[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn: topic })) {
    // Until somebody says yes, this stands where the ARN will be.
    for (const { Endpoint = "", SubscriptionArn = "" } of Subscriptions) {
      found.push({ address: Endpoint, confirmed: SubscriptionArn.startsWith("arn:") });
    }
  }
  return found;
}
