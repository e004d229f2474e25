#!/usr/bin/env bash
# The bucket with object lock, and the platform's own user, who may not change its retention. May be run again.
set -euo pipefail

mc alias set store "$STORE" "$(cat /run/secrets/minio_root_user)" "$(cat /run/secrets/minio_root_password)"
mc ready store
mc ls store/jianzheng >/dev/null 2>&1 || mc mb --with-lock store/jianzheng
# What is overwritten or deleted stays readable for half a year, whoever holds the platform's key.
mc retention set --default GOVERNANCE 180d store/jianzheng
cat >/tmp/platform.json <<'POLICY'
{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation"], "Resource": ["arn:aws:s3:::jianzheng"]},
  {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
   "Resource": ["arn:aws:s3:::jianzheng/*"]}]}
POLICY
mc admin policy create store platform /tmp/platform.json
mc admin user add store "$STORE_KEY" "$STORE_SECRET"
mc admin policy attach store platform --user "$STORE_KEY" || mc admin policy entities store --user "$STORE_KEY" | grep -q platform
