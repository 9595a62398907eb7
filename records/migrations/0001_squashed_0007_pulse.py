"""All migrations up to this one in one step, for new databases."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hall_ops.lib.folded import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("records", "0001_initial"),
        ("records", "0002_scheduled_run_tries"),
        ("records", "0003_counter"),
        ("records", "0004_outbox_message"),
        ("records", "0005_job"),
        ("records", "0006_file_erasure"),
        ("records", "0007_pulse"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="AuditEvent",
                    fields=[
                        (
                            "number",
                            models.BigIntegerField(primary_key=True, serialize=False, verbose_name="序号"),
                        ),
                        ("at", models.DateTimeField(db_index=True, verbose_name="时间")),
                        ("actor_id", models.BigIntegerField(null=True)),
                        ("actor_name", models.CharField(max_length=80, verbose_name="操作人")),
                        ("role", models.CharField(blank=True, max_length=20, verbose_name="身份")),
                        ("address", models.CharField(blank=True, max_length=45, verbose_name="来源地址")),
                        ("request_id", models.CharField(blank=True, max_length=32, verbose_name="请求编号")),
                        ("contract_id", models.BigIntegerField(null=True)),
                        ("action", models.CharField(db_index=True, max_length=60, verbose_name="动作")),
                        ("object_type", models.CharField(blank=True, max_length=60, verbose_name="对象类型")),
                        ("object_id", models.CharField(blank=True, max_length=60, verbose_name="对象编号")),
                        ("object_label", models.CharField(blank=True, max_length=200, verbose_name="对象")),
                        ("before", models.JSONField(default=dict, verbose_name="改前")),
                        ("after", models.JSONField(default=dict, verbose_name="改后")),
                        (
                            "result",
                            models.CharField(
                                choices=[("done", "成功"), ("refused", "拒绝")],
                                max_length=10,
                                verbose_name="结果",
                            ),
                        ),
                        ("algorithm", models.CharField(default="sha256-v1", max_length=20)),
                        ("previous_hash", models.CharField(max_length=64)),
                        ("hash", models.CharField(max_length=64, verbose_name="链值")),
                    ],
                    options={
                        "verbose_name": "审计事件",
                        "ordering": ["-number"],
                        "indexes": [
                            models.Index(fields=["contract_id", "-number"], name="event_by_contract"),
                            models.Index(fields=["object_type", "object_id"], name="event_by_object"),
                            models.Index(fields=["actor_id", "-number"], name="event_by_actor"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("number__gt", 0)), name="event_number_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("action", ""), _negated=True), name="event_names_action"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("result__in", ["done", "refused"])),
                                name="event_result_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditHead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.BigIntegerField(default=0)),
                        (
                            "hash",
                            models.CharField(
                                default="0000000000000000000000000000000000000000000000000000000000000000",
                                max_length=64,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("pk", 1)), name="head_is_one_row")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScheduledRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("job", models.CharField(max_length=80)),
                        ("due_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("claimed", "执行中"), ("done", "完成"), ("failed", "失败")],
                                default="claimed",
                                max_length=8,
                            ),
                        ),
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("tries", models.PositiveSmallIntegerField(default=1)),
                    ],
                    options={
                        "ordering": ["-due_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("job", "due_at"), name="run_once_per_due_time"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("finished_at", None), ("state", "claimed")),
                                    models.Q(("finished_at", None), ("state", "claimed"), _negated=True),
                                    _connector="OR",
                                ),
                                name="run_finished_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("tries__gte", 1)), name="run_tried_at_least_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IdempotencyKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=64)),
                        ("body_hash", models.CharField(max_length=64)),
                        ("answer", models.JSONField(default=dict)),
                        ("created_at", models.DateTimeField(db_index=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "key"), name="key_once_per_user"),
                            models.CheckConstraint(
                                condition=models.Q(("key", ""), _negated=True), name="key_not_empty"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("contract_id", models.BigIntegerField(db_index=True)),
                        ("file", models.FileField(upload_to="evidence/%Y/%m")),
                        ("name", models.CharField(max_length=120, verbose_name="文件名")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("jpg", "JPG"), ("png", "PNG"), ("pdf", "PDF")],
                                max_length=4,
                                verbose_name="类型",
                            ),
                        ),
                        ("size", models.PositiveIntegerField(verbose_name="字节")),
                        ("sha256", models.CharField(max_length=64)),
                        ("original_sha256", models.CharField(max_length=64)),
                        ("taken_at", models.DateTimeField(null=True, verbose_name="拍摄时间")),
                        ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "证据文件",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0)), name="file_not_empty"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["jpg", "png", "pdf"])),
                                name="file_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Counter",
                    fields=[
                        ("scope", models.CharField(max_length=120, primary_key=True, serialize=False)),
                        ("value", models.BigIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("scope", ""), _negated=True), name="counter_names_scope"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 1)), name="counter_starts_at_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutboxMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("contract_id", models.BigIntegerField(null=True)),
                        (
                            "channel",
                            models.CharField(
                                choices=[("sms", "短信"), ("email", "邮件"), ("webhook", "系统推送")],
                                max_length=8,
                                verbose_name="渠道",
                            ),
                        ),
                        ("lane", models.CharField(max_length=120)),
                        ("kind", models.CharField(max_length=60, verbose_name="事由")),
                        ("business_key", models.CharField(max_length=160, unique=True)),
                        ("object_type", models.CharField(blank=True, max_length=60, verbose_name="对象类型")),
                        ("object_id", models.CharField(blank=True, max_length=60, verbose_name="对象编号")),
                        ("letter_sealed", models.BinaryField(null=True)),
                        ("made_at", models.DateTimeField(verbose_name="产生时间")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待发送"),
                                    ("sending", "发送中"),
                                    ("sent", "已发送"),
                                    ("dead", "发送失败"),
                                ],
                                default="waiting",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="下次发送")),
                        ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                        ("claimed_at", models.DateTimeField(null=True)),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="发出时间")),
                        (
                            "via",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("file", "写入文件，未真正发出"),
                                    ("smtp", "邮件服务器"),
                                    ("http", "对方接口"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("problem", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                    ],
                    options={
                        "verbose_name": "待发消息",
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "sending"])),
                                fields=["due_at"],
                                name="outbox_due",
                            ),
                            models.Index(
                                fields=["contract_id", "state", "made_at"], name="outbox_by_contract"
                            ),
                            models.Index(fields=["object_type", "object_id"], name="outbox_by_object"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "sending", "sent", "dead"])),
                                name="outbox_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["sms", "email", "webhook"])),
                                name="outbox_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("business_key", ""), _negated=True),
                                    models.Q(("kind", ""), _negated=True),
                                    models.Q(("lane", ""), _negated=True),
                                ),
                                name="outbox_names_effect",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("claimed_at__isnull", False), ("state", "sending")),
                                    models.Q(
                                        models.Q(("state", "sending"), _negated=True), ("claimed_at", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="outbox_sending_is_claimed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("problem", ""),
                                        ("sent_at__isnull", False),
                                        ("state", "sent"),
                                        ("via__in", ["file", "smtp", "http"]),
                                    ),
                                    models.Q(
                                        models.Q(("state", "sent"), _negated=True),
                                        ("sent_at", None),
                                        ("via", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="outbox_sent_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "dead"), _negated=True),
                                    models.Q(("problem", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="outbox_dead_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["sent", "dead"]),
                                    ("letter_sealed__isnull", False),
                                    _connector="OR",
                                ),
                                name="outbox_unsent_has_letter",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("contract_id", models.BigIntegerField(null=True)),
                        ("kind", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=120, verbose_name="任务")),
                        ("params", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "排队中"),
                                    ("running", "进行中"),
                                    ("done", "完成"),
                                    ("failed", "失败"),
                                    ("cancelled", "已取消"),
                                ],
                                default="queued",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("slot", models.PositiveSmallIntegerField(null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("done", models.PositiveIntegerField(default=0, verbose_name="已处理")),
                        ("total", models.PositiveIntegerField(null=True, verbose_name="总数")),
                        ("message", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                        ("queued_at", models.DateTimeField(verbose_name="提交时间")),
                        ("started_at", models.DateTimeField(null=True, verbose_name="开始时间")),
                        ("heartbeat_at", models.DateTimeField(null=True)),
                        ("cancel_requested_at", models.DateTimeField(null=True)),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                        ("file", models.FileField(blank=True, max_length=200, upload_to="jobs/%Y/%m")),
                        ("file_name", models.CharField(blank=True, max_length=120)),
                        ("file_type", models.CharField(blank=True, max_length=100)),
                        ("expires_at", models.DateTimeField(null=True, verbose_name="下载期限")),
                        ("result_url", models.CharField(blank=True, max_length=200)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "任务",
                        "ordering": ["-queued_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["owner", "contract_id", "-queued_at"], name="job_by_owner"),
                            models.Index(
                                condition=models.Q(("state__in", ["queued", "running"])),
                                fields=["state", "queued_at"],
                                name="job_open",
                            ),
                            models.Index(
                                condition=models.Q(("file", ""), _negated=True),
                                fields=["expires_at"],
                                name="job_file_expires",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["queued", "running", "done", "failed", "cancelled"])
                                ),
                                name="job_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", ""), _negated=True),
                                    models.Q(("title", ""), _negated=True),
                                ),
                                name="job_says_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("heartbeat_at__isnull", False),
                                        ("slot__isnull", False),
                                        ("started_at__isnull", False),
                                        ("state", "running"),
                                    ),
                                    models.Q(models.Q(("state", "running"), _negated=True), ("slot", None)),
                                    _connector="OR",
                                ),
                                name="job_running_has_slot",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("finished_at", None), ("state__in", ["queued", "running"])),
                                    models.Q(
                                        models.Q(("state__in", ["queued", "running"]), _negated=True),
                                        ("finished_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="job_finished_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("message", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="job_failed_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("file", ""),
                                    models.Q(
                                        models.Q(("file_name", ""), _negated=True),
                                        ("expires_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="job_file_expires_at",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "running")),
                                fields=("slot",),
                                name="job_slot_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FileErasure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="清除时间")),
                        ("wiped_at", models.DateTimeField(blank=True, null=True, verbose_name="删除时间")),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="erasure",
                                to="records.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "文件清除",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("wiped_at", None), ("wiped_at__gte", models.F("at")), _connector="OR"
                                ),
                                name="file_wiped_after_erased",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pulse",
                    fields=[
                        ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="pulse_has_a_name"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
