# The Entra side as a former tool had it: groups, which it keeps, and beside them the application, which it lets go of.
terraform {
  required_version = ">= 1.7"
  required_providers {
    azuread = { source = "hashicorp/azuread" }
  }
}

provider "azuread" {}

data "azuread_user" "member" {
  for_each            = toset(flatten(values(local.groups)))
  user_principal_name = each.key
}

locals {
  groups = {
    "AWS Platform" = ["ada@test.example"]
    "AWS Payments" = ["ada@test.example", "bob@test.example"]
  }
}

resource "azuread_group" "aws" {
  for_each         = local.groups
  display_name     = each.key
  security_enabled = true
  members          = [for name in each.value : data.azuread_user.member[name].object_id]
}

variable "identifier" { type = string }
variable "reply_urls" { type = list(string) }
variable "portal_url" { type = string }
