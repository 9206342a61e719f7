import { generateKeyPairSync, sign } from 'node:crypto';

const day = 86_400_000;

/** A certificate of its own signing for a name or an IPv4 address, and its key; both PEM. */
export const certificateFor = (
  host: string,
  { from = Date.now() - day, to = Date.now() + day } = {},
): { readonly cert: string; readonly key: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const ed25519 = sequence(oid('2b6570'));
  const name = sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(host)))));
  const alternativeName = /^[\d.]+$/.test(host)
    ? tlv(0x87, Buffer.from(host.split('.').map(Number)))
    : tlv(0x82, Buffer.from(host));
  const content = sequence(
    tlv(0xa0, integer(2)),
    integer(1),
    ed25519,
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
    tlv(0xa3, sequence(sequence(oid('551d11'), tlv(0x04, sequence(alternativeName))))),
  );
  const signature = tlv(0x03, Buffer.from([0]), sign(null, content, privateKey));
  const der = sequence(content, ed25519, signature);
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
};

/** Tag, length and value: what X.509 is written in (DER). */
const tlv = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const value = Buffer.concat(parts);
  const { length } = value;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
};

const sequence = (...parts: readonly Buffer[]): Buffer => tlv(0x30, ...parts);
const integer = (value: number): Buffer => tlv(0x02, Buffer.from([value]));
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'));
const time = (at: number): Buffer =>
  tlv(0x18, Buffer.from(new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')));
