"""Made-up official text without personal data: numbers of papers, codes, amounts, tables, offices. Seeded."""

from __future__ import annotations

import random

SENTENCES = (
    "根据《中华人民共和国政府信息公开条例》第{a}条，现将{y}年第{b}批名单予以公布。",
    "示政办发〔{y}〕{b}号文件自{y}年{m}月{d}日起施行，有效期{a}年。",
    "本年度收入{big}万元，支出{big2}元，完成预算的{a}.{b}%。",
    "咨询电话：0971-88{four}，传真：(0971)88{four}，邮箱：xxgk@shifan.gov.cn。",
    "项目代码{y}-632122-04-01-{six}，总投资{big}元，建设地点为城关镇东大街{b}号。",
    "统一社会信用代码：11632122MB{six}7Q，地址：示范县和平路{a}号行政中心三楼。",
    "统一社会信用代码 91632122{six}{four}，法定代表人已变更。",
    "索引号：000014349/{y}-00{b}，发布机构：示范县人民政府办公室。",
    "全县共有困难儿童{a}名、留守老人{b}名，发放补助{big}元，发放名单由民政局存档。",
    "参加活动的有小学生{a}人，年龄在6岁至12岁之间，由{b}名教师带队。",
    "服务时间为每日8:30至17:30，服务热线12345，乘{a}路公交车可到。",
    "二维码编号{y}{m:02}{d:02}{six}，合同金额{big}.{a}万元，工期{b}天。",
    "安置房共{a}栋{b}套，其中一号楼已交付，二号楼正在装修。",
    "老旧小区改造涉及{a}个小区{b}栋楼{big3}户，{y}年底前完工。",
    "招标编号：SFX-{y}-GC-{four}，标段编号E63212200{six}00{b}，公告期限5个工作日。",
    "投标保证金汇入示范县公共资源交易中心账户，开户行示范农商行营业部，账号：82010000{six}{four}。",
    "本次共申报{b}个项目，概算{big}.{six}万元，资金已下达。",
    "不动产权第{y}0000{six}号证书遗失，声明作废。",
    "建设用地规划许可证地字第632122{y}000{b}号，用地面积{big}平方米。",
    "行政处罚决定书文号：示市监处罚〔{y}〕{b}号，罚款{big3}元。",
    "许可证编号JY16321220{six}，有效期至{y}年{m}月{d}日。",
    "食品生产许可证编号SC10{six}632122，产品批号{y}{m:02}{d:02}A。",
    "国药准字Z{y}{four}，批准日期{y}-{m:02}-{d:02}。",
    "执行标准GB/T 37668-2019和GB 5749-2022，检测{a}项均合格。",
    "网站标识码6321220001，青ICP备{y}{four}号，青公网安备632122020000{b}号。",
    "统计用区划代码632122100{b:03}，城乡分类代码{a}。",
    "东经102°{b}′{a}″，北纬35°{a}′{b}″，海拔{big3}米。",
    "G315国道K{big3}+{a}00处限速{b}公里，绕行S{a}02线。",
    "客服热线400-810-{four}，交通投诉12328。",
    "地址：示范县政务服务中心{a}楼{b}号窗口，办公楼3号楼40{a3}室，邮编811100。",
    "会议在行政中心2号楼50{a3}会议室召开，{y}年{m}月{d}日上午9:00开始。",
    "局长张某，办公电话0971-8{six}，负责全面工作。",
    "副局长李某分管规划，联系电话：0971-8{six}（工作日）。",
    "监督举报电话：0971-8{six}、12345。",
    "粮食播种面积{big}亩，产量{big2}吨，同比增长{a}.{b}%。",
    "地区生产总值1{ten}元，财政收入13{nine}元。",
    "第{a}产业增加值{big}.{six}万元，占比{b}.{a}%。",
    "中标通知书编号：{y}{m:02}{d:02}{four}0{b}，中标价{big}.{six}元。",
    "采购订单号{y}{m:02}{d:02}1{six}{b}，发票号码{eight}。",
    "档案号J001-{y}-{four}，全宗号{four}，共{b}页。",
    "招标代理机构：示范招标代理有限公司，地址：示范大厦B座12{a3}8室。",
    "征求意见邮箱：sfxfgj@shifan.gov.cn，{y}年{m}月{d}日前反馈。",
    "微信公众号：示范发布，微博：示范政务。",
    "公交{a}路首班6:30，末班21:00，票价{a}元。",
    "本表共{b}栏{a}行，数据截至{y}年{m}月{d}日。",
    "取水许可编号：取水（青示）字〔{y}〕第{four}号，水量{big}立方米。",
    "采矿许可证C63000020{six}{four}，矿区面积{a}.{four}平方公里。",
    "救助站全年救助{big3}人次，救助金发放{big}元，名册留存备查。",
    "残疾儿童康复救助{b}人，每人{big3}元。",
    "特种设备登记证编号梯11青B{six}，检验合格。",
    "《示范县志》ISBN 978-7-{four}-{four}-{a3}，定价{b}元。",
    "案号：（{y}）青0222行初{b}号，已审结。",
    "抽检编号DC{y}63{six}{four}，批次{y}{m:02}{d:02}。",
    "公务用车{a}辆，报废{b}辆，残值{big3}元。",
    "年满18周岁以上公民均可报名，年龄不超过{age}周岁。",
    "张某某，男，{age}岁，任示范县某局局长。",
    "学生人数{big3}人，其中留守儿童{b}人。",
    "宗地编号SF-{y}-{b}，起始价{big}万元，竞买保证金{big3}万元。",
    "取得资格证书编号{y}{four}{four}的人员{b}名。",
    "流水号{ten}{b}，受理时间{y}-{m:02}-{d:02} 10:{b}:0{a3}。",
)
TABLE_HEADS = (
    ("指标", "单位", "{y}年", "增长"),
    ("乡镇", "户数", "人口", "面积"),
    ("项目", "预算数", "决算数", "完成"),
)
CELLS = ("{big}", "{big2}", "{a}.{b}", "{big3}", "1{ten}", "{a}.{b}%", "{y}", "{eight}")


def clean_sentence(chance: random.Random) -> str:
    return chance.choice(SENTENCES).format(**_figures(chance))


def clean_block(chance: random.Random) -> str:
    """A paragraph, a table of figures or a signature."""
    form = chance.randrange(4)
    if form == 0:
        heads = "".join(f"<th>{head.format(**_figures(chance))}</th>" for head in chance.choice(TABLE_HEADS))
        rows = "\n".join(_row(chance) for _ in range(chance.randint(2, 5)))
        return f"<table><thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table>"
    if form == 1:
        return f"<p>示范县人民政府办公室</p><p>{_figures(chance)['y']}年3月{chance.randint(1, 28)}日</p>"
    return f"<p>{''.join(clean_sentence(chance) for _ in range(form))}</p>"


def clean_page(chance: random.Random) -> str:
    return "\n".join(clean_block(chance) for _ in range(2))


def _row(chance: random.Random) -> str:
    cells = "".join(f"<td>{chance.choice(CELLS).format(**_figures(chance))}</td>" for _ in range(3))
    return f"<tr><td>{chance.choice('甲乙丙丁')}镇</td>{cells}</tr>"


def _figures(chance: random.Random) -> dict[str, int | str]:
    return {
        "a": chance.randint(1, 28),
        "a3": chance.randint(1, 9),
        "b": chance.randint(10, 59),
        "d": chance.randint(1, 28),
        "m": chance.randint(1, 12),
        "y": chance.randint(2015, 2026),
        "age": chance.randint(35, 59),
        "big": chance.randint(1000, 10**8),
        "big2": chance.randint(1000, 10**8),
        "big3": chance.randint(100, 9999),
        "four": f"{chance.randint(0, 9999):04}",
        "six": f"{chance.randint(0, 10**6 - 1):06}",
        "eight": f"{chance.randint(0, 10**8 - 1):08}",
        "nine": f"{chance.randint(0, 10**9 - 1):09}",
        "ten": f"{chance.randint(0, 10**10 - 1):010}",
    }
