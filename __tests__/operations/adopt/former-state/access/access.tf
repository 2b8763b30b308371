data "aws_ssoadmin_instances" "this" {}

locals {
  instance_arn      = tolist(data.aws_ssoadmin_instances.this.arns)[0]
  identity_store_id = tolist(data.aws_ssoadmin_instances.this.identity_store_ids)[0]
  accounts          = { dev = "111111111111", prod = "222222222222" }
}

module "permission_sets" {
  source       = "./permission-sets"
  instance_arn = local.instance_arn

  permission_sets = {
    Administrator = {
      description      = "Everything"
      managed_policies = ["arn:aws:iam::aws:policy/AdministratorAccess"]
    }
    Developer = {
      session_duration = "PT8H"
      managed_policies = ["arn:aws:iam::aws:policy/PowerUserAccess", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"]
      inline_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["s3:GetObject"]
          Resource = "arn:aws:s3:::test-$${aws:PrincipalTag/Team}/*"
        }]
      })
      tags = { owner = "platform" }
    }
    Operator = {
      managed_policies = ["arn:aws:iam::aws:policy/PowerUserAccess"]
      boundary         = "Boundary"
    }
  }
}

module "team" {
  source   = "./team"
  for_each = {
    platform = { group = "AWS Platform", grants = { Administrator = ["dev", "prod"], Operator = ["prod"] } }
    payments = { group = "AWS Payments", grants = { Developer = ["dev", "prod"] } }
  }

  instance_arn      = local.instance_arn
  identity_store_id = local.identity_store_id
  permission_sets   = module.permission_sets.arns
  accounts          = local.accounts
  group             = each.value.group
  grants            = each.value.grants
}
