/** The fields of a message by number, each value as it is on the wire: a number, or bytes. */
export type Fields = Map<number, Array<Buffer | bigint>>;

/** Takes a message apart, as far as that is possible without knowing its type. */
export function fieldsOf(message: Buffer): Fields {
  const fields: Fields = new Map();
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let unit = 1n; ; unit *= 128n) { // seven bits a byte, the lowest first; the eighth says that more follow
      const byte = message[at++];
      if (byte === undefined) throw new Error('a protobuf message that ends within a number');
      value += BigInt(byte % 128) * unit;
      if (byte < 128) return value;
    }
  };
  const take = (length: number) => {
    const taken = message.subarray(at, at += length);
    if (taken.length < length) throw new Error('a protobuf message that ends within a field');
    return taken;
  };
  while (at < message.length) {
    const tag = Number(varint());
    const [number, type] = [Math.floor(tag / 8), tag % 8];
    const value = [varint, () => take(8).readBigUInt64LE(), () => take(Number(varint())), undefined, undefined, () => BigInt(take(4).readUInt32LE())][type]?.();
    if (value === undefined) throw new Error(`a protobuf message with the wire type ${type}`);
    fields.set(number, [...fields.get(number) ?? [], value]);
  }
  return fields;
}

/** A field of bytes; empty if it is not there. */
export function bytes(message: Fields, field: number): Buffer {
  return (message.get(field)?.[0] ?? Buffer.alloc(0)) as Buffer;
}

/** A field of text; empty if it is not there. */
export function text(message: Fields, field: number): string {
  return bytes(message, field).toString();
}
