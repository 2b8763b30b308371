removed {
  from = module.team

  lifecycle {
    destroy = false
  }
}

removed {
  from = module.permission_sets

  lifecycle {
    destroy = false
  }
}
