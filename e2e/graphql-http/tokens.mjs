// Makes good and hostile tokens with jose, a library that shares no code with the verifier under test, and prints
// {"jwks", "rules", "valid": [{name, token}], "hostile": [{name, token}]}.
import crypto from 'node:crypto';
import * as jose from 'jose';

const issuer = 'https://issuer.example';
const audience = 'countersign';
const email = 'ana@example.com';
const now = Math.floor(Date.now() / 1000);
const claims = { iss: issuer, aud: audience, sub: 'ana', email, iat: now, nbf: now, exp: now + 600 };

const extractable = { extractable: true };
const keys = {
  RS256: await jose.generateKeyPair('RS256', extractable),
  PS256: await jose.generateKeyPair('PS256', extractable),
  ES256: await jose.generateKeyPair('ES256', extractable),
  EdDSA: await jose.generateKeyPair('EdDSA', extractable),
  ES384: await jose.generateKeyPair('ES384', extractable),
  enc: await jose.generateKeyPair('RS256', extractable),
  loose: await jose.generateKeyPair('RS256', extractable), // published without alg
};
const stranger = {
  RS256: await jose.generateKeyPair('RS256', extractable),
  ES256: await jose.generateKeyPair('ES256', extractable),
  EdDSA: await jose.generateKeyPair('EdDSA', extractable),
};
const weak = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
const shared = crypto.randomBytes(32);

const published = async (kid, key, extra) => ({ ...(await jose.exportJWK(key)), kid, use: 'sig', ...extra });
const jwks = {
  keys: [
    await published('RS256', keys.RS256.publicKey, { alg: 'RS256' }),
    await published('PS256', keys.PS256.publicKey, { alg: 'PS256' }),
    await published('ES256', keys.ES256.publicKey, { alg: 'ES256' }),
    await published('EdDSA', keys.EdDSA.publicKey, { alg: 'EdDSA' }),
    await published('loose', keys.loose.publicKey),
    await published('ES384', keys.ES384.publicKey, { alg: 'ES384' }),
    await published('P-384', keys.ES384.publicKey),
    await published('enc', keys.enc.publicKey, { use: 'enc' }),
    await published('weak', weak.publicKey),
    { kty: 'oct', k: shared.toString('base64url'), kid: 'shared', use: 'sig' },
  ],
};

const sign = (payload, header = {}, key) => {
  const full = { alg: 'EdDSA', kid: header.alg ?? 'EdDSA', typ: 'at+jwt', ...header };
  return new jose.SignJWT(payload).setProtectedHeader(full).sign(key ?? keys[full.alg].privateKey, { crit: { exp: true } });
};

// raw writes parts that jose itself refuses to write, and signs them with the issuer's own Ed25519 key.
const b64 = (text) => Buffer.from(text).toString('base64url');
const pem = async (pair) => crypto.createPrivateKey(await jose.exportPKCS8(pair.privateKey));
const edKey = await pem(keys.EdDSA);
const goodHeader = JSON.stringify({ alg: 'EdDSA', kid: 'EdDSA', typ: 'at+jwt' });
const raw = (header, payload) => {
  const text = `${b64(header)}.${b64(payload)}`;
  return `${text}.${crypto.sign(null, Buffer.from(text), edKey).toString('base64url')}`;
};
const without = (name) => Object.fromEntries(Object.entries(claims).filter(([k]) => k !== name));
const good = await sign(claims);
const [head, body, signature] = good.split('.');
const flip = (text, at) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
const hmac = (header, secret, hash = 'sha256') => {
  const text = `${b64(JSON.stringify(header))}.${b64(JSON.stringify(claims))}`;
  return `${text}.${crypto.createHmac(hash, secret).update(text).digest('base64url')}`;
};
const rsaPem = await jose.exportSPKI(keys.RS256.publicKey);
const edRaw = Buffer.from(jwks.keys[3].x, 'base64url');
const foreignJwk = await jose.exportJWK(stranger.RS256.publicKey);

const valid = {
  'RS256': await sign(claims, { alg: 'RS256' }),
  'PS256': await sign(claims, { alg: 'PS256' }),
  'ES256': await sign(claims, { alg: 'ES256' }),
  'EdDSA': good,
  'key without alg': await sign(claims, { alg: 'RS256', kid: 'loose' }, keys.loose.privateKey),
  'several audiences': await sign({ ...claims, aud: ['other', audience] }),
  'typ in capitals': await sign(claims, { typ: 'AT+JWT' }),
  'no nbf': await sign(without('nbf')),
  'expired within the leeway': await sign({ ...claims, iat: now - 700, exp: now - 5 }),
  'not yet valid within the leeway': await sign({ ...claims, nbf: now + 20 }),
  'verified address': await sign({ ...claims, email_verified: true }),
  'unknown harmless header': await sign(claims, { x5t: 'abc' }),
};

const hostile = {
  // no signature, or none that means anything
  'alg none': new jose.UnsecuredJWT(claims).encode(),
  'alg None': `${b64('{"alg":"None","kid":"EdDSA","typ":"at+jwt"}')}.${body}.`,
  'alg NONE with a signature': `${b64('{"alg":"NONE","kid":"EdDSA","typ":"at+jwt"}')}.${body}.${signature}`,
  'alg none with kid and typ': `${b64('{"alg":"none","kid":"EdDSA","typ":"at+jwt"}')}.${body}.${signature}`,
  'alg empty': raw('{"alg":"","kid":"EdDSA","typ":"at+jwt"}', JSON.stringify(claims)),
  'alg absent': raw('{"kid":"EdDSA","typ":"at+jwt"}', JSON.stringify(claims)),
  'alg a number': raw('{"alg":1,"kid":"EdDSA","typ":"at+jwt"}', JSON.stringify(claims)),
  'alg a list': raw('{"alg":["EdDSA"],"kid":"EdDSA","typ":"at+jwt"}', JSON.stringify(claims)),
  'alg in lower case': raw('{"alg":"eddsa","kid":"EdDSA","typ":"at+jwt"}', JSON.stringify(claims)),
  'signature empty': `${head}.${body}.`,
  'signature absent': `${head}.${body}`,
  'signature cut': good.slice(0, -4),
  'signature longer': `${good}AAAA`,
  'signature changed': `${head}.${body}.${flip(signature, 10)}`,
  'signature of zeros': `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`,
  'signature of another token': `${head}.${body}.${(await sign({ ...claims, sub: 'bo' })).split('.')[2]}`,
  'payload changed': `${head}.${b64(JSON.stringify({ ...claims, email: 'boss@example.com' }))}.${signature}`,
  'header changed': `${b64('{"alg":"EdDSA","kid":"EdDSA","typ":"at+jwt","a":1}')}.${body}.${signature}`,
  'ES256 signature of zeros': `${b64('{"alg":"ES256","kid":"ES256","typ":"at+jwt"}')}.${body}.${Buffer.alloc(64).toString('base64url')}`,
  'ES256 signature in DER': await (async () => {
    const text = `${b64('{"alg":"ES256","kid":"ES256","typ":"at+jwt"}')}.${body}`;
    return `${text}.${crypto.sign('sha256', Buffer.from(text), await pem(keys.ES256)).toString('base64url')}`;
  })(),
  // the wrong kind of key
  'HS256 with the RSA public key as secret': hmac({ alg: 'HS256', kid: 'RS256', typ: 'at+jwt' }, rsaPem),
  'HS256 with the RSA public key, trimmed': hmac({ alg: 'HS256', kid: 'RS256', typ: 'at+jwt' }, rsaPem.trim()),
  'HS256 with the Ed25519 public key as secret': hmac({ alg: 'HS256', kid: 'EdDSA', typ: 'at+jwt' }, edRaw),
  'HS512 with the RSA public key as secret': hmac({ alg: 'HS512', kid: 'RS256', typ: 'at+jwt' }, rsaPem, 'sha512'),
  'HS256 with the published shared key': hmac({ alg: 'HS256', kid: 'shared', typ: 'at+jwt' }, shared),
  'HS256 with an empty secret': hmac({ alg: 'HS256', kid: 'EdDSA', typ: 'at+jwt' }, ''),
  'RS256 said, EdDSA signed': raw('{"alg":"RS256","kid":"EdDSA","typ":"at+jwt"}', JSON.stringify(claims)),
  'ES256 said of an RSA key': await sign(claims, { alg: 'ES256', kid: 'RS256' }),
  'RS256 signed by a PS256 key': await (async () => {
    const text = `${b64('{"alg":"RS256","kid":"PS256","typ":"at+jwt"}')}.${body}`;
    return `${text}.${crypto.sign('sha256', Buffer.from(text), await pem(keys.PS256)).toString('base64url')}`;
  })(),
  'RS512 by an RSA key': await (async () => {
    const text = `${b64('{"alg":"RS512","kid":"loose","typ":"at+jwt"}')}.${body}`;
    return `${text}.${crypto.sign('sha512', Buffer.from(text), await pem(keys.loose)).toString('base64url')}`;
  })(),
  'ES384': await sign(claims, { alg: 'ES384' }),
  'ES256 of a P-384 key': await (async () => {
    const text = `${b64('{"alg":"ES256","kid":"P-384","typ":"at+jwt"}')}.${body}`;
    return `${text}.${crypto.sign('sha256', Buffer.from(text), { key: await pem(keys.ES384), dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  })(),
  'RSA key of 1,024 bits': (() => {
    const text = `${b64('{"alg":"RS256","kid":"weak","typ":"at+jwt"}')}.${body}`;
    return `${text}.${crypto.sign('sha256', Buffer.from(text), weak.privateKey).toString('base64url')}`;
  })(),
  'key for encryption': await sign(claims, { alg: 'RS256', kid: 'enc' }, keys.enc.privateKey),
  // keys of the sender's choice
  'a stranger with our kid': await sign(claims, { alg: 'RS256' }, stranger.RS256.privateKey),
  'a stranger with our kid, ES256': await sign(claims, { alg: 'ES256' }, stranger.ES256.privateKey),
  'a stranger with our kid, EdDSA': await sign(claims, {}, stranger.EdDSA.privateKey),
  'jwk embedded': await sign(claims, { alg: 'RS256', jwk: foreignJwk }, stranger.RS256.privateKey),
  'jwk embedded beside a good signature': await sign(claims, { jwk: foreignJwk }),
  'jku': await sign(claims, { alg: 'RS256', jku: 'https://evil.example/keys' }, stranger.RS256.privateKey),
  'jku beside a good signature': await sign(claims, { jku: 'https://evil.example/keys' }),
  'x5u': await sign(claims, { alg: 'RS256', x5u: 'https://evil.example/cert' }, stranger.RS256.privateKey),
  'x5u beside a good signature': await sign(claims, { x5u: 'https://evil.example/cert' }),
  'x5c': await sign(claims, { x5c: ['MIIB'] }),
  'kid unknown': await sign(claims, { kid: 'nobody' }),
  'kid absent': raw('{"alg":"EdDSA","typ":"at+jwt"}', JSON.stringify(claims)),
  'kid empty': await sign(claims, { kid: '' }),
  'kid a number': raw('{"alg":"EdDSA","kid":3,"typ":"at+jwt"}', JSON.stringify(claims)),
  'kid null': raw('{"alg":"EdDSA","kid":null,"typ":"at+jwt"}', JSON.stringify(claims)),
  'kid a path': await sign(claims, { kid: '../../../../dev/null' }),
  'kid SQL': await sign(claims, { kid: "' UNION SELECT 'x" }),
  // what the token says
  'issuer of another': await sign({ ...claims, iss: 'https://evil.example' }),
  'issuer with a slash': await sign({ ...claims, iss: `${issuer}/` }),
  'issuer in capitals': await sign({ ...claims, iss: issuer.toUpperCase() }),
  'issuer absent': await sign(without('iss')),
  'issuer a list': raw(goodHeader, JSON.stringify({ ...claims, iss: [issuer] })),
  'audience of another': await sign({ ...claims, aud: 'payroll' }),
  'audience absent': await sign(without('aud')),
  'audience empty': await sign({ ...claims, aud: [] }),
  'audience a prefix': await sign({ ...claims, aud: 'countersign.evil.example' }),
  'audience a number': raw(goodHeader, JSON.stringify({ ...claims, aud: 1 })),
  'type of an id token': await sign(claims, { typ: 'JWT' }),
  'type of a logout token': await sign(claims, { typ: 'logout+jwt' }),
  'type absent': raw('{"alg":"EdDSA","kid":"EdDSA"}', JSON.stringify(claims)),
  'type a list': raw('{"alg":"EdDSA","kid":"EdDSA","typ":["at+jwt"]}', JSON.stringify(claims)),
  'expired': await sign({ ...claims, iat: now - 700, exp: now - 60 }),
  'expired long ago': await sign({ ...claims, exp: 1 }),
  'expiry absent': await sign(without('exp')),
  'expiry zero': raw(goodHeader, JSON.stringify({ ...claims, exp: 0 })),
  'expiry null': raw(goodHeader, JSON.stringify({ ...claims, exp: null })),
  'expiry as text': raw(goodHeader, JSON.stringify({ ...claims, exp: String(claims.exp) })),
  'expiry beyond all numbers': raw(goodHeader, JSON.stringify(claims).replace(/"exp":\d+/, '"exp":1e400')),
  'expiry in a thousand years': await sign({ ...claims, exp: now + 31_536_000_000 }),
  'expiry next month': await sign({ ...claims, exp: now + 2_592_000 }),
  'expiry spelled EXP': raw(goodHeader, JSON.stringify({ ...without('exp'), EXP: claims.exp })),
  'not yet valid': await sign({ ...claims, nbf: now + 300 }),
  'issued tomorrow': await sign({ ...claims, iat: now + 86_400 }),
  'subject absent': await sign(without('sub')),
  'subject blank': await sign({ ...claims, sub: ' ' }),
  'e-mail absent': await sign(without('email')),
  'e-mail a list': raw(goodHeader, JSON.stringify({ ...claims, email: [email] })),
  'e-mail not verified': await sign({ ...claims, email_verified: false }),
  'e-mail verified as text': raw(goodHeader, JSON.stringify({ ...claims, email_verified: 'true' })),
  'e-mail with a line break': await sign({ ...claims, email: 'ana@example.com\nboss@example.com' }),
  'e-mail spelled Email': await sign({ ...without('email'), Email: email }),
  // two readers, two meanings
  'claim twice': raw(goodHeader, `{"email":"boss@example.com",${JSON.stringify(claims).slice(1)}`),
  'expiry twice': raw(goodHeader, `${JSON.stringify(claims).slice(0, -1)},"exp":${now + 900}}`),
  'alg twice': raw('{"alg":"none","alg":"EdDSA","kid":"EdDSA","typ":"at+jwt"}', JSON.stringify(claims)),
  'kid twice': raw('{"kid":"other","alg":"EdDSA","kid":"EdDSA","typ":"at+jwt"}', JSON.stringify(claims)),
  'claim twice, once escaped': raw(goodHeader, `{"\\u0065mail":"boss@example.com",${JSON.stringify(claims).slice(1)}`),
  'two values': raw(goodHeader, `${JSON.stringify(claims)}{}`),
  'payload a list': raw(goodHeader, '[1]'),
  'payload a text': raw(goodHeader, '"x"'),
  'payload empty': raw(goodHeader, ''),
  'payload not JSON': raw(goodHeader, 'email=ana'),
  'payload nested deep': raw(goodHeader, `{"a":${'['.repeat(900)}${']'.repeat(900)},${JSON.stringify(claims).slice(1)}`),
  'header a list': raw('["EdDSA"]', JSON.stringify(claims)),
  'critical extension': await sign(claims, { crit: ['exp'], exp: claims.exp }),
  'critical unknown extension': raw('{"alg":"EdDSA","kid":"EdDSA","typ":"at+jwt","crit":["x"],"x":1}', JSON.stringify(claims)),
  'unencoded payload': raw('{"alg":"EdDSA","kid":"EdDSA","typ":"at+jwt","b64":false}', JSON.stringify(claims)),
  'compressed': raw('{"alg":"EdDSA","kid":"EdDSA","typ":"at+jwt","zip":"DEF"}', JSON.stringify(claims)),
  'nested token': await sign(claims, { cty: 'JWT' }),
  // form
  'empty': '',
  'two dots': '..',
  'one word': 'token',
  'four parts': `${good}.AAAA`,
  'five parts': await new jose.EncryptJWT(claims).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(crypto.randomBytes(32)),
  'padded': `${head}=.${body}==.${signature}=`,
  'standard base64': `${head}.${body}.${Buffer.from(signature, 'base64url').toString('base64')}`,
  'line break inside': `${head}.${body}.${signature.slice(0, 20)}\n${signature.slice(20)}`,
  'space before': ` ${good}`,
  'zero byte after': `${good}\u0000`,
  'trailing bits': (() => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(signature.at(-1));
    return good.slice(0, -1) + alphabet[last ^ 1];
  })(),
  'bad base64': `${head}.${body}.%%%%`,
  'letters beyond ASCII': `${head}.${body}.${signature.slice(0, -1)}é`,
  'huge': await sign({ ...claims, note: 'x'.repeat(20_000) }),
  'JSON serialization': JSON.stringify({ protected: head, payload: body, signature }),
};

const list = (tokens) => Object.entries(tokens).map(([name, token]) => ({ name, token }));
console.log(JSON.stringify({ jwks, rules: { issuer, audience, type: 'at+jwt', email }, valid: list(valid), hostile: list(hostile) }));
