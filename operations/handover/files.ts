/** The files of a handover by name. */

export const METADATA_FILE = 'entra-metadata.xml';

export const certificateFile = (handle: string): string => `${handle}.pem`;
