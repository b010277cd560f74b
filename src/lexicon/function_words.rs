//! Function words: words that stand in every sentence and so say nothing about which one it is.
//!
//! Pronouns, negation and question words are *not* here: in dialogue they are
//! often the only evidence there is. The lists are closed classes written down
//! by hand; on the development sets neither a longer nor a shorter list helped.

/// English articles, prepositions, auxiliaries and the like, lower case, sorted.
const ENGLISH: [&str; 94] = [
    "a", "about", "again", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been",
    "being", "by", "can", "could", "d", "did", "do", "does", "doing", "down", "each", "esp", "etc",
    "few", "for", "from", "had", "has", "have", "having", "here", "hers", "in", "into", "is", "it",
    "its", "itself", "just", "ll", "m", "may", "might", "must", "nor", "o", "of", "off", "on",
    "once", "one", "oneself", "only", "onto", "or", "ours", "out", "over", "own", "re", "s",
    "same", "sb", "shall", "should", "so", "some", "sth", "such", "t", "than", "that", "the",
    "theirs", "then", "there", "these", "this", "those", "to", "too", "under", "up", "upon", "ve",
    "was", "were", "will", "with", "would", "yours",
];

/// Chinese particles, measure words, prepositions and the like.
const CHINESE: &str = "的了是在它们这那就也都和与着过地得之其而以于为有又还很把被给让从到对向吗呢吧啊呀么个一要会能说上下里中来去且并所等或及只便才却更最再将由者已可该此各";

/// Such words of more than one character.
const CHINESE_LONGER: [&str; 12] = [
    "它们", "一个", "这个", "那个", "可以", "而且", "并且", "这样", "那样", "如此", "已经", "以及",
];

/// Whether a lower-case English word is a function word.
pub fn is_english(word: &str) -> bool {
    ENGLISH.binary_search(&word).is_ok()
}

/// Whether a simplified Chinese word is a function word.
pub fn is_chinese(word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => CHINESE.contains(only),
        _ => CHINESE_LONGER.contains(&word),
    }
}
