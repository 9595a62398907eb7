"""manage.py demo_signins: who can sign in to the demonstration, and what to try first."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.enums import RoleChoice
from assessment.demo.people import PASSWORD, PEOPLE

TRY_FIRST = """先试这些：
  1. 用 fu.kaohe 登录，打开“月度考核表”里的 2023 年 3 月；按 Alt+N 输入 cd 回车，得分、档位和金额随即变化。
  2. 另开一个浏览器用 lin.kaohe 登录同一个月，两边同时录入，互不覆盖。
  3. 点“Excel 录入”下载本月模板，填好后上传预览；点“打印 PDF”看正式考核表。
  4. 用 deng.shenji 登录看审计：谁、何时、改了什么，链是否完整。
  5. 用 chen.pizhun 打开“采购人看板”和“年度结算”：第 2 服务年度十二个月已由三人签署并结算，
     三种口径各值多少、每个数字从哪张考核表来，一点就到；PDF 上的二维码可核验。
  6. 用 zhou.zongjian 打开“项目看板”：到目前为止的得分与金额，“如果这个月 88 分而不是 91 分”差多少钱。"""


class Command(BaseCommand):
    help = "打印演示账号与建议的操作。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            return
        self.stdout.write(f"演示账号（口令都是 {PASSWORD}）：")
        labels = dict(RoleChoice.choices)
        for person in PEOPLE:
            self.stdout.write(f"  {person.username:<16}{labels[person.role]}  {person.name}")
        self.stdout.write(TRY_FIRST)
