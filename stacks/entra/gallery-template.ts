/** What Microsoft's gallery template “AWS IAM Identity Center (successor to AWS Single Sign-On)” brings. */

/** The template. Its display name has changed before; its id has not. */
export const IDENTITY_CENTER_TEMPLATE_ID = '21ed01d2-ec13-4e9e-86c1-cd546719ebc4';

/** The synchronization template that it brings; `aws` would be the role importer of another application. */
export const PROVISIONING_TEMPLATE_ID = 'aWSSingleSignon';

/** The app role `User` that the template declares in every tenant; it has no value. Assigning it grants sign-in. */
export const USER_APP_ROLE_ID = '8774f594-1d59-4279-b9d9-59ef09a23530';

/** The template's home page URL. The provider clears it on every update unless it is repeated. */
export const TEMPLATE_HOMEPAGE_URL =
  'https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z';
