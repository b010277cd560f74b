//! What only Chinese has: speech tags, words that carry a sentence on, asides.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::rules;
use crate::script;

static SPEECH: LazyLock<Vec<&str>> =
    LazyLock::new(|| rules::entries(include_str!("../../rules/zh/speech.txt")).collect());
static NOT_SPEECH: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rules::entries(include_str!("../../rules/zh/not_speech.txt")).collect());
static CONTINUATIONS: LazyLock<Vec<&str>> =
    LazyLock::new(|| rules::entries(include_str!("../../rules/zh/continuations.txt")).collect());

/// How long a speech tag may be, in characters.
const LONGEST_TAG: usize = 9;

/// Whether a speech tag follows the closing quotation mark: `。”父亲说。`, `！”他喊道，“快！”`.
///
/// The tag is short, holds no punctuation and ends in a verb of speech, directly before 。 or
/// before ，and a new quotation. Before ： it starts a speech of its own.
pub(super) fn speech_tag_follows(rest: &str) -> bool {
    let Some((end, stop)) =
        rest.char_indices().take(LONGEST_TAG + 1).find(|&(_, c)| !script::is_han(c))
    else {
        return false;
    };
    let tag = &rest[..end];
    let ends_it = match stop {
        '。' => true,
        '.' => {
            rest[end + 1..].chars().next().is_none_or(|c| c.is_whitespace() || script::is_han(c))
        }
        '，' | ',' => rest[end + stop.len_utf8()..]
            .trim_start()
            .starts_with(|c| script::opens_quotation(c) || c == '"'),
        _ => false,
    };
    let denied = tag.contains(['没', '沒', '无', '無', '未']);
    ends_it && !denied && SPEECH.iter().any(|verb| tag.ends_with(verb)) && !ends_in_other_word(tag)
}

fn ends_in_other_word(tag: &str) -> bool {
    tag.char_indices().nth_back(1).is_some_and(|(at, _)| NOT_SPEECH.contains(&tag[at..]))
}

/// Whether what follows a quoted stop carries the sentence on: `“好！”的声音`, `“为什么？”这一问题`.
///
/// Behind a full stop or a note mark (`complete`) a demonstrative starts the next sentence instead.
pub(super) fn carries_on(rest: &str, complete: bool) -> bool {
    CONTINUATIONS.iter().any(|word| rest.starts_with(word))
        && !(complete && rest.starts_with(['这', '這']))
}

/// Where an aside of the audience ends that follows a stop: `（掌声）`, `(笑声)`.
pub(super) fn aside_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let inside = rest.strip_prefix(['（', '('])?;
    let (end, close) = inside.char_indices().take(13).find(|(_, c)| matches!(c, '）' | ')'))?;
    let word = inside[..end].trim();
    if word.contains(['（', '(']) {
        return None;
    }
    let is_aside = ["掌声", "掌聲", "笑声", "笑聲", "鼓掌", "欢呼", "歡呼", "笑"]
        .iter()
        .any(|aside| word.ends_with(aside))
        || ["applause", "laughter"].contains(&word.to_ascii_lowercase().as_str());
    is_aside.then(|| at + (rest.len() - inside.len()) + end + close.len_utf8())
}
