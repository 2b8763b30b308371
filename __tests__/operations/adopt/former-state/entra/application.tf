resource "azuread_application" "aws" {
  display_name = "AWS"
  template_id  = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4"

  web {
    homepage_url  = "https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z"
    redirect_uris = var.reply_urls
  }

  lifecycle {
    ignore_changes = [identifier_uris, app_role, api]
  }
}

resource "azuread_service_principal" "aws" {
  client_id                     = azuread_application.aws.client_id
  use_existing                  = true
  app_role_assignment_required  = true
  preferred_single_sign_on_mode = "saml"
  login_url                     = var.portal_url

  feature_tags {
    enterprise = true
    gallery    = true
  }
}

resource "azuread_application_identifier_uri" "aws" {
  application_id = azuread_application.aws.id
  identifier_uri = var.identifier
  depends_on     = [azuread_service_principal.aws]
}

resource "azuread_service_principal_token_signing_certificate" "aws" {
  service_principal_id = azuread_service_principal.aws.id
  display_name         = "CN=aws"
  end_date             = "2029-06-30T00:00:00Z"
}

resource "azuread_app_role_assignment" "aws" {
  for_each            = azuread_group.aws
  app_role_id         = "8774f594-1d59-4279-b9d9-59ef09a23530"
  principal_object_id = each.value.object_id
  resource_object_id  = azuread_service_principal.aws.object_id
}
