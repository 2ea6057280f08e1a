import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEnvelope } from "../../../core/events/envelope.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (...lines: string[]) => parseEnvelope(bytes(lines.join("\n")));
const texts = (envelope: ReturnType<typeof parseEnvelope>) =>
  envelope.items.map(({ type, payload }) => [type, new TextDecoder().decode(payload)]);

describe("what SDKs send", () => {
  test("an item without a length ends with its line", () => {
    expect(texts(parse('{"event_id":"a"}', '{"type":"event"}', '{"message":"one"}', ""))).toEqual([["event", '{"message":"one"}']]);
  });

  test("an attachment has newlines inside its length, and the event comes after it", () => {
    const envelope = parse("{}", '{"type":"attachment","length":11}', "line\n\n{}\nxy", '{"type":"event","length":2}', "{}");
    expect(texts(envelope)).toEqual([
      ["attachment", "line\n\n{}\nxy"],
      ["event", "{}"],
    ]);
  });

  test("a session comes before the event, and unknown types are no error", () => {
    const envelope = parse("{}", '{"type":"session"}', '{"sid":"1"}', '{"type":"novelty"}', "", "", '{"type":"event"}', "{}");
    expect(envelope.items.map((it) => it.type)).toEqual(["session", "novelty", "event"]);
  });

  test("an envelope may be a header alone", () => expect(parse('{"dsn":"x"}')).toEqual({ header: { dsn: "x" }, items: [] }));

  test("a length counts bytes, not characters", () => {
    expect(texts(parse("{}", '{"type":"event","length":4}', "éé", '{"type":"x"}', "y"))).toEqual([
      ["event", "éé"],
      ["x", "y"],
    ]);
  });

  test("lines may end with CR LF", () => {
    const envelope = parseEnvelope(bytes('{}\r\n{"type":"event"}\r\n{"message":"one"}\r\n\r\n{"type":"event","length":2}\r\n{}\r\n'));
    expect(texts(envelope).map(([, text]) => JSON.parse(String(text)))).toEqual([{ message: "one" }, {}]);
  });
});

describe("what is refused", () => {
  test.each([
    ["nothing at all", ""],
    ["no JSON", "hello"],
    ["a header that is a list", "[]"],
    ["an item header that is text", '{}\n"event"'],
    ["an item without a type", "{}\n{}\n{}"],
    ["a length beyond the end", '{}\n{"type":"event","length":9}\n{}'],
    ["a length below nothing", '{}\n{"type":"event","length":-1}\n{}'],
    ["a length that is text", '{}\n{"type":"event","length":"2"}\n{}'],
    ["more items than anybody sends", `{}\n${'{"type":"x"}\n-\n'.repeat(101)}`],
  ])("%s", (_, text) => expect(() => parseEnvelope(bytes(text))).toThrow(expect.objectContaining({ status: 400 })));
});

test("what was put into an envelope comes out of it", () => {
  const item = fc.record({ type: fc.stringMatching(/^[a-z_]{1,20}$/), payload: fc.uint8Array({ maxLength: 200 }) });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 8 }), fc.uuid(), (items, id) => {
      const parts = items.flatMap(({ type, payload }) => [
        bytes(`${JSON.stringify({ type, length: payload.length })}\n`),
        payload,
        bytes("\n"),
      ]);
      const envelope = parseEnvelope(Buffer.concat([bytes(`{"event_id":"${id}"}\n`), ...parts]));
      expect(envelope.header).toEqual({ event_id: id });
      expect(envelope.items.map((it) => ({ type: it.type, payload: [...it.payload] }))).toEqual(
        items.map((it) => ({ type: it.type, payload: [...it.payload] })),
      );
    }),
  );
});

test("any bytes are either an envelope or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
      try {
        parseEnvelope(Buffer.concat([bytes('{}\n{"type":"event"}\n'), tail]));
      } catch (error) {
        expect(error).toMatchObject({ status: 400 });
      }
    }),
  );
});
