"""moto's server on a free loopback port. It ends when its standard input does, so that it never outlives its test.

Two things are done otherwise than moto 5.2.5 does them, each as AWS does it.
"""

import os
import sys
import threading

from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response
from moto.server import main

TLS_ONLY = {"Bool": {"aws:SecureTransport": "false"}}
judge = IAMPolicyStatement.is_action_permitted
set_lifecycle = FakeBucket.set_lifecycle
serialized = S3Response.serialized


def judge_as_over_tls(self, *args, **kwargs):
    """moto takes an unmet condition for a denial, and so would refuse every request. A request here stands for one by TLS."""
    statement = self._statement
    if statement["Effect"] == "Deny" and statement.get("Condition") == TLS_ONLY:
        return PermissionResult.NEUTRAL
    return judge(self, *args, **kwargs)


def keep_newer_versions(self, rules):
    """moto drops how many newer versions of an object are kept."""
    set_lifecycle(self, rules)
    self.newer_versions = {
        rule.get("ID"): (rule.get("NoncurrentVersionExpiration") or {}).get("NewerNoncurrentVersions") for rule in rules
    }


def tell_newer_versions(self, answer):
    rules = answer.result.get("Rules", []) if isinstance(answer.result, dict) else []
    if self.data.get("Action") == "GetBucketLifecycleConfiguration" and rules:
        kept = self.backend.get_bucket(self.bucket_name).newer_versions
        for rule in rules:
            if kept.get(rule["ID"]) is not None:
                rule["NoncurrentVersionExpiration"]["NewerNoncurrentVersions"] = kept[rule["ID"]]
    return serialized(self, answer)


def end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


IAMPolicyStatement.is_action_permitted = judge_as_over_tls
FakeBucket.set_lifecycle = keep_newer_versions
S3Response.serialized = tell_newer_versions
threading.Thread(target=end_with_input, daemon=True).start()
main(["-H", "127.0.0.1", "-p", "0"])
