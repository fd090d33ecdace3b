// Names that no rule pack may list, themselves or by a domain above them: shared roots below which everybody has a name,
// and sites without which work stands still. A pack that does is a mistake or an attack, however well it is signed.

const NAMES = `amazonaws.com apple.com azureedge.net azurewebsites.net bitbucket.io cloudflare.com cloudflareinsights.com
cloudfront.net ddns.net dropbox.com duckdns.org dyndns.org facebook.com firebaseapp.com fonts.gstatic.com github.com
github.io gitlab.com google.com googleapis.com gstatic.com herokuapp.com herokussl.com icloud.com jsdelivr.net
linkedin.com live.com login.microsoftonline.com microsoft.com microsoftonline.com mooo.com mozilla.org netlify.app
netlify.com now.sh npmjs.com office.com office365.com onrender.com outlook.com pages.dev raw.githubusercontent.com
salesforce.com sharepoint.com slack.com stackoverflow.com surge.sh teams.microsoft.com unpkg.com update.googleapis.com
vercel.app web.app webex.com wikipedia.org windows.com windows.net windowsupdate.com workers.dev www.googletagmanager.com
youtube.com zoom.us`;

/** Second labels under which countries register, such as `co.uk`, among names that are separated by spaces. */
const SHARED_SECOND =
  /(?<=^| )(?:ac|co|com|edu|gob|go|gouv|gov|mil|ne|net|nom|or|org)\.[a-z]{2}(?= |$)/;

export const neverListed: readonly string[] = NAMES.split(/\s+/);

/** A name of a list under which strangers register theirs, or undefined. */
export function sharedSuffixIn(names: string): string | undefined {
  return SHARED_SECOND.exec(names)?.[0];
}
