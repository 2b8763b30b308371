"""Calls every modelled operation with boto3 and prints what came back as one JSON document.

Standard input: {"metadata": …} with an identity provider's metadata. Where the organization is and the keys come from
AWS's own environment variables.
"""

import json
import sys

import boto3
from botocore.exceptions import ClientError

METADATA = json.load(sys.stdin)["metadata"]
CALLED = []


def client(service, **credentials):
    made = boto3.client(service, **credentials)
    made.meta.events.register("before-call", lambda model, **_: CALLED.append(f"{service} {model.name}"))
    return made


sso, store, organizations, iam, sts = map(client, ["sso-admin", "identitystore", "organizations", "iam", "sts"])


def refusal(call, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
    return None


def settled(describe):
    while True:
        (status,) = (value for name, value in describe().items() if name != "ResponseMetadata")
        if status["Status"] != "IN_PROGRESS":
            return status["Status"]


def identity_center():
    instance = sso.list_instances()["Instances"][0]
    arn = {"InstanceArn": instance["InstanceArn"]}
    sso.describe_instance(**arn)
    made = sso.create_permission_set(
        **arn, Name="Boto", Description="ä & <b>", Tags=[{"Key": "team", "Value": "a"}]
    )["PermissionSet"]
    key = {**arn, "PermissionSetArn": made["PermissionSetArn"]}
    twice = refusal(sso.create_permission_set, **arn, Name="Boto")
    sso.update_permission_set(**key, Description="ä & <b>", SessionDuration="PT2H")
    described = sso.describe_permission_set(**key)["PermissionSet"]
    tagged = {**arn, "ResourceArn": key["PermissionSetArn"]}
    sso.tag_resource(**tagged, Tags=[{"Key": "tier", "Value": "b"}])
    sso.untag_resource(**tagged, TagKeys=["team"])
    sso.list_tags_for_resource(**tagged)
    managed = {**key, "ManagedPolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}
    sso.attach_managed_policy_to_permission_set(**managed)
    sso.list_managed_policies_in_permission_set(**key)
    sso.detach_managed_policy_from_permission_set(**managed)
    customer = {**key, "CustomerManagedPolicyReference": {"Name": "Boundary", "Path": "/"}}
    sso.attach_customer_managed_policy_reference_to_permission_set(**customer)
    sso.list_customer_managed_policy_references_in_permission_set(**key)
    sso.detach_customer_managed_policy_reference_from_permission_set(**customer)
    sso.put_inline_policy_to_permission_set(**key, InlinePolicy='{"Version":"2012-10-17","Statement":[]}')
    inline = sso.get_inline_policy_for_permission_set(**key)["InlinePolicy"]
    sso.delete_inline_policy_from_permission_set(**key)
    boundary = {"ManagedPolicyArn": managed["ManagedPolicyArn"]}
    sso.put_permissions_boundary_to_permission_set(**key, PermissionsBoundary=boundary)
    sso.get_permissions_boundary_for_permission_set(**key)
    sso.delete_permissions_boundary_from_permission_set(**key)
    attributes = {
        "InstanceAccessControlAttributeConfiguration": {
            "AccessControlAttributes": [{"Key": "a", "Value": {"Source": ["${path:enterprise.department}"]}}]
        }
    }
    sso.create_instance_access_control_attribute_configuration(**arn, **attributes)
    sso.update_instance_access_control_attribute_configuration(**arn, **attributes)
    sso.describe_instance_access_control_attribute_configuration(**arn)
    sso.delete_instance_access_control_attribute_configuration(**arn)
    states = assignments(arn, key, instance["IdentityStoreId"])
    sets = [each for page in sso.get_paginator("list_permission_sets").paginate(**arn) for each in page["PermissionSets"]]
    sso.delete_permission_set(**key)
    return {
        "twice": twice,
        "description": described["Description"],
        "created": described["CreatedDate"].isoformat(),
        "inline": inline,
        "states": states,
        "sets": len(sets),
    }


def assignments(arn, key, identity_store_id):
    attribute = {"AttributePath": "DisplayName", "AttributeValue": "Admins"}
    group = store.get_group_id(
        IdentityStoreId=identity_store_id, AlternateIdentifier={"UniqueAttribute": attribute}
    )["GroupId"]
    account = "111111111111"
    who = {"PrincipalId": group, "PrincipalType": "GROUP"}
    assignment = {**key, **who, "TargetId": account, "TargetType": "AWS_ACCOUNT"}
    begun = sso.create_account_assignment(**assignment)["AccountAssignmentCreationStatus"]
    states = [
        settled(
            lambda: sso.describe_account_assignment_creation_status(
                **arn, AccountAssignmentCreationRequestId=begun["RequestId"]
            )
        )
    ]
    sso.list_account_assignment_creation_status(**arn)
    sso.list_account_assignments(**key, AccountId=account)
    sso.list_account_assignments_for_principal(**arn, **who)
    sso.list_accounts_for_provisioned_permission_set(**key)
    sso.list_permission_sets_provisioned_to_account(**arn, AccountId=account)
    begun = sso.provision_permission_set(**key, TargetType="AWS_ACCOUNT", TargetId=account)
    request = begun["PermissionSetProvisioningStatus"]["RequestId"]
    states.append(
        settled(
            lambda: sso.describe_permission_set_provisioning_status(**arn, ProvisionPermissionSetRequestId=request)
        )
    )
    sso.list_permission_set_provisioning_status(**arn, Filter={"Status": "SUCCEEDED"})
    begun = sso.delete_account_assignment(**assignment)["AccountAssignmentDeletionStatus"]
    states.append(
        settled(
            lambda: sso.describe_account_assignment_deletion_status(
                **arn, AccountAssignmentDeletionRequestId=begun["RequestId"]
            )
        )
    )
    sso.list_account_assignment_deletion_status(**arn)
    return states


def identity_store():
    where = {"IdentityStoreId": sso.list_instances()["Instances"][0]["IdentityStoreId"]}
    pages = store.get_paginator("list_groups").paginate(**where, PaginationConfig={"PageSize": 1})
    groups = [[group["DisplayName"] for group in page["Groups"]] for page in pages]
    group = {"GroupId": store.list_groups(**where)["Groups"][0]["GroupId"]}
    store.describe_group(**where, **group)
    attribute = {"AttributePath": "UserName", "AttributeValue": "ada@test.example"}
    user = store.get_user_id(**where, AlternateIdentifier={"UniqueAttribute": attribute})["UserId"]
    described = store.describe_user(**where, UserId=user)
    store.list_users(**where, Filters=[attribute])
    member = {"MemberId": {"UserId": user}}
    membership = store.get_group_membership_id(**where, **group, **member)["MembershipId"]
    store.describe_group_membership(**where, MembershipId=membership)
    store.list_group_memberships(**where, **group)
    store.list_group_memberships_for_member(**where, **member)
    results = store.is_member_in_groups(**where, **member, GroupIds=[group["GroupId"]])["Results"]
    absent = refusal(store.describe_user, **where, UserId="9967000001-00000000-0000-0000-0000-000000000000")
    return {"groups": groups, "user": described["UserName"], "member": results[0]["MembershipExists"], "absent": absent}


def organization():
    organizations.describe_organization()
    pages = organizations.get_paginator("list_accounts").paginate(PaginationConfig={"PageSize": 3})
    accounts = [[account["Name"] for account in page["Accounts"]] for page in pages]
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.list_accounts_for_parent(ParentId=root)
    unit = organizations.list_organizational_units_for_parent(ParentId=root)["OrganizationalUnits"][0]["Id"]
    organizations.describe_organizational_unit(OrganizationalUnitId=unit)
    organizations.describe_account(AccountId="111111111111")
    parents = organizations.list_parents(ChildId=unit)["Parents"]
    tags = organizations.list_tags_for_resource(ResourceId="111111111111")["Tags"]
    absent = refusal(organizations.describe_account, AccountId="999999999999")
    return {"accounts": accounts, "parents": [each["Type"] for each in parents], "tags": tags, "absent": absent}


def access_management():
    provider = {"SAMLProviderArn": iam.create_saml_provider(Name="Boto", SAMLMetadataDocument=METADATA)["SAMLProviderArn"]}
    same = iam.get_saml_provider(**provider)["SAMLMetadataDocument"] == METADATA
    iam.update_saml_provider(**provider, SAMLMetadataDocument=METADATA)
    iam.tag_saml_provider(**provider, Tags=[{"Key": "a", "Value": "b"}])
    iam.list_saml_provider_tags(**provider)
    iam.untag_saml_provider(**provider, TagKeys=["a"])
    iam.list_saml_providers()
    trust = {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"Federated": provider["SAMLProviderArn"]},
            "Action": "sts:AssumeRoleWithSAML",
        },
    }
    name = {"RoleName": "Boto"}
    iam.create_role(**name, AssumeRolePolicyDocument=json.dumps(trust), Tags=[{"Key": "a", "Value": "b"}])
    read = iam.get_role(**name)["Role"]
    iam.update_role(**name, MaxSessionDuration=7200)
    iam.update_role_description(**name, Description="changed")
    iam.update_assume_role_policy(**name, PolicyDocument=json.dumps(trust))
    iam.tag_role(**name, Tags=[{"Key": "c", "Value": "d"}])
    iam.untag_role(**name, TagKeys=["a"])
    tags = iam.list_role_tags(**name)["Tags"]
    allow = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})
    policy = {"PolicyArn": iam.create_policy(PolicyName="Boto", PolicyDocument=allow)["Policy"]["Arn"]}
    iam.put_role_permissions_boundary(**name, PermissionsBoundary=policy["PolicyArn"])
    iam.delete_role_permissions_boundary(**name)
    iam.attach_role_policy(**name, **policy)
    kept = refusal(iam.delete_policy, **policy)
    iam.get_policy(**policy)
    iam.list_attached_role_policies(**name)
    iam.detach_role_policy(**name, **policy)
    iam.delete_policy(**policy)
    iam.put_role_policy(**name, PolicyName="inline", PolicyDocument=allow)
    inline = iam.get_role_policy(**name, PolicyName="inline")["PolicyDocument"]
    iam.list_role_policies(**name)
    iam.delete_role_policy(**name, PolicyName="inline")
    iam.list_instance_profiles_for_role(**name)
    roles = [role["RoleName"] for page in iam.get_paginator("list_roles").paginate() for role in page["Roles"]]
    iam.delete_role(**name)
    iam.delete_saml_provider(**provider)
    return {
        "metadata": same,
        "trust": read["AssumeRolePolicyDocument"] == trust,
        "tags": tags,
        "kept": kept,
        "inline": inline == json.loads(allow),
        "roles": roles,
        "absent": refusal(iam.get_role, **name),
    }


def security_tokens():
    role = "arn:aws:iam::111111111111:role/Deployer"
    assumed = sts.assume_role(RoleArn=role, RoleSessionName="boto")["Credentials"]
    keys = {
        "aws_access_key_id": assumed["AccessKeyId"],
        "aws_secret_access_key": assumed["SecretAccessKey"],
        "aws_session_token": assumed["SessionToken"],
    }
    saml = refusal(
        sts.assume_role_with_saml,
        RoleArn=role,
        PrincipalArn="arn:aws:iam::111111111111:saml-provider/none",
        SAMLAssertion="PHg+PC94Pg==",
    )
    unknown = {"aws_access_key_id": "AKIAUNKNOWN", "aws_secret_access_key": "x"}
    return {
        "own": sts.get_caller_identity()["Arn"],
        "assumed": client("sts", **keys).get_caller_identity()["Arn"],
        "saml": saml,
        "unknown": [
            refusal(client("sts", **unknown).get_caller_identity),
            refusal(client("sso-admin", **unknown).list_instances),
        ],
    }


print(
    json.dumps(
        {
            "sso-admin": identity_center(),
            "identitystore": identity_store(),
            "organizations": organization(),
            "iam": access_management(),
            "sts": security_tokens(),
            "called": sorted(set(CALLED)),
        }
    )
)
