export const late = new URL(import.meta.url).pathname;
