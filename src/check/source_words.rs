//! Whether a term found in a Chinese text is one there: 国有企业 in 各国有企业 is two pieces of other
//! words.
//!
//! A termbase knows no words but its own. The dictionary of the aligner knows the common ones, how
//! often they occur, and how they are translated. A match is doubted for a word of it that crosses
//! an edge of the match or holds it, where
//!
//! ```text
//! ln P(best reading with the word) - ln P(best reading with both edges of the match) >= margin
//! ```
//!
//! and the margin is small where the English has a translation of that word. Any noun may have 将
//! or 上 behind it: a word that takes only such a function word of what follows (门将 in
//! 传送门将关闭) needs the translation. A match of one character is a word there only where no longer
//! word holds it (理 in 道理).

use std::collections::HashSet;
use std::ops::Range;

use crate::lexicon::{Lexicon, function_words};

/// How many characters around a match are looked at.
const AROUND: usize = 8;
/// The logarithm of the probability of a character that is in no word.
const UNKNOWN: f32 = -14.0;
/// The margin. In about 100 blind beads, false matches have .9 to 7, and true ones 0 or less.
const MARGIN: f32 = 1.0;
/// The margin for a word that is translated: false matches have -5 and more, true ones -7.6 and less.
const TRANSLATED: f32 = -6.0;
/// So many characters do not come together by chance: no word that crosses their edge doubts them.
const LONG: usize = 5;
/// The least share of a word's meaning that a translation must have.
const SHARE: f32 = 0.1;

/// The common words of Chinese.
pub(super) struct SourceWords(pub(super) Lexicon);

impl Default for SourceWords {
    fn default() -> Self {
        Self(Lexicon::embedded())
    }
}

impl SourceWords {
    /// Whether the bytes `at` of `chinese` seem to be made of parts of other words.
    pub(super) fn cut(&self, chinese: &str, at: &Range<usize>, english: &str) -> bool {
        let mut text: Vec<char> = chinese[..at.start].chars().rev().take(AROUND).collect();
        text.reverse();
        let start = text.len();
        text.extend(chinese[at.clone()].chars());
        let end = text.len();
        text.extend(chinese[at.end..].chars().take(AROUND));

        let mut rivals = Vec::new();
        for from in 0..end {
            self.0.prefixes(&text[from..], |length, word| {
                let to = from + length;
                let crosses = end - start < LONG
                    && crosses(from, to, start, end)
                    && !self.is_compound(&text, from..to, if to > end { end } else { start });
                if length > 1 && (crosses || holds(from, to, start, end)) {
                    rivals.push((from, to, word));
                }
            });
        }
        if rivals.is_empty() {
            return false;
        }
        let is_one = end - start == 1;
        let whole = self.probability(&text, |from, to| {
            !(crosses(from, to, start, end) || is_one && holds(from, to, start, end))
        });
        let stems = self.stems(english);
        rivals.into_iter().any(|(from, to, word)| {
            let with = self.probability(&text[..from], |_, _| true)
                + self.0.word_probability(word).ln()
                + self.probability(&text[to..], |_, _| true);
            let is_translated =
                || self.0.links(word).any(|(stem, share)| share >= SHARE && stems.contains(&stem));
            let is_likely = with - whole >= MARGIN && !ends_in_function_word(&text, to, end);
            is_likely || with - whole >= TRANSLATED && is_translated()
        })
    }

    /// Whether a word is two words of two characters or more that meet at `edge`: 改革进程 at the
    /// end of 深化改革 leaves the term whole.
    fn is_compound(&self, text: &[char], word: Range<usize>, edge: usize) -> bool {
        let is_word = |part: Range<usize>| {
            let mut is = false;
            let wanted = part.len();
            self.0.prefixes(&text[part.start..], |length, _| is |= length == wanted);
            wanted > 1 && is
        };
        is_word(word.start..edge) && is_word(edge..word.end)
    }

    /// The logarithm of the probability of the best reading whose words all satisfy `fits`.
    fn probability(&self, text: &[char], fits: impl Fn(usize, usize) -> bool) -> f32 {
        let mut best = vec![f32::NEG_INFINITY; text.len() + 1];
        best[0] = 0.0;
        for start in 0..text.len() {
            let here = best[start];
            let mut reach = |length: usize, worth: f32| {
                if fits(start, start + length) {
                    best[start + length] = best[start + length].max(here + worth);
                }
            };
            reach(1, UNKNOWN);
            self.0.prefixes(&text[start..], |length, word| {
                reach(length, self.0.word_probability(word).ln());
            });
        }
        best[text.len()]
    }

    fn stems(&self, english: &str) -> HashSet<u32> {
        english
            .to_lowercase()
            .split(|c: char| !c.is_alphabetic())
            .filter(|it| !it.is_empty())
            .filter_map(|it| self.0.stem_number(&self.0.stem(it)))
            .collect()
    }
}

/// Whether a word has a part inside the match and a part outside, and does not hold it.
fn crosses(from: usize, to: usize, start: usize, end: usize) -> bool {
    from < start && start < to && to < end || start < from && from < end && end < to
}

/// Whether a word is longer than the match and holds it.
fn holds(from: usize, to: usize, start: usize, end: usize) -> bool {
    from <= start && end <= to && to - from > end - start
}

/// Whether a word that ends before the character `to` has only a function word behind the match.
fn ends_in_function_word(text: &[char], to: usize, end: usize) -> bool {
    to == end + 1 && function_words::is_chinese(&text[end].to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_made_of_parts_of_words_is_none() {
        let words = SourceWords::default();
        for (term, chinese, english, cut) in [
            (
                "国有企业",
                "那年各国有企业前来参展。",
                "Firms from many countries came to show.",
                true,
            ),
            ("现代化", "她教现代化学。", "She teaches modern chemistry.", true),
            ("高质量", "提高质量是关键。", "Better quality is the key.", true),
            ("民营企业", "民营企业家很多。", "There are many private entrepreneurs.", true),
            // 改革进程 leaves the term whole.
            (
                "深化改革",
                "在深化改革进程中，问题不少。",
                "In the course of reform there were many.",
                false,
            ),
            ("民营企业", "民营企业很多。", "There are many private firms.", false),
            // 田亩 is a word, and crosses the edge.
            ("高标准农田", "高标准农田亩产更高。", "Such fields yield more per mu.", false),
            // Any noun may have a function word behind it: 门将, 网上, 体会, 集中, 线上 and 项目的 are none.
            ("传送门", "传送门将在十秒后关闭。", "The gateway closes in ten seconds.", false),
            ("接触网", "接触网上不得悬挂异物。", "No foreign objects may hang there.", false),
            ("弹性体", "弹性体会在低温下变硬。", "Rubber hardens at low temperatures.", false),
            ("数据集", "数据集中混有噪声。", "There is noise in the corpus.", false),
            ("生产线", "生产线上有两台机器人。", "Two robots work at the belt.", false),
            ("防火门", "防火门将自动关闭。", "The gate closes by itself.", false),
            // They are where the English says so.
            ("中学", "他学习中学会了忍耐。", "He learned to be patient in his studies.", true),
            ("用工", "各厂采用工会的方案。", "The works adopted the plan of the union.", true),
            // One character is part of any word that holds it.
            ("理", "他说得很有道理。", "He has a point.", true),
            ("气", "他很生气。", "He lost his temper.", true),
            ("礼", "他送了一份礼物。", "He brought something nice.", true),
            ("釉", "这层釉很厚。", "This coating is thick.", false),
            ("窑", "窑建在山坡上。", "The furnace stands on a slope.", false),
            ("仁", "孔子以仁为核心。", "Confucius put kindness first.", false),
            // 争取 is `to win`, but the reading with it is far from probable.
            ("反腐败斗争", "反腐败斗争取得胜利。", "The fight was won.", false),
        ] {
            let at = chinese.find(term).unwrap();
            assert_eq!(words.cut(chinese, &(at..at + term.len()), english), cut, "{chinese}");
        }
    }
}
