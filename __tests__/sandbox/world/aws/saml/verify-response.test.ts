import type { Assertion } from '../../../../../sandbox/world/aws/saml/assertion.js';
import { SamlRefusal } from '../../../../../sandbox/world/aws/saml/saml-refusal.js';
import { verifyResponse } from '../../../../../sandbox/world/aws/saml/verify-response.js';
import {
  attribute,
  createSigner,
  decode,
  encode,
  samlResponse,
  type ResponseSpec,
  type SamlSigner,
} from '../../../../helpers/saml.js';
import { ENTITY } from '../../../../helpers/saml-metadata.js';

const HERE = { recipient: 'https://aws.example/acs', audience: 'https://aws.example/entity' };

let signer: SamlSigner;
let other: SamlSigner;
beforeAll(async () => {
  [signer, other] = await Promise.all([createSigner(), createSigner('other')]);
});

const respond = (spec: Partial<ResponseSpec> = {}, by = signer) => samlResponse(by, { ...HERE, ...spec });

function verify(
  response: string,
  now = '2027-01-01T12:00:00Z',
  certificates = [signer.certificate],
): Assertion {
  return verifyResponse(
    response,
    {
      provider: { entityId: ENTITY, certificates },
      mostCharacters: 50_000,
      takesAudience: (audience) => audience === HERE.audience,
      takesRecipient: (recipient) => recipient === HERE.recipient,
    },
    new Date(now),
  );
}

function refusal(response: string, now?: string): string {
  try {
    verify(response, now);
  } catch (error) {
    if (error instanceof SamlRefusal) return `${error.fault}: ${error.message}`;
    throw error;
  }
  return 'taken';
}

test.each(['assertion', 'response'] as const)('an assertion is taken whose %s is signed', (signed) => {
  const attributes = [attribute('https://aws.example/Team', 'Dev &amp; Ops')];
  const spec = { signed, attributes, inResponseTo: 'aws_1', sessionNotOnOrAfter: '2027-01-01T14:00:00.500Z' };
  expect(verify(respond(spec))).toMatchObject({
    issuer: ENTITY,
    nameId: { value: 'ada@test.example' },
    recipient: HERE.recipient,
    inResponseTo: 'aws_1',
    sessionNotOnOrAfter: new Date('2027-01-01T14:00:00.500Z'),
    attributes: [{ name: 'https://aws.example/Team', values: ['Dev & Ops'], structured: false }],
  });
});

test('any of the provider’s certificates may have made the signature', () => {
  const certificates = [other.certificate, signer.certificate];
  expect(verify(respond(), undefined, certificates).issuer).toBe(ENTITY);
  expect(verify(respond({}, other), undefined, certificates).issuer).toBe(ENTITY);
});

test('a message may be broken into lines', () => {
  expect(refusal(respond().replace(/(.{76})/g, '$1\r\n'))).toBe('taken');
});

const BAD_SIGNATURE =
  'signature: The signature is not one by a certificate that AWS has, over what the response says (RSA-SHA256).';

describe('a response is refused whose signature', () => {
  test('is missing', () => {
    expect(refusal(respond({ signed: 'nothing' }))).toBe(
      'signature: Neither the response nor its assertion is signed.',
    );
  });

  test('is by another key, also where the message brings that key’s certificate', () => {
    const brought = `<KeyInfo><X509Data><X509Certificate>${other.certificate}</X509Certificate></X509Data></KeyInfo></Signature>`;
    expect(refusal(respond({}, other))).toBe(BAD_SIGNATURE);
    expect(refusal(respond({ tamper: (xml) => xml.replace('</Signature>', brought) }, other))).toBe(
      BAD_SIGNATURE,
    );
  });

  test('is over something that was changed since', () => {
    expect(refusal(respond({ tamper: (xml) => xml.replace('ada@', 'eve@') }))).toBe(BAD_SIGNATURE);
  });

  test('uses SHA-1', () => {
    expect(refusal(respond({ hash: 'sha1' }))).toBe(BAD_SIGNATURE);
  });

  const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
  const WITH_COMMENTS = 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments';

  test.each<[string, ResponseSpec['canonicalized']]>([
    ['inclusive', { content: INCLUSIVE }],
    ['with comments', { content: WITH_COMMENTS }],
    ['inclusive, of the signature itself', { signedInfo: INCLUSIVE }],
    ['with comments, of the signature itself', { signedInfo: WITH_COMMENTS }],
  ])('is over another canonical form: %s', (_what, canonicalized) => {
    expect(refusal(respond({ canonicalized }))).toBe(BAD_SIGNATURE);
  });

  test('covers something beside the assertion', () => {
    expect(refusal(respond({ alsoSigned: ['Status'] }))).toBe(BAD_SIGNATURE);
  });

  test('is the signature of what stands elsewhere', () => {
    const wrapped = respond({
      tamper: (xml) => {
        const assertion = /<Assertion .*<\/Assertion>/s.exec(xml)?.[0] ?? '';
        const [signature = ''] = /<Signature .*<\/Signature>/s.exec(assertion) ?? [];
        const forged = assertion
          .replace(signature, '')
          .replace(/ID="[^"]+"/, 'ID="_forged"')
          .replace('ada@', 'eve@');
        const hidden = `<samlp:Extensions>${assertion}</samlp:Extensions>`;
        return xml.replace(assertion, '').replace('</samlp:Response>', `${hidden}${forged}</samlp:Response>`);
      },
    });
    expect(refusal(wrapped)).toBe('malformed: The response has 2 assertions, and one is what AWS takes.');
  });

  test('covers the original, hidden in the signature, and not the assertion around it', () => {
    const wrapped = respond({
      tamper: (xml) => {
        const assertion = /<Assertion .*<\/Assertion>/s.exec(xml)?.[0] ?? '';
        const [signature = ''] = /<Signature .*<\/Signature>/s.exec(assertion) ?? [];
        const original = assertion
          .replace(signature, '')
          .replace('<Assertion ', '<Other ')
          .replace('</Assertion>', '</Other>');
        const holding = signature.replace('</Signature>', `<Object>${original}</Object></Signature>`);
        const forged = assertion
          .replace(signature, holding)
          .replace(/ID="[^"]+"/, 'ID="_forged"')
          .replace('ada@', 'eve@');
        return xml.replace(assertion, forged);
      },
    });
    expect(refusal(wrapped)).toBe(BAD_SIGNATURE);
  });

  test('is of a response within the one that was sent', () => {
    const nested = respond({
      signed: 'response',
      tamper: (xml) => {
        const [signature = ''] = /<Signature .*<\/Signature>/s.exec(xml) ?? [];
        const inner = `<samlp:Extensions>${xml.replace(signature, '')}</samlp:Extensions>`;
        return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_outer" Version="2.0"><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${signature}${inner}</samlp:Response>`;
      },
    });
    expect(refusal(nested)).toBe(
      'signature: The signature covers something other than the element it stands in.',
    );
  });

  test('is a good one of another element than the one it stands in', () => {
    const moved = respond({
      tamper: (xml) => {
        const [signature = ''] = /<Signature .*<\/Signature>/s.exec(xml) ?? [];
        return xml.replace(signature, '').replace('<samlp:Status>', `${signature}<samlp:Status>`);
      },
    });
    expect(refusal(moved)).toBe(
      'signature: The signature covers something other than the element it stands in.',
    );
  });
});

test('a destination may be left out', () => {
  expect(refusal(respond({ tamper: (xml) => xml.replace(/ Destination="[^"]+"/, '') }))).toBe('taken');
});

test('a name is taken as it is written, with what stands around it', () => {
  expect(verify(respond({ nameId: ' ada@test.example\n' })).nameId.value).toBe(' ada@test.example\n');
});

test('a comment in a name cuts nothing off', () => {
  const tamper = (xml: string) => xml.replace('ada@test.example', 'ada@test.example<!-- -->.evil.example');
  expect(refusal(respond({ tamper }))).toBe(BAD_SIGNATURE);
  const commented = respond({
    nameId: 'ada@test.example.evil',
    tamper: (xml) => xml.replace('.evil<', '<!-- -->.evil<'),
  });
  expect(verify(commented).nameId.value).toBe('ada@test.example.evil');
});

describe('a message is refused that', () => {
  const notResponse = 'malformed: It is not a SAML 2.0 Response without a document type.';

  test.each<[string, () => string, string]>([
    ['is not base64', () => '<Response/>', 'encoding: The response is not base64.'],
    ['is empty', () => '', 'encoding: The response is not base64.'],
    ['is not XML', () => encode('Response'), notResponse],
    ['ends early', () => encode(decode(respond()).slice(0, -5)), notResponse],
    ['has something after its end', () => respond({ tamper: (xml) => `${xml}more` }), notResponse],
    [
      'is a bare assertion',
      () => encode('<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>'),
      notResponse,
    ],
    [
      'declares a document type',
      () => respond({ tamper: (xml) => `<!DOCTYPE a [<!ENTITY e "x">]>${xml}` }),
      notResponse,
    ],
    [
      'is too long',
      () => respond({ nameId: 'a'.repeat(50_000) }),
      'characters, and 50000 at most are taken.',
    ],
    [
      'has an encrypted assertion',
      () => respond({ tamper: (xml) => xml.replaceAll('Assertion', 'EncryptedAssertion') }),
      'malformed: Encrypted assertions are not supported by IAM Identity Center, nor modelled for IAM.',
    ],
    [
      'says that nobody signed in',
      () => respond({ status: 'urn:oasis:names:tc:SAML:2.0:status:Responder', signed: 'nothing' }),
      'rejected: The identity provider answered with the status urn:oasis:names:tc:SAML:2.0:status:Responder.',
    ],
    [
      'says so beside an assertion that is as it should be',
      () => respond({ tamper: (xml) => xml.replace('status:Success', 'status:Requester') }),
      'rejected: The identity provider answered with the status urn:oasis:names:tc:SAML:2.0:status:Requester.',
    ],
    [
      'has no status',
      () => respond({ tamper: (xml) => xml.replace(/<samlp:Status>.*<\/samlp:Status>/, '') }),
      'rejected: The identity provider answered with the status none.',
    ],
    [
      'is of another version',
      () => respond({ tamper: (xml) => xml.replace('Version="2.0"', 'Version="1.1"') }),
      'malformed: The version of the Response is 1.1, and AWS takes 2.0.',
    ],
    [
      'has an assertion of another version',
      () => respond({ forge: (xml) => xml.replace('Version="2.0"><Issuer>', 'Version="2.1"><Issuer>') }),
      'malformed: The version of the Assertion is 2.1, and AWS takes 2.0.',
    ],
    [
      'has another destination',
      () =>
        respond({
          tamper: (xml) => xml.replace(/ Destination="[^"]+"/, ' Destination="https://aws.example/"'),
        }),
      'recipient: The response’s destination is https://aws.example/, and its assertion’s recipient https://aws.example/acs.',
    ],
    [
      'names nobody',
      () => respond({ nameId: null }),
      'subject: The assertion’s Subject has no NameID, or several.',
    ],
    [
      'is of another issuer',
      () => respond({ issuer: 'https://sts.windows.net/other/' }),
      `issuer: The issuer is https://sts.windows.net/other/, and AWS has metadata of ${ENTITY}.`,
    ],
    [
      'is for another audience',
      () => respond({ audience: 'https://other.example' }),
      'audience: The audience is https://other.example.',
    ],
    ['is for any audience', () => respond({ audience: '' }), 'audience: The audience is not restricted.'],
    [
      'has another recipient',
      () => respond({ recipient: 'https://aws.example/other' }),
      'recipient: The recipient is https://aws.example/other, which is not where the response was sent.',
    ],
    [
      'has a time that is none',
      () => respond({ notOnOrAfter: 'tomorrow' }),
      'malformed: The assertion has a NotOnOrAfter that is no time in UTC: tomorrow.',
    ],
    [
      'is confirmed otherwise than by bringing it',
      () => respond({ forge: (xml) => xml.replace('cm:bearer', 'cm:holder-of-key') }),
      'malformed: The assertion has a confirmation that is not a bearer’s.',
    ],
  ])('%s', (_what, response, expected) => {
    expect(refusal(response())).toContain(expected);
  });
});

test('clocks may be five minutes apart, and no more', () => {
  const expired = 'expired: The assertion was valid until 2027-01-01T13:00:00.000Z.';
  const early = 'early: The assertion is not valid before 2027-01-01T11:55:00.000Z.';
  expect(refusal(respond(), '2027-01-01T13:04:59Z')).toBe('taken');
  expect(refusal(respond(), '2027-01-01T13:05:00Z')).toBe(expired);
  expect(refusal(respond(), '2027-01-01T11:50:00Z')).toBe('taken');
  expect(refusal(respond(), '2027-01-01T11:49:59Z')).toBe(early);
});
