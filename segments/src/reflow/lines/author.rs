//! The names below a title, and the words that no title ends in.

use crate::{Lang, script};

/// The commonest Chinese surnames: four fifths of all people (2020 census), and what else is common in print.
const SURNAMES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭肖蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛欧阳季司徒上官诸葛";

/// Whether a line under the title names its authors.
pub(crate) fn is_author(lang: Lang, text: &str) -> bool {
    match lang {
        Lang::Zh => {
            let is_name = |name: &str| {
                (2..=4).contains(&name.chars().count())
                    && name.starts_with(|c| SURNAMES.contains(c))
                    && name.chars().all(|c| script::is_han(c) || c == '·' || c == '•')
            };
            let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            is_name(&dense)
                || text
                    .split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；'))
                    .filter(|name| !name.is_empty())
                    .all(|name| {
                        is_name(name.trim_end_matches(|c: char| {
                            c.is_ascii_digit()
                                || matches!(c, '*' | '†' | '①' | '②' | '③')
                                || script::superscript(c).is_some()
                        })) || name.chars().count() == 1
                    })
                || [
                    "大学",
                    "大學",
                    "学院",
                    "學院",
                    "研究所",
                    "研究院",
                    "作者",
                    "日期",
                    "文／",
                    "文/",
                    "图／",
                    "攝影",
                    "摄影",
                ]
                .iter()
                .any(|word| dense.contains(word))
                || dense.ends_with(['編', '编', '著', '译', '譯'])
                || dense.starts_with(|c: char| c.is_ascii_digit()) && dense.contains('年')
                || dense.starts_with(['（', '(']) && dense.ends_with(['）', ')'])
        }
        Lang::En => {
            const PLACES: [&str; 9] = [
                "University",
                "Institute",
                "Department",
                "College",
                "Academy",
                "School of",
                "Centre for",
                "Center for",
                "Faculty",
            ];
            text.starts_with("By ")
                || text.starts_with("by ")
                || text.contains('@')
                || PLACES.iter().any(|word| text.contains(word))
                || text.contains(|c: char| c.is_ascii_digit() || matches!(c, '*' | '†'))
                || text.contains(',')
                || names_people(text)
        }
    }
}

/// `Nora Whitfield and Samuel Okoro`: two to four capitalised words a person, and nothing else.
fn names_people(text: &str) -> bool {
    const LINKS: [&str; 9] = ["de", "van", "von", "der", "den", "la", "di", "da", "bin"];
    text.split(" and ").flat_map(|part| part.split(" & ")).all(|person| {
        let words: Vec<&str> = person.split_whitespace().collect();
        (2..=4).contains(&words.len())
            && words.iter().all(|word| {
                LINKS.contains(word)
                    || word.starts_with(char::is_uppercase)
                        && word.chars().skip(1).all(|c| {
                            c.is_lowercase() || matches!(c, '.' | '-' | '’' | '\'') || c.is_uppercase()
                        })
                        && !word.chars().skip(1).all(char::is_uppercase)
                    || word.len() == 2 && word.ends_with('.')
            })
            // A name is set shorter than a title.
            && person.chars().count() <= 32
    })
}

/// Whether an English line ends in a word that cannot end a title.
pub(crate) fn ends_in_particle(text: &str) -> bool {
    const PARTICLES: [&str; 20] = [
        "a", "an", "the", "of", "and", "or", "for", "in", "on", "to", "with", "by", "from", "at",
        "as", "into", "between", "its", "their", "&",
    ];
    text.rsplit(' ').next().is_some_and(|word| PARTICLES.contains(&word.to_lowercase().as_str()))
}
