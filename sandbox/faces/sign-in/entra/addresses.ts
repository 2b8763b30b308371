/** Where Entra's pages are. */
export const LOGIN = 'https://login.microsoftonline.com';
export const MY_APPS = 'https://myapps.microsoft.com/';

/** Where a sign-in starts that Entra itself starts. */
export const myAppsSignIn = (appId: string): string => `${MY_APPS}signin/${encodeURIComponent(appId)}`;

/** The hosts whose pages share one session. */
export const HOSTS = [LOGIN, MY_APPS].map((url) => new URL(url).host);
