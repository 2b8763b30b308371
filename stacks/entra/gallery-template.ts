/** Microsoft's gallery templates, and what they bring. Their display names have changed before; their ids have not. */

export interface GalleryTemplate {
  readonly id: string;
  /** The home page URL that it brings. The provider clears it on every update unless it is repeated; absent where it isn't known. */
  readonly homepageUrl?: string;
}

/** “AWS IAM Identity Center (successor to AWS Single Sign-On)”. */
export const IDENTITY_CENTER_TEMPLATE: GalleryTemplate = {
  id: '21ed01d2-ec13-4e9e-86c1-cd546719ebc4',
  homepageUrl:
    'https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z',
};

/** “AWS Single-Account Access”. */
export const SINGLE_ACCOUNT_TEMPLATE: GalleryTemplate = { id: '8b1025e4-1dd2-430b-a150-2ef79cd700f5' };

/** The synchronization template that it brings; `aws` would be the role importer of another application. */
export const PROVISIONING_TEMPLATE_ID = 'aWSSingleSignon';

/** The app role `User` that the template declares in every tenant; it has no value. Assigning it grants sign-in. */
export const USER_APP_ROLE_ID = '8774f594-1d59-4279-b9d9-59ef09a23530';
