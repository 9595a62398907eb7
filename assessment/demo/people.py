"""Demo accounts: one for each role. They exist only in demo mode, and the page's ribbon says so."""

from dataclasses import dataclass

from hall_ops.lib.permissions import Role

PASSWORD = "Datin-2023-yanshi"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One sign-in. `role` decides the side; administrators hold for the whole installation."""

    username: str
    name: str
    role: Role
    holder: str


PEOPLE = (
    DemoPerson("fu.kaohe", "符海燕", Role.ASSESSOR, "G-1001"),
    DemoPerson("lin.kaohe", "林志明", Role.ASSESSOR, "G-1002"),
    DemoPerson("wang.shenhe", "王晓岚", Role.REVIEWER, "G-1003"),
    DemoPerson("chen.pizhun", "陈国栋", Role.APPROVER, "G-1004"),
    DemoPerson("zhou.zongjian", "周明远", Role.DIRECTOR, "H-2001"),
    DemoPerson("wu.zhuguan", "吴秀兰", Role.SUPERVISOR, "H-2002"),
    DemoPerson("huang.banzhang", "黄立新", Role.TEAM_LEADER, "H-2003"),
    DemoPerson("li.chuangkou", "李婷", Role.CLERK, "H-2004"),
    DemoPerson("xie.lianluo", "谢文博", Role.LIAISON, "G-1005"),
    DemoPerson("gao.xitong", "高健", Role.SYSTEM_ADMIN, "A-3001"),
    DemoPerson("he.anquan", "何静", Role.SECURITY_ADMIN, "A-3002"),
    DemoPerson("tang.anquan", "唐毅", Role.SECURITY_ADMIN, "A-3003"),
    DemoPerson("deng.shenji", "邓敏", Role.AUDITOR, "A-3004"),
)
