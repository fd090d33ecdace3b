// The readers of the formats refuse what browsers and systems would refuse: otherwise a round trip through them shows nothing.
import { describe, expect, it } from 'vitest';
import { admlText, admxText } from '../../../cli/policy/admx.ts';
import { plistText } from '../../../cli/policy/plist.ts';
import { readAdmx } from '../../../cli/policy/read-admx.ts';
import { readPlist } from '../../../cli/policy/read-plist.ts';
import { readReg } from '../../../cli/policy/read-reg.ts';
import { readXml } from '../../../cli/policy/read-xml.ts';
import { REG_HEAD, regText } from '../../../cli/policy/reg.ts';
import { ID } from './companies.ts';

describe('XML', () => {
  it.each([
    ['an open element', '<a><b></a>'],
    ['no root', ' '],
    ['two roots', '<a/><b/>'],
    ['a bare ampersand', '<a>Q & A</a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['a bare < in an attribute', '<a b="<"/>'],
  ])('is not %s', (_what, text) => {
    expect(() => readXml(text)).toThrow();
  });
});

describe('an administrative template', () => {
  const [admx, adml] = [admxText('chrome', ID), admlText('chrome')];

  it('of ours is right', () => {
    expect(readAdmx(admx, adml).size).toBeGreaterThan(10);
  });

  it.each([
    ['has no word missing', 'ADML', '<string id="keepDays">', '<string id="kept">'],
    [
      'has no word too many',
      'ADML',
      '</stringTable>',
      '<string id="idle">x</string></stringTable>',
    ],
    ['has no empty word', 'ADML', '>Keep incidents, days</string>', '></string>'],
    [
      'has no presentation missing',
      'ADML',
      '<presentation id="keepDays">',
      '<presentation id="x">',
    ],
    ['shows each element', 'ADML', 'refId="keepDays"', 'refId="keepIncidents"'],
    ['shows each by its kind', 'ADML', /decimalTextBox/g, 'textBox'],
    ['has categories that lead to a root', 'ADMX', 'ref="assay"', 'ref="nowhere"'],
    ['has categories that end', 'ADMX', 'ref="assay"', 'ref="response"'],
    ['has policies in a category', 'ADMX', 'ref="people"', 'ref="persons"'],
    ['has policies with support', 'ADMX', '<supportedOn ref="supported"', '<supportedOn ref="it"'],
    [
      'writes to policies only',
      'ADMX',
      String.raw`SOFTWARE\Policies`,
      String.raw`SOFTWARE\Programs`,
    ],
    ['writes to whole keys', 'ADMX', String.raw`\policy"`, String.raw`\"`],
    ['has plain names', 'ADMX', '<policy name="mode"', '<policy name="the mode"'],
    ['has each name once', 'ADMX', '<policy name="mode"', '<policy name="keepDays"'],
    ['offers each value once', 'ADMX', 'valueName="mode"', 'valueName="cryptojacking"'],
    ['names its values', 'ADMX', ' valueName="mode"', ''],
    ['has the root of one', 'ADMX', /policyDefinitions\b/g, 'policies'],
    ['has the namespace of one', 'ADMX', 'GroupPolicy/2006/07', 'GroupPolicy/2006/08'],
    ['has its parts in order', 'ADMX', /<supportedOn>.*?<\/supportedOn>/s, ''],
    ['has toggles of 0 and 1', 'ADMX', 'decimal value="0"', 'decimal value="2"'],
  ])('%s', (_what, file, from, to) => {
    const isAdmx = file === 'ADMX';
    const a = isAdmx ? admx.replace(from, to) : admx;
    const b = isAdmx ? adml : adml.replace(from, to);
    expect(a + b).not.toBe(admx + adml);
    expect(() => readAdmx(a, b)).toThrow();
  });
});

describe('a property list', () => {
  const text = plistText({ a: 'b', c: [true, 1], d: { e: false } });

  it('keeps kinds', () => {
    expect(readPlist(text)).toEqual({ a: 'b', c: [true, 1], d: { e: false } });
  });

  it.each([
    ['is a dict', /<dict>.*<\/dict>/s, '<array></array>'],
    ['has a version', ' version="1.0"', ''],
    ['has keys and values in turn', '<key>a</key>', ''],
    ['has each key once', '<key>c</key>', '<key>a</key>'],
    ['has whole integers', '<integer>1<', '<integer>1.5<'],
    ['has known kinds', '<true />', '<yes />'],
  ])('%s', (_what, from, to) => {
    expect(text.replace(from, to)).not.toBe(text);
    expect(() => readPlist(text.replace(from, to))).toThrow();
  });

  it('cannot hold nothing', () => {
    expect(() => plistText({ a: null })).toThrow('a property list cannot hold null');
  });
});

describe('.reg', () => {
  const path = String.raw`SOFTWARE\Policies\X`;
  const text = regText({ [path]: { a: 'b"\\', 'c"\\': 255, u: 'ü\n' } });

  it('is as regedit writes it', () => {
    expect(text).toBe(
      [
        REG_HEAD,
        '',
        String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\X]`,
        String.raw`"a"="b\"\\"`,
        String.raw`"c\"\\"=dword:000000ff`,
        '"u"=hex(1):fc,00,0a,00,00,00',
        '',
        '',
      ].join('\r\n'),
    );
    expect(readReg(text)).toEqual({ [path]: { a: 'b"\\', 'c"\\': 255, u: 'ü\n' } });
  });

  it.each([
    ['begins with its version', REG_HEAD, 'REGEDIT4'],
    ['has the line ends of Windows', '\r\n', '\n'],
    ['is ASCII', '"a"', '"ä"'],
    ['names a root', 'HKEY_LOCAL_MACHINE', 'HKLM'],
    ['names whole keys', String.raw`\Policies\X`, String.raw`\Policies\\X`],
    ['has keys before values', /\[.*\]\r\n/, ''],
    ['has each value once', '"u"', '"a"'],
    ['has quotes in pairs', String.raw`b\"`, 'b"'],
    ['has whole numbers', 'dword:000000ff', 'dword:ff'],
    ['has texts that end', ',00,00,00\r', ',00\r'],
    ['has kinds that are known', 'hex(1)', 'hex(7)'],
  ])('%s', (_what, from, to) => {
    expect(text.replace(from, to)).not.toBe(text);
    expect(() => readReg(text.replace(from, to))).toThrow();
  });
});
