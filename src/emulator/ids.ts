const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** An id in the API's style, for example `req_01…` or `msg_01…`. */
export function prefixedId(prefix: string, random: () => number): string {
  const letters = Array.from({ length: 22 }, () => alphabet[Math.floor(random() * alphabet.length)] ?? '1');
  return `${prefix}_01${letters.join('')}`;
}

/** A version 4 UUID, the shape of an organization id. */
export function uuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, (_, index) => {
    const digit = Math.floor(random() * 16);
    if (index === 12) return '4';
    return (index === 16 ? (digit & 3) | 8 : digit).toString(16);
  }).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
