//! Subtitles and lyrics (SRT, `WebVTT`, ASS, LRC): cues become the sentences that are spoken.

mod ass;
mod cue;
pub(super) mod kind;
mod lrc;
mod srt;

use diptych_segments::{Block, Lang, Layout, is_han};

use super::{
    error::Error,
    flow::one_line,
    input::{Input, Options},
    pairs::{Bilingual, Pair},
    reader::{Content, Reader},
    report::Report,
    text,
};
use cue::Cue;
use kind::{Kind, kind};

/// Reads subtitles.
pub(super) struct Subtitles;

impl Reader for Subtitles {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        let text = text::decoded(input, options, report)?;
        let cues = match kind(&text) {
            Some(Kind::Ass) => ass::cues(&text, report),
            Some(Kind::Lrc) => lrc::cues(&text),
            _ => srt::cues(&text),
        };
        report.leave_out_all("numbers and times of cues", "nobody speaks them", cues.len());
        Ok(match pairs(&cues) {
            Some(pairs) => Content::Pairs(Bilingual {
                name: input.name.clone(),
                pairs,
                ..Bilingual::default()
            }),
            None => Content::Blocks(Layout::Structured, sentences(&cues)),
        })
    }
}

fn is_chinese(line: &str) -> bool {
    line.chars().any(is_han)
}

/// The lines of a cue in the one language and in the other, and whether the first are Chinese.
fn sides(cue: &Cue) -> Option<(bool, &[String], &[String])> {
    let at = cue.lines.windows(2).position(|two| is_chinese(&two[0]) != is_chinese(&two[1]))?;
    let (first, second) = cue.lines.split_at(at + 1);
    let one = is_chinese(&first[0]);
    let is_uniform =
        |lines: &[String], side: bool| lines.iter().all(|line| is_chinese(line) == side);
    (is_uniform(first, one) && is_uniform(second, !one)).then_some((one, first, second))
}

/// Both languages of cues that each show one line of each.
fn pairs(cues: &[Cue]) -> Option<Vec<Pair>> {
    let both = cues.iter().filter(|cue| sides(cue).is_some()).count();
    if both < 2 || both * 5 < cues.len() * 4 {
        return None;
    }
    let source_is_chinese = cues.iter().find_map(sides)?.0;
    let joined = |lines: &[String]| one_line(&lines.join("\n"));
    let pair = |(number, cue): (usize, &Cue)| {
        let (source, target) = match sides(cue) {
            Some((one, first, second)) if one == source_is_chinese => {
                (joined(first), joined(second))
            }
            Some((_, first, second)) => (joined(second), joined(first)),
            None if cue.lines.iter().any(|line| is_chinese(line)) == source_is_chinese => {
                (joined(&cue.lines), String::new())
            }
            None => (String::new(), joined(&cue.lines)),
        };
        let lang = if source_is_chinese { Lang::Zh } else { Lang::En };
        Pair { number, lang: Some(lang), source, target, line: cue.line, ..Pair::default() }
    };
    Some((1..).zip(cues).map(pair).collect())
}

/// The longest pause inside a sentence, in milliseconds.
const PAUSE: u64 = 3000;

/// What is spoken, each sentence that runs over cues in one piece, each speaker apart.
fn sentences(cues: &[Cue]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut end = None;
    for cue in cues {
        let turns = turns(&cue.lines);
        let whole: usize = turns.iter().map(|(_, text)| text.len()).sum();
        let mut spoken = 0;
        for (turn, text) in turns {
            let from = moment(cue, spoken, whole);
            spoken += text.len();
            let time = from.zip(moment(cue, spoken, whole));
            let follows = end.is_some_and(|end| cue.start <= end + PAUSE) && !turn;
            match blocks.last_mut().filter(|last| follows && runs_on(&last.text, &text)) {
                Some(last) => {
                    last.text = one_line(&format!("{}\n{text}", last.text));
                    last.time = last.time.zip(time).map(|(first, last)| (first.0, last.1));
                }
                None => blocks.push(Block { time, ..Block::new(text, cue.line) }),
            }
        }
        end = Some(cue.end);
    }
    blocks
}

/// When so many bytes of a cue have been spoken, of so many: each takes as long as any other.
fn moment(cue: &Cue, spoken: usize, whole: usize) -> Option<u32> {
    let length = cue.end.saturating_sub(cue.start);
    let moment = cue.start + length * spoken as u64 / whole.max(1) as u64;
    u32::try_from(moment).ok()
}

/// The turns of a cue, and whether a dash begins each: who speaks next.
fn turns(lines: &[String]) -> Vec<(bool, String)> {
    let mut turns: Vec<(bool, String)> = Vec::new();
    for line in lines {
        let spoken = line.trim_start_matches(['-', '–', '—', '－', '‐']).trim_start();
        // -5 is a number.
        let begins = spoken.len() < line.len() && !spoken.starts_with(|c: char| c.is_ascii_digit());
        let spoken = if begins { spoken } else { line };
        match turns.last_mut().filter(|_| !begins) {
            Some((_, text)) => *text = one_line(&format!("{text}\n{line}")),
            None => turns.push((begins, one_line(spoken))),
        }
    }
    turns.retain(|(_, text)| !text.is_empty());
    turns
}

/// Whether a sentence of one cue goes on in the next.
fn runs_on(before: &str, after: &str) -> bool {
    let open = ['，', '、', '；', '：', ',', ';', ':'];
    let stopped = ['.', '!', '?', '…', '。', '！', '？', '”', '"', '♪', ')', '）', ']', '】'];
    before.ends_with(open)
        || after.starts_with(|c: char| c.is_ascii_lowercase())
            && !before.ends_with(stopped)
            && !before.ends_with(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(text: &str) -> Vec<String> {
        sentences(&srt::cues(text)).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn cues_become_sentences_and_speakers_stand_apart() {
        let text = "1\n00:00:01,000 --> 00:00:03,500\n你好，\n我是小明。\n\n2\n00:00:04,000 --> 00:00:06,000\n<i>这座桥建于{\\an8}古代，</i>\n\n3\n00:00:06,500 --> 00:00:08,000\n至今还在。\n\n4\n00:00:09,000 --> 00:00:10,000\n- 走吧？\n- 好的。\n";
        assert_eq!(
            spoken(text),
            ["你好，我是小明。", "这座桥建于古代，至今还在。", "走吧？", "好的。"]
        );
        let english = "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:03.000 align:start\nParty A engages\n<v Ann>Party B to provide\n\n00:03.100 --> 00:04.000\nservices.\n\n00:20.000 --> 00:21.000\nand more\n";
        assert_eq!(spoken(english), ["Party A engages Party B to provide services.", "and more"]);
    }

    #[test]
    fn cues_of_two_languages_are_pairs() {
        let cue =
            |n: usize, lines: &str| format!("{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{lines}\n\n");
        let text = cue(1, "你好。\nHello.") + &cue(2, "再见。\nGood\nbye.") + &cue(3, "♪ la la ♪");
        let pairs = pairs(&srt::cues(&text));
        assert!(pairs.is_none(), "two cues in three are too few");
        let text = text + &cue(4, "走。\nGo.") + &cue(5, "来。\nCome.");
        let pairs = super::pairs(&srt::cues(&text)).unwrap();
        assert_eq!((pairs[1].source.as_str(), pairs[1].target.as_str()), ("再见。", "Good bye."));
        assert_eq!((pairs[2].source.as_str(), pairs[2].target.as_str()), ("", "♪ la la ♪"));
    }
}
