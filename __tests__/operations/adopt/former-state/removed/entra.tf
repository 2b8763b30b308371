removed {
  from = azuread_app_role_assignment.aws

  lifecycle {
    destroy = false
  }
}

removed {
  from = azuread_service_principal_token_signing_certificate.aws

  lifecycle {
    destroy = false
  }
}

removed {
  from = azuread_application_identifier_uri.aws

  lifecycle {
    destroy = false
  }
}

removed {
  from = azuread_service_principal.aws

  lifecycle {
    destroy = false
  }
}

removed {
  from = azuread_application.aws

  lifecycle {
    destroy = false
  }
}
