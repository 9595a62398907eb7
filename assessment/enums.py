"""The choices of monthly assessment; every label is Chinese and translatable."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Effect(TextChoices):
    """What a criterion does to the score."""

    DEDUCTION = "deduction", _("扣分")
    BONUS = "bonus", _("加分")
    DEMERIT = "demerit", _("减分")


class GroupKind(TextChoices):
    """How a cap group enters the total."""

    DEDUCT = "deduct", _("扣分组")
    ADJUST = "adjust", _("加减分组")


class Floor(TextChoices):
    """How far a group or a card may fall."""

    ZERO = "zero", _("扣完为止")
    NONE = "none", _("扣分不封顶")
    NEGATIVE = "negative", _("可计负分至下限")


class Unit(TextChoices):
    """What is counted, one count a time."""

    OCCURRENCE = "occurrence", _("次")
    PERSON = "person", _("人次")
    ITEM = "item", _("项")
    CASE = "case", _("件")
    HALF_DAY = "half_day", _("半天")
    DAY = "day", _("天")
    OVERDUE_DAY = "overdue_day", _("逾期工作日")


class Level(TextChoices):
    """Levels of honours and of severity that tables name."""

    NATIONAL = "national", _("国家级")
    PROVINCIAL = "provincial", _("省级")
    MUNICIPAL = "municipal", _("市级")
    COUNTY = "county", _("县区级")
    MINOR = "minor", _("轻微")
    ORDINARY = "ordinary", _("一般")
    SERIOUS = "serious", _("严重")


class Gauge(TextChoices):
    """What a measured value is measured in."""

    MINUTES = "minutes", _("分钟")
    HOURS = "hours", _("小时")
    DAYS = "days", _("天")
    WORKDAYS = "workdays", _("工作日")
    CASES = "cases", _("件")
    PERCENT = "percent", _("百分比")


class AllowanceScope(TextChoices):
    """Over what an allowance is granted before counting begins."""

    CARD = "card", _("整张考核表合并计算")
    ENTRY = "entry", _("逐条记录（每人）计算")


class RepeatReach(TextChoices):
    """Which occurrences a multiplied repeat covers."""

    FOLLOWING = "following", _("自该次起")
    ALL = "all", _("达到后全部")


class Remainder(TextChoices):
    """What becomes of occurrences left over after a conversion."""

    KEEP = "keep", _("余数按原条款计")
    DROP = "drop", _("余数不计")


class Partial(TextChoices):
    """How a shortfall of less than a whole step counts."""

    WHOLE = "whole", _("不足一步不计")
    STARTED = "started", _("不足一步按一步计")
    PROPORTIONAL = "proportional", _("按比例计")


class Bound(TextChoices):
    """The side of a limit on which a value is in order."""

    BELOW = "below", _("须低于")
    AT_MOST = "at_most", _("不得超过")
    AT_LEAST = "at_least", _("不得低于")
    ABOVE = "above", _("须高于")


class ExcludeFrom(TextChoices):
    """Where exempt cases are taken out of a ratio."""

    NUMERATOR = "numerator", _("只从分子剔除")
    BOTH = "both", _("分子分母都剔除")


class VetoOutcome(TextChoices):
    """What a veto does to the card."""

    GRADE = "grade", _("定为某一等级")
    CEILING = "ceiling", _("总分不超过上限")
    ZERO = "zero", _("总分记零")
    DROP = "drop", _("降低一个等级")


class Period(TextChoices):
    """How often a card is drawn up."""

    MONTH = "month", _("每月")
    QUARTER = "quarter", _("每季度")
    YEAR = "year", _("每年")


class CardState(TextChoices):
    """The life of a month's card (002 § 五(一): three signatures, then objections, then closed)."""

    DRAFT = "draft", _("录入中")
    ASSESSED = "assessed", _("待审核")
    REVIEWED = "reviewed", _("待批准")
    APPROVED = "approved", _("已批准")
    CLOSED = "closed", _("已归档")


class EntrySource(TextChoices):
    """How an entry came onto the card."""

    TYPED = "typed", _("录入")
    IMPORTED = "imported", _("导入")
    FOUND = "found", _("系统线索")


class FindingState(TextChoices):
    """What became of a finding."""

    PROPOSED = "proposed", _("待处理")
    ACCEPTED = "accepted", _("已计入")
    SET_ASIDE = "set_aside", _("不计入")
    WITHDRAWN = "withdrawn", _("来源已更正")


class RubricSource(TextChoices):
    """Where a rubric version came from."""

    PROFILE = "profile", _("合同模板")
    IMPORTED = "imported", _("采购人考核表")


class SignatureStep(TextChoices):
    """The three signatures of the official form, in their order."""

    ASSESS = "assess", _("考核人")
    REVIEW = "review", _("审核")
    APPROVE = "approve", _("批准")


class Ruling(TextChoices):
    """What the purchaser says to an objection."""

    UPHELD = "upheld", _("成立，撤销扣分")
    PARTLY = "partly", _("部分成立，改次数")
    REJECTED = "rejected", _("不成立，维持")


class SettlementState(TextChoices):
    """A settlement from figures to signed document."""

    DRAFT = "draft", _("待考核人签署")
    ASSESSED = "assessed", _("待审核")
    REVIEWED = "reviewed", _("待批准")
    SIGNED = "signed", _("已签署")
    REPLACED = "replaced", _("已被替换")


class NoticeKind(TextChoices):
    """Why somebody is reminded."""

    UNOPENED = "unopened", _("月份未建表")
    UNSIGNED = "unsigned", _("待签署")
    WINDOW = "window", _("申辩将截止")
    OBJECTION = "objection", _("申辩待裁定")
    PAYMENT = "payment", _("付款")


class DeliveryChannel(TextChoices):
    """Where a daily seal is kept outside the database."""

    FILE = "file", _("文件")
    MAIL = "mail", _("邮件")
