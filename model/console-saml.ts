/** Where the AWS console takes SAML from an identity provider of IAM: AWS, "Configure SAML assertions for the authentication response". */
import { partitionOf } from './partition.js';

/** The endpoint of no Region, and the audience that Entra's template names. `region` tells the partition. */
export const globalSignInUrl = (region: string): string => `https://${partitionOf(region).consoleHost}/saml`;

export const regionalSignInUrl = (region: string): string =>
  `https://${region}.${partitionOf(region).consoleHost}/saml`;

/**
 * The identifier of an application for the console. A tenant has one with the plain one; further ones have a number.
 * Entra takes the part after the `#` off again where it names the audience.
 */
export const emergencyIdentifier = (region: string, instance: number | undefined): string =>
  instance === undefined ? globalSignInUrl(region) : `${globalSignInUrl(region)}#${instance}`;
