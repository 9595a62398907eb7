"""manage.py rotate_personal_keys: seal all personal data with the newest key; --check: what each key still seals."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from hall_ops.lib.personal_keys import FILE_NAME, embedded_keys, new_key, read_keys, write_keys
from hall_ops.lib.sealing import current_key_number
from records.actions.personal_data import BATCH, keys_in_use, rotate_keys


class Command(BaseCommand):
    help = _("用当前密钥（PERSONAL_DATA_KEYS 中的第一把）重新加密全部个人信息。可以中断后再次运行。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("只统计每把密钥还加密着多少项，不改动"))
        parser.add_argument(
            "--new-key", action="store_true", help=_("生成一把新密钥（单机版写入密钥文件），不改动数据")
        )
        parser.add_argument(
            "--index", action="store_true", help=_("同时重新计算查找用的索引（更换索引密钥后）")
        )
        parser.add_argument("--batch", type=int, default=BATCH, help=_("每个事务处理的行数"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"]:
            self.add_key()
        elif options["check"]:
            self.check_keys()
        else:
            self.rotate(options)

    def rotate(self, options: dict[str, Any]) -> None:
        if not 1 <= options["batch"] <= 10_000:
            raise CommandError(_("--batch 为 1 到 10000 的整数。"))
        done = rotate_keys(by=None, reindex=options["index"], batch=options["batch"], tell=self.stdout.write)
        for path, count in done.changed.items():
            self.stdout.write(_("%(path)s：重新加密 %(count)s 项") % {"path": path, "count": count})
        if done.broken:
            shown = "、".join(done.broken[:20])
            raise CommandError(
                _("%(count)s 项无法解密，没有改动：%(shown)s。请补上旧密钥或核对数据。")
                % {"count": len(done.broken), "shown": shown}
            )
        self.stdout.write(_("全部由第 %(number)s 号密钥加密。") % {"number": current_key_number()})

    def check_keys(self) -> None:
        used: dict[int, int] = {}
        for path, counts in keys_in_use().items():
            told = "，".join(
                _("第 %(number)s 号 %(count)s 项") % {"number": number, "count": count}
                for number, count in sorted(counts.items())
            ) or _("没有数据")
            self.stdout.write(f"{path}：{told}")
            for number, count in counts.items():
                used[number] = used.get(number, 0) + count
        known = [number for number, _key in settings.PERSONAL_DATA_KEYS]
        missing = sorted(set(used) - set(known))
        if missing:
            raise CommandError(
                _("缺少密钥：%(numbers)s 号。有数据由它加密，现在打不开。")
                % {"numbers": "、".join(map(str, missing))}
            )
        idle = [str(number) for number in known[1:] if number not in used]
        self.stdout.write(_("可以移除的旧密钥：%(numbers)s") % {"numbers": "、".join(idle) or _("没有")})

    def add_key(self) -> None:
        """A server's keys stand in its environment, which this program does not write."""
        numbers = [number for number, _key in settings.PERSONAL_DATA_KEYS]
        number = max(numbers) + 1
        if number > 255:
            number = next(each for each in range(1, 256) if each not in numbers)
        line = f"{number}:{new_key()}"
        if not settings.EMBEDDED or read_keys(embedded_keys(self.folder())[0]) != settings.PERSONAL_DATA_KEYS:
            said = _("把下面这一把加在 PERSONAL_DATA_KEYS 的最前面，用逗号隔开，然后重启：")
            self.stdout.write(f"{said}\n{line}")
            return
        keys, index_key = embedded_keys(self.folder())
        write_keys(self.folder() / FILE_NAME, f"{line},{keys}", index_key, replace=True)
        self.stdout.write(
            _("第 %(number)s 号密钥已写入 %(file)s。重启后新数据用它加密，再运行本命令更换旧数据。")
            % {"number": number, "file": FILE_NAME}
        )

    @staticmethod
    def folder() -> Path:
        return Path(settings.VAR_DIR) / "keys"
