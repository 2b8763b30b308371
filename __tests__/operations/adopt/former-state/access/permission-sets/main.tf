variable "instance_arn" { type = string }

variable "permission_sets" {
  type = map(object({
    description      = optional(string)
    session_duration = optional(string, "PT1H")
    managed_policies = optional(list(string), [])
    inline_policy    = optional(string)
    boundary         = optional(string)
    tags             = optional(map(string), {})
  }))
}

locals {
  attachments = merge([
    for name, set in var.permission_sets : {
      for policy in set.managed_policies : "${name}/${policy}" => { set = name, policy = policy }
    }
  ]...)
}

resource "aws_ssoadmin_permission_set" "this" {
  for_each         = var.permission_sets
  instance_arn     = var.instance_arn
  name             = each.key
  description      = each.value.description
  session_duration = each.value.session_duration
  tags             = each.value.tags
}

resource "aws_ssoadmin_managed_policy_attachment" "this" {
  for_each           = local.attachments
  instance_arn       = var.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.this[each.value.set].arn
  managed_policy_arn = each.value.policy
}

resource "aws_ssoadmin_permission_set_inline_policy" "this" {
  for_each           = { for name, set in var.permission_sets : name => set if set.inline_policy != null }
  instance_arn       = var.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.this[each.key].arn
  inline_policy      = each.value.inline_policy
}

resource "aws_ssoadmin_permissions_boundary_attachment" "this" {
  for_each           = { for name, set in var.permission_sets : name => set if set.boundary != null }
  instance_arn       = var.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.this[each.key].arn

  permissions_boundary {
    customer_managed_policy_reference {
      name = each.value.boundary
      path = "/"
    }
  }
}

output "arns" {
  value = { for name, set in aws_ssoadmin_permission_set.this : name => set.arn }
  depends_on = [
    aws_ssoadmin_managed_policy_attachment.this,
    aws_ssoadmin_permission_set_inline_policy.this,
    aws_ssoadmin_permissions_boundary_attachment.this,
  ]
}
