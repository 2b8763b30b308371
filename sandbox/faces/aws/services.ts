/** The services that are answered: each an API of the world, in the shapes that AWS's own client of it has. */
import * as iam from '@aws-sdk/client-iam';
import * as identityStore from '@aws-sdk/client-identitystore';
import * as organizations from '@aws-sdk/client-organizations';
import * as ssoAdmin from '@aws-sdk/client-sso-admin';
import * as sts from '@aws-sdk/client-sts';
import { operations, type AwsApis } from '../../world/aws/organization.js';

/** The clients by API: their packages carry AWS's models of the services. */
export const clients = { ssoAdmin, identityStore, organizations, iam, sts };

interface CommonService {
  /** As the AWS CLI names it. */
  readonly name: string;
  readonly api: keyof AwsApis;
  /** The service in a signature's credential scope. */
  readonly signingName: string;
}

/** JSON in and out; the header `X-Amz-Target` names `<target>.<operation>`. */
export interface JsonService extends CommonService {
  readonly protocol: 'json';
  readonly target: string;
}

/** A form in and XML out; the parameter `Action` names the operation. */
export interface QueryService extends CommonService {
  readonly protocol: 'query';
  readonly version: string;
  readonly namespace: string;
  /** What is asked without credentials. */
  readonly unsigned: readonly string[];
}

export type Service = JsonService | QueryService;

export const services: readonly Service[] = [
  {
    name: 'sso-admin',
    api: 'ssoAdmin',
    signingName: 'sso',
    protocol: 'json',
    target: 'SWBExternalService',
  },
  {
    name: 'identitystore',
    api: 'identityStore',
    signingName: 'identitystore',
    protocol: 'json',
    target: 'AWSIdentityStore',
  },
  {
    name: 'organizations',
    api: 'organizations',
    signingName: 'organizations',
    protocol: 'json',
    target: 'AWSOrganizationsV20161128',
  },
  {
    name: 'iam',
    api: 'iam',
    signingName: 'iam',
    protocol: 'query',
    version: '2010-05-08',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    unsigned: [],
  },
  {
    name: 'sts',
    api: 'sts',
    signingName: 'sts',
    protocol: 'query',
    version: '2011-06-15',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    unsigned: ['AssumeRoleWithSAML'],
  },
];

/** The operations of a service that are modelled, by AWS's names for them, sorted. */
export const operationsOf = ({ api }: Service): string[] => Object.keys(operations[api]).sort();
