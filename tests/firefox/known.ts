// What is known of Assay in Firefox beside the rows of the tests, for docs/firefox.md. The last words of a point name
// the test that shows it; without one it was seen once, by hand, or follows from how the filter works.

export interface Known {
  readonly title: string;
  /** Markdown, one item each. */
  readonly points: readonly string[];
}

export const known: readonly Known[] = [
  {
    title: 'What Firefox can that no other browser can',
    points: [
      "**The guard is in front of every http worker script**: classic and module, dedicated, shared, service and nested, and of audio worklets, also under a content security policy. The background writes it into the response (`filterResponseData`), before the script's own first line; strictness, line numbers, address and name stay, scripts of documents are never touched (`tests/firefox/response-filter.test.ts`, `tests/firefox/coverage.test.ts`).",
      'A guard that was put in this way speaks to the guard of its page through a channel whose name the background gives to both, so the page sees no message of ours. Shared workers speak through one page of their origin. Service workers and worklets have nobody to speak to: their guard refuses and says nothing; the second look of the background makes the incident (page case `evasion/service-worker`).',
      '**Modules are judged in the response**: those whose address ends in `.wasm`, and for a minute after a worker without guard was started all of type `application/wasm`, up to 32 MiB each and 128 MiB together, while they arrive. A miner is closed with nothing written: the page gets an empty body (`tests/firefox/response-filter.test.ts`). Where the policy refuses nothing, nothing is closed.',
    ],
  },
  {
    title: 'Known differences',
    points: [
      '**Without a secure context** (plain http that is not this machine) the browser does not say what asks for a script. There dedicated workers carry the guard by their page, as in Chromium; those of pages with a policy run without it, and are reported so.',
      '**blob: and data: workers** cause no request: dedicated ones carry the guard by their page, shared ones run without it.',
      "A module worker of a page with a policy can import a module from a `data:` address, if the policy allows that; it runs before the guard, and the page's guard has seen only the worker.",
      'A worker script that declares a name which the guard needs (`function Promise() {}`) runs without it, and is reported so (`tests/core/source/worker-prelude.test.ts`).',
      "A script that a page's own service worker makes up has no header by which it could be told from a script of a document: such a worker carries the guard by its page only.",
      '**A service worker is stored by the browser with the guard** in its text, and installed again when a new version of Assay or another policy changes that text. One that was stored before Assay gets its guard with its next update.',
      'The mark of a content security policy is set by `webRequest` in place of a rule, and can be read in secure contexts only. Elsewhere a native worker stands by.',
      'Rules of declarativeNetRequest know neither a condition on response headers nor WebTransport: a site that mined is refused workers and sockets by them, and modules with the usual address by the filter (`tests/entrypoints/background/firefox-rules.test.ts`).',
      'The listeners block, so each script of a page asks the background first. A page of 40 scripts from this machine loaded in 62 to 124 ms without the extension and in 89 to 123 ms with it (medians of 7 loads in four browsers each, on a busy machine). Other requests ask nobody, but for a minute after a worker without guard was started.',
      'Clocks tick in steps of 1 ms, in pages and in the background; 0.02 ms in pages that are cross-origin isolated.',
      'There is no figure of the processor (`system.cpu`), no long-task observer and no debugger: load that nothing explains is not seen, and the build for companies adds nothing here.',
      '**The first start**: while Firefox still installs the extension from a policy, pages that it opens have no guard (4 of 4 first starts). After that each start had it (24 of 24).',
      'Tabs that were open when the extension was installed get the guard late, after their own scripts: reload them.',
      'Managed storage answers without a schema; without a policy it rejects, and the defaults hold.',
    ],
  },
  {
    title: 'For companies',
    points: [
      'A policy installs the extension, locks it and gives it its values: `ExtensionSettings` and `3rdparty.Extensions` of `policies.json`, on Debian in `/etc/firefox/policies/` (`/etc/firefox-esr/policies/` is not read). In production the package must be signed by Mozilla; an unsigned one is installed only where `xpinstall.signatures.required` is locked to false, which the ESR takes (`tests/firefox/managed.test.ts`).',
      'Private windows are covered where the policy says `private_browsing: true`.',
    ],
  },
];
