# The AWS side as a former tool had it: permission sets in one module, and what each team has in another one.
terraform {
  required_version = ">= 1.7"
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}
