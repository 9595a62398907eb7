"""The demo hall's items (catalogue_items.txt), and what stands around them. All wording is made up for the demo.

Shape of the text: a line "# department"; then for each item "name | kind | statutory, promised | marks | result |
questions", and below it the materials, parted by ";". Kind is 即 or 承. Marks: 网 online, 掌 app, 自 self-service,
邮 post, 零 no visit; 跨, 省, 区 where else it may be handed in; ¥n a fee; "环节:n" a special step. A question is
"问题=选项/选项". A material is its name with marks: /原 /复 /核 /表 /电 the form, x2 copies, * deferrable, ? optional,
~the licence that may stand for it, @the option that asks for it.
"""

from pathlib import Path

ITEMS = Path(__file__).with_name("catalogue_items.txt").read_text(encoding="utf-8")
PACKAGES = {
    "开办餐饮店一件事": (
        "个体工商户设立登记",
        "食品经营许可（新办）",
        "户外广告设置审批",
        "供水报装",
        "燃气报装",
    ),
    "二手房转移登记一件事": ("不动产转移登记", "供水报装", "供电报装", "燃气报装"),
}
PACKAGE_NOTES = {
    "开办餐饮店一件事": "执照、食品许可、招牌和水气报装，一次告知、一套材料、一窗受理。",
    "二手房转移登记一件事": "过户的同时把水、电、气一并过到新户主名下。",
}
# Items of offices with halls of their own, and such as are not in the hall yet.
NOT_COUNTED = {"居民身份证补领", "户口迁入登记"}
NOT_IN_HALL = {"燃气经营许可", "社会团体成立登记", "医疗机构设置审批"}
ZONES = (
    ("01-04", "企业开办"),
    ("05-09", "社会事务"),
    ("10-12", "工程建设"),
    ("13-15", "公共服务"),
    ("16", "统一出件"),
)
CONTACTS = {
    "区市场监督管理局（演示）": ("企业开办", "黄晓明", "6590 1021"),
    "区住房和城乡建设局（演示）": ("工程建设", "周立新", "6590 2210"),
    "区自然资源和规划局（演示）": ("工程建设", "梁思远", "6590 2306"),
    "区人力资源和社会保障局（演示）": ("社会事务", "邢玉梅", "6590 3118"),
    "区医疗保障服务中心（演示）": ("社会事务", "韩少芬", "6590 3307"),
    "区公共事业服务（演示）": ("公共服务", "冯志刚", "6590 5512"),
}
