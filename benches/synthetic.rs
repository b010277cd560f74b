//! Texts and translations of any length, made of dictionary words, for benches and for tests of damage.

/// A made text: the sentences of both sides, and which belong together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Synthetic {
    /// Chinese sentences.
    pub(crate) chinese: Vec<String>,
    /// English sentences.
    pub(crate) english: Vec<String>,
    /// Sentence numbers of each bead.
    pub(crate) beads: Vec<(Vec<usize>, Vec<usize>)>,
}

/// Words that every dictionary links.
const WORDS: [(&str, &str); 64] = [
    ("城市", "city"),
    ("图书馆", "library"),
    ("河流", "river"),
    ("桥梁", "bridge"),
    ("老师", "teacher"),
    ("学生", "student"),
    ("医院", "hospital"),
    ("火车", "train"),
    ("苹果", "apple"),
    ("窗户", "window"),
    ("花园", "garden"),
    ("音乐", "music"),
    ("报纸", "newspaper"),
    ("市场", "market"),
    ("雨水", "rain"),
    ("冬天", "winter"),
    ("历史", "history"),
    ("语言", "language"),
    ("字典", "dictionary"),
    ("书信", "letter"),
    ("船只", "ship"),
    ("海洋", "ocean"),
    ("山脉", "mountain"),
    ("森林", "forest"),
    ("鸟类", "bird"),
    ("马匹", "horse"),
    ("农民", "farmer"),
    ("士兵", "soldier"),
    ("律师", "lawyer"),
    ("法官", "judge"),
    ("证人", "witness"),
    ("合同", "contract"),
    ("银行", "bank"),
    ("货币", "currency"),
    ("利润", "profit"),
    ("税收", "tax"),
    ("工厂", "factory"),
    ("机器", "machine"),
    ("电力", "electricity"),
    ("煤炭", "coal"),
    ("科学", "science"),
    ("实验", "experiment"),
    ("结果", "result"),
    ("理论", "theory"),
    ("温度", "temperature"),
    ("压力", "pressure"),
    ("速度", "speed"),
    ("距离", "distance"),
    ("桌子", "table"),
    ("椅子", "chair"),
    ("钥匙", "key"),
    ("墙壁", "wall"),
    ("邻居", "neighbor"),
    ("朋友", "friend"),
    ("敌人", "enemy"),
    ("国王", "king"),
    ("宫殿", "palace"),
    ("寺庙", "temple"),
    ("节日", "festival"),
    ("礼物", "gift"),
    ("梦想", "dream"),
    ("希望", "hope"),
    ("勇气", "courage"),
    ("智慧", "wisdom"),
];

/// A small generator: the same text on every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// A text of about `sentences` sentences, both sides together. One bead in
/// five is 1-2, one in ten 2-1; a third of the words is left untranslated, and
/// every tenth sentence holds a number.
pub(crate) fn synthetic(sentences: usize, seed: u64) -> Synthetic {
    let mut random = Random(seed);
    let mut text = Synthetic::default();
    while text.chinese.len() + text.english.len() < sentences {
        let (z, e) = match random.below(10) {
            0 => (2, 1),
            1 | 2 => (1, 2),
            _ => (1, 1),
        };
        let words: Vec<(&str, &str)> =
            (0..8 + random.below(10)).map(|_| WORDS[random.below(WORDS.len())]).collect();
        let mut english: Vec<String> = words
            .iter()
            .map(|(_, e)| if random.below(3) == 0 { "thing".to_owned() } else { (*e).to_owned() })
            .collect();
        let mut chinese: Vec<String> = words.iter().map(|(z, _)| (*z).to_owned()).collect();
        if random.below(10) == 0 {
            let number = 13 + random.below(4000);
            chinese.push(number.to_string());
            english.push(number.to_string());
        }
        let first = (text.chinese.len(), text.english.len());
        text.chinese.extend(parts(&chinese, z).map(|part| format!("{}。", part.join("和"))));
        text.english
            .extend(parts(&english, e).map(|part| format!("The {}.", part.join(" of the "))));
        text.beads.push((
            (first.0..text.chinese.len()).collect(),
            (first.1..text.english.len()).collect(),
        ));
    }
    text
}

/// Words in one part or two.
fn parts(words: &[String], count: usize) -> impl Iterator<Item = &[String]> {
    words.chunks(words.len().div_ceil(count))
}
