"""How surnames are read where it differs from the character's usual reading."""

# Single characters: the surname's reading first, then others in use. `v` stands for ü.
_TABLE = """
单:shan4 單:shan4 曾:zeng1 仇:qiu2 解:xie4 查:zha1 翟:zhai2|di2 朴:piao2 区:ou1 區:ou1
盖:ge3|gai4 蓋:ge3|gai4 覃:qin2|tan2 缪:miao4 繆:miao4 乐:yue4|le4 樂:yue4|le4 卜:bu3 阚:kan4
闞:kan4 种:chong2 繁:po2 折:she2 佴:nai4 黑:he4 洗:xian3 冼:xian3 员:yun4 員:yun4 能:nai4
召:shao4 祭:zhai4 隗:wei3|kui2 郗:chi1|xi1 秘:bi4 重:chong2 粘:nian2 藏:zang4 扎:za1 都:du1
六:lu4 牟:mu4|mou2 乜:nie4 圈:juan4 宓:mi4|fu2 谌:chen2|shen4 諶:chen2|shen4 尉:wei4|yu4
任:ren2 华:hua4 華:hua4 纪:ji3 紀:ji3 燕:yan1 葛:ge3 晟:cheng2 应:ying1 應:ying1 宁:ning4
甯:ning4 令:ling2 哈:ha3 娄:lou2 万:wan4 那:na1 曲:qu1 沈:shen3 车:che1 車:che1 石:shi2 贾:jia3
賈:jia3 柏:bai3 薄:bo2 长:chang2 尹:yin3 缴:jiao3 过:guo1 過:guo1 訾:zi1 逄:pang2 逯:lu4 麴:qu1
么:yao1 幺:yao1 干:gan1 撒:sa3 少:shao4 于:yu2 於:yu1 占:zhan1 中:zhong1 卒:zu2 适:kuo4 不:fou1
句:gou1 堵:du3 揣:chuai3 瞿:qu2 莘:shen1|xin1 筠:yun2 殷:yin1 眭:sui1 褚:chu3 谷:gu3 相:xiang4
降:jiang4 行:xing2 番:pan1 朝:chao2 观:guan4 冠:guan4 便:pian2 与:yu2 盛:sheng4 斯:si1 隽:juan4
强:qiang2
"""
SURNAME_READINGS: dict[str, tuple[str, ...]] = {
    entry[0]: tuple(entry[2:].split("|")) for entry in _TABLE.split()
}

# Surnames of several characters, where the characters' usual readings mislead.
COMPOUND_READINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "尉迟": (("yu4", "chi2"),),
    "尉遲": (("yu4", "chi2"),),
    "万俟": (("mo4", "qi2"),),
    "萬俟": (("mo4", "qi2"),),
    "单于": (("chan2", "yu2"), ("shan4", "yu2")),
    "單于": (("chan2", "yu2"), ("shan4", "yu2")),
    "长孙": (("zhang3", "sun1"),),
    "長孫": (("zhang3", "sun1"),),
    "澹台": (("tan2", "tai2"),),
    "鲜于": (("xian1", "yu2"),),
    "令狐": (("ling2", "hu2"),),
    "亓官": (("qi2", "guan1"),),
    "拓跋": (("tuo4", "ba2"),),
    "乐正": (("yue4", "zheng4"),),
    "宰父": (("zai3", "fu3"),),
    "夹谷": (("jia2", "gu3"),),
    "纳兰": (("na4", "lan2"),),
    "那拉": (("na4", "la1"),),
    "耶律": (("ye1", "lv4"),),
    "颛孙": (("zhuan1", "sun1"),),
    "夏侯": (("xia4", "hou2"),),
    "宗政": (("zong1", "zheng4"),),
    "公冶": (("gong1", "ye3"),),
}
