/** The origin of the sandbox that served the script, which writes it before the first part. */
declare const SERVED_BY: string;
