variable "instance_arn" { type = string }
variable "identity_store_id" { type = string }
variable "permission_sets" { type = map(string) }
variable "accounts" { type = map(string) }
variable "group" { type = string }
variable "grants" { type = map(list(string)) }

data "aws_identitystore_group" "this" {
  identity_store_id = var.identity_store_id

  alternate_identifier {
    unique_attribute {
      attribute_path  = "DisplayName"
      attribute_value = var.group
    }
  }
}

locals {
  assignments = merge([
    for set, accounts in var.grants : {
      for account in accounts : "${set}/${account}" => { set = set, account = account }
    }
  ]...)
}

resource "aws_ssoadmin_account_assignment" "this" {
  for_each           = local.assignments
  instance_arn       = var.instance_arn
  permission_set_arn = var.permission_sets[each.value.set]
  principal_type     = "GROUP"
  principal_id       = data.aws_identitystore_group.this.group_id
  target_type        = "AWS_ACCOUNT"
  target_id          = var.accounts[each.value.account]
}
