/** A frame of Zstandard by hand: `start` as it stands, then so many blocks of 128 KiB of zeros, in four bytes each. */
export function rleFrame(start: Buffer, blocks: number): Buffer {
  const block = 128 * 1024;
  const head = (size: number, kind: number, isLast: boolean): Buffer => {
    const bytes = Buffer.alloc(3);
    bytes.writeUIntLE(size * 8 + kind * 2 + (isLast ? 1 : 0), 0, 3);
    return bytes;
  };
  const rle = Buffer.concat([head(block, 1, false), Buffer.alloc(1)]);
  // A window of 1 MiB.
  const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x50]);
  return Buffer.concat([frame, head(start.length, 0, false), start, ...Array.from({ length: blocks }, () => rle), head(0, 0, true)]);
}
