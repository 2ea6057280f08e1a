type Value = Record<string, unknown>;
export type Image = Record<string, Value>;

/**
 * Bytes of an item as DynamoDB counts them (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html):
 * names and texts in UTF-8, a number in half as many bytes as it has digits and one, three for a list or map and one for each entry.
 */
export const itemSize = (item: Image): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);

function valueSize(value: Value): number {
  const [[kind, of] = ["NULL", true]] = Object.entries(value);
  switch (kind) {
    case "S":
      return Buffer.byteLength(of as string);
    case "N":
      return 1 + Math.ceil(String(of).replace(/[^\d]/g, "").length / 2);
    case "B":
      return Buffer.byteLength(of as string, "base64");
    case "M":
      return 3 + Object.values(of as Image).length + itemSize(of as Image);
    case "L":
      return 3 + (of as Value[]).reduce((sum, it) => sum + 1 + valueSize(it), 0);
    case "SS":
    case "NS":
      return (of as string[]).reduce((sum, it) => sum + Buffer.byteLength(it), 0);
    default:
      return 1;
  }
}

/** Write units of one write: a started kilobyte of the larger of both, by as it was and as it is. */
export const writeUnits = (before: Image | undefined, after: Image | undefined): number =>
  Math.max(1, Math.ceil(Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0) / 1024));
