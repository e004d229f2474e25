// Noto Sans SC draws 人 (U+4EBA) and the radical ⼈ (U+2F08) with one glyph. A PDF made from it would give back the
// radical when its text is searched or copied. Without the radicals' entries each glyph stands for its character.
const FIRST = 0x2e80;
const LAST = 0x2fdf;

/** The same font with a character map (format 12 only) that leaves the radicals out. */
export function withoutRadicals(font) {
  const tables = font.readUInt16BE(4);
  for (let at = 12; at < 12 + 16 * tables; at += 16) {
    if (font.toString('latin1', at, at + 4) === 'cmap') {
      const cmap = write(groups(font, font.readUInt32BE(at + 8)));
      const padding = Buffer.alloc((4 - (font.length % 4)) % 4);
      const result = Buffer.concat([font, padding, cmap]);
      result.writeUInt32BE(checksum(cmap), at + 4);
      result.writeUInt32BE(font.length + padding.length, at + 8);
      result.writeUInt32BE(cmap.length, at + 12);
      return result;
    }
  }
  throw new Error('The font has no character map');
}

function groups(font, cmap) {
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + 8 * i + 4);
    if (font.readUInt16BE(at) === 12) {
      return Array.from({ length: font.readUInt32BE(at + 12) }, (_, n) => {
        const group = at + 16 + 12 * n;
        return [font.readUInt32BE(group), font.readUInt32BE(group + 4), font.readUInt32BE(group + 8)];
      }).flatMap(outside);
    }
  }
  throw new Error('The font has no character map of format 12');
}

function outside([start, end, glyph]) {
  const before = [start, Math.min(end, FIRST - 1), glyph];
  const from = Math.max(start, LAST + 1);
  return [before, [from, end, glyph + from - start]].filter(([first, last]) => first <= last);
}

function write(groups) {
  const table = Buffer.alloc(12 + 16 + 12 * groups.length);
  [0, 1, 3, 10].forEach((value, i) => table.writeUInt16BE(value, 2 * i));
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(table.length - 12, 16);
  table.writeUInt32BE(groups.length, 24);
  groups.flat().forEach((value, i) => table.writeUInt32BE(value, 28 + 4 * i));
  return table;
}

function checksum(table) {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) {
    sum = (sum + table.readUInt32BE(at)) >>> 0;
  }
  return sum;
}
