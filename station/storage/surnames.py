"""Characters that are read otherwise in a surname than elsewhere; in pinyin without tones.

Source: 现代汉语词典 (entries marked 姓) and the usual lists of surnames with special readings.
Both readings are kept in the index, because people type either.
"""

from collections.abc import Mapping
from types import MappingProxyType

SURNAME_READINGS: Mapping[str, str] = MappingProxyType(
    {
        "单": "shan", "仇": "qiu", "查": "zha", "解": "xie", "朴": "piao", "盖": "ge",
        "区": "ou", "翟": "zhai", "乐": "yue", "覃": "qin", "曾": "zeng", "任": "ren",
        "华": "hua", "缪": "miao", "尹": "yin", "纪": "ji", "宁": "ning", "卜": "bu",
        "晁": "chao", "种": "chong", "重": "chong", "黑": "he", "逄": "pang", "繁": "po",
        "隗": "wei", "秘": "bi", "冼": "xian", "折": "she", "员": "yun", "贠": "yun",
        "祭": "zhai", "召": "shao", "尉": "wei", "车": "che", "牟": "mu", "石": "shi",
        "万": "wan", "葛": "ge", "过": "guo", "令": "ling", "应": "ying", "那": "na",
        "行": "xing", "郇": "xun", "洗": "xian", "谌": "chen", "郝": "hao", "褚": "chu",
        "乜": "nie", "佴": "nai", "郗": "xi", "阚": "kan", "呙": "guo", "哈": "ha",
        "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "澹台": "tan tai",
        "鲜于": "xian yu", "令狐": "ling hu", "宿": "su", "柏": "bai", "幺": "yao",
        "訾": "zi", "俞": "yu", "於": "yu", "钭": "tou", "佘": "she", "麴": "qu",
    }
)  # fmt: skip
