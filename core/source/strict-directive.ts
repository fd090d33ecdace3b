// Whether a script says of itself that it is strict. Directives stand before its first statement; what is put in front of
// them takes their force away. Pure.

/** Matches a text that begins with the directive, after white space and comments. */
export const STRICT = /^\uFEFF?(?:\s|\/\/.*\n|\/\*[^]*?\*\/)*["']use strict["']/;
