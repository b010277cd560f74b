//! The names below a title, and the words that no title ends in.

use crate::{Lang, script};

/// The commonest Chinese surnames: four fifths of all people (2020 census), and what else is common in print.
const SURNAMES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭肖蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛季";
/// Surnames of two characters.
const DOUBLE_SURNAMES: [&str; 10] =
    ["欧阳", "歐陽", "司马", "司馬", "司徒", "上官", "诸葛", "諸葛", "皇甫", "夏侯"];

/// Whether a line under the title names its authors, the house they come from, or the date.
pub(crate) fn is_author(lang: Lang, text: &str) -> bool {
    match lang {
        Lang::Zh => {
            const CREDITS: [&str; 10] =
                ["大学", "大學", "学院", "學院", "研究所", "研究院", "作者", "日期", "文／", "文/"];
            let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let parts = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；');
            is_name(&dense)
                || text.split(parts).filter(|part| !part.is_empty()).all(is_name)
                || CREDITS.iter().any(|credit| dense.contains(credit))
                || dense.ends_with(['編', '编', '著', '译', '譯'])
                || dense.starts_with(|c: char| c.is_ascii_digit()) && dense.contains('年')
                || dense.starts_with(['（', '(']) && dense.ends_with(['）', ')'])
        }
        Lang::En => {
            const HOUSES: [&str; 5] =
                ["University", "Institute", "Department", "College", "School of"];
            text.to_lowercase().starts_with("by ")
                || HOUSES.iter().any(|house| text.contains(house))
                || text.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '*' | '†' | ','))
                || names_people(text)
        }
    }
}

/// A Chinese name, with the marks of notes behind it: `陈志远①`.
fn is_name(text: &str) -> bool {
    let name = text.trim_end_matches(|c: char| {
        matches!(c, '*' | '†') || script::circled(c).or_else(|| script::superscript(c)).is_some()
    });
    let known = DOUBLE_SURNAMES.iter().any(|surname| name.starts_with(surname))
        || name.starts_with(|c| SURNAMES.contains(c));
    known && (2..=4).contains(&name.chars().count()) && name.chars().all(script::is_han)
}

/// `Nora Whitfield and Samuel Okoro`: two to four capitalised words a person, and nothing else.
fn names_people(text: &str) -> bool {
    const LINKS: [&str; 9] = ["de", "van", "von", "der", "den", "la", "di", "da", "bin"];
    let is_word = |word: &str| {
        let shouts = word.len() > 2 && word.chars().all(char::is_uppercase);
        LINKS.contains(&word) || word.starts_with(char::is_uppercase) && !shouts
    };
    text.split(" and ").flat_map(|part| part.split(" & ")).all(|person| {
        let words = person.split_whitespace().count();
        // A name is set shorter than a title.
        (2..=4).contains(&words)
            && person.split_whitespace().all(is_word)
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
