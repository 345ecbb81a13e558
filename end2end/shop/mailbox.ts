// The mails that a shop without a mail server has written into its folder, as those read them to whom they went.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { Till } from "./till.ts";

const PATIENCE_MS = 10_000;

/** A mail, decoded. */
export interface Mail {
  /** Names in lower case; the values unfolded, and their words decoded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The addresses in the text, in the order in which they stand there. */
  readonly links: readonly string[];
}

/** The mails that went to `address`, newest first. */
export async function mailsTo(till: Till, address: string): Promise<Mail[]> {
  const names = await readdir(till.mailFolder).catch(() => []);
  // A file is named by its mail's id, and ids grow with time. What begins with a dot is not finished.
  const finished = names.filter((name) => name.endsWith(".eml") && !name.startsWith("."));
  const files = finished.sort().reverse();
  const mails = await Promise.all(
    files.map(async (name) => parse(await readFile(join(till.mailFolder, name), "latin1"))),
  );
  return mails.filter((mail) => mail.headers.get("to") === address);
}

/** The newest mail to `address` whose subject has `subject` in it; waits until there is one. */
export async function mailTo(till: Till, address: string, subject: string): Promise<Mail> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const mails = await mailsTo(till, address);
    const found = mails.find((mail) => mail.subject.includes(subject));
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > deadline) {
      const subjects = mails.map((mail) => mail.subject).join("; ");
      throw new Error(`no mail about "${subject}"; there are: ${subjects || "none"}`);
    }
    await sleep(50);
  }
}

/** The link of `mail` whose path begins with `path`, without the shop's origin: for `page.goto`. */
export function linkTo(mail: Mail, path: string): string {
  for (const link of mail.links) {
    const url = new URL(link);
    if (url.pathname.startsWith(path)) {
      return url.pathname + url.search;
    }
  }
  throw new Error(`no link to ${path} in the mail "${mail.subject}"`);
}

function parse(source: string): Mail {
  const { headers, body } = divide(source);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get("content-type") ?? "")?.[1];
  if (boundary === undefined) {
    throw new Error("a mail without parts");
  }
  const parts = body.split(`--${boundary}`).slice(1, -1).map((part) => divide(part.trimStart()));
  const of = (kind: string) => {
    const part = parts.find((part) => part.headers.get("content-type")?.startsWith(kind));
    return part === undefined ? "" : fromQuotedPrintable(part.body);
  };
  const text = of("text/plain");
  return {
    headers,
    subject: headers.get("subject") ?? "",
    text,
    html: of("text/html"),
    links: text.match(/https?:\/\/\S+/g) ?? [],
  };
}

function divide(source: string): { headers: Map<string, string>; body: string } {
  const end = source.indexOf("\r\n\r\n");
  const lines = source.slice(0, end).replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers.set(line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim()));
  }
  return { headers, body: source.slice(end + 4) };
}

/** Decodes what RFC 2047 writes as `=?utf-8?b?…?=`; between two of those, space is none. */
function words(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, code: string) => Buffer.from(code, "base64").toString("utf8"));
}

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8").replace(/\r\n/g, "\n");
}
