"""manage.py demo_signins: who can sign in to the demonstration, and what to try first."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from accounts.enums import RoleChoice
from assessment.demo.people import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = _("打印演示账号与建议的操作。")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            return
        self.stdout.write(_("演示账号（口令都是 %(password)s）：") % {"password": PASSWORD})
        labels = dict(RoleChoice.choices)
        for person in PEOPLE:
            self.stdout.write(f"  {person.username:<16}{labels[person.role]}  {person.name}")
        for line in try_first():
            self.stdout.write(("  " if line[0].isdigit() else "") + line)


def try_first() -> list[str]:
    """What to try first, a line each."""
    return [
        _("先试这些："),
        _(
            "1. fu.kaohe 打开“月度考核表”2023 年 3 月，按 Alt+N 输入 cd 回车，得分和金额随即变化；"
            "lin.kaohe 可同时录入，互不覆盖。"
        ),
        _("2. 点“Excel 录入”下载本月模板，填好上传预览；点“打印 PDF”看正式考核表。"),
        _(
            "3. 签署一个月：fu.kaohe 签 2023 年 1 月，再由 wang.shenhe 审核、chen.pizhun 批准；每次都要再输口令。"
        ),
        _("4. 申辩：批准后 zhou.zongjian 对一条扣分申辩，wang.shenhe 裁定；已裁定的例子见 2024 年 10 月。"),
        _(
            "5. 结算：chen.pizhun 看“年度结算”第 2 年，三种口径各值多少；付款、违约、评估也在，绩效款报送晚了 26 天。"
        ),
        _(
            "6. 核验：扫考核表或结算书上的二维码，或打开 /verify/核验码/；manage.py verify_seals 核验全部封存。"
        ),
        _("7. deng.shenji 看审计：谁、何时、改了什么，链是否完整。"),
        _("琼山综合窗口（第二份合同，今天正在运行）："),
        _(
            "8. li.chuangkou 打开“受理登记”，先上岗，再只用键盘登记一件："
            "事项拼音首字母、回车、证件号，Ctrl+回车受理并打印。"
        ),
        _(
            "9. wu.zhuguan 看“今日大厅”：各窗口、在办、到期、交接、出件柜；点数字进台账。xie.lianluo 签收材料、办结。"
        ),
        _("10. fu.kaohe 在“考核线索”用 Y、N 处理台账查到的事实；手机打开回执上的二维码可查进度、作评价。"),
        _(
            "11. wu.zhuguan 打开“排班”，方向键选格、键入窗口号排下周，"
            "也可请系统建议，再发布；“请假”“换班”“补卡”里都有待办的。"
        ),
        _(
            "12. fu.kaohe 看“招聘”里等确认的人选、“人员变更”里待答复的；"
            "zhou.zongjian 看“工资发放”“员工档案”，在海口合同看“变更比例与缺员”“持证”。"
        ),
        _("13. gao.xitong 打开“工作日历维护”，粘贴国务院办公厅的放假通知，预览核对后写入下一年。"),
    ]
