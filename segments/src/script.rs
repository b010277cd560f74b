//! What a character is: its script, its width on paper, its part in punctuation.

/// Whether `c` is a Chinese character: a Han ideograph of Unicode, compatibility forms and all
/// planes included, or one of `〇` and `々`, which stand among them.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '〇' | '々' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether `c` belongs to Chinese typesetting: a Han character or wide punctuation.
pub(crate) fn is_chinese(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}')
}

/// The width of `c` in columns of a Chinese page, where a Han character has two.
///
/// East Asian Width W, F and A count two (UAX #11): Chinese fonts draw “ ” … — · at full width.
pub(crate) fn columns(c: char) -> usize {
    match c {
        '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}' => 0,
        '\u{00B7}'
        | '\u{00D7}'
        | '\u{00F7}'
        | '\u{00B0}'
        | '\u{00A7}'
        | '\u{2010}'..='\u{203B}'
        | '\u{2103}'..='\u{2109}'
        | '\u{2150}'..='\u{22FF}'
        | '\u{2460}'..='\u{27BF}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{3FFFF}' => 2,
        _ => 1,
    }
}

/// Whether `c` ends a sentence by itself.
pub(crate) fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '｡'
            | '﹖'
            | '﹗'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '!'
            | '?'
            | '.'
            | '．'
            | '…'
    )
}

/// Whether `c` is an emoji or joins emoji, as Unicode's blocks of pictographs go.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1FAFF}' | '\u{2600}'..='\u{2775}' | '\u{2794}'..='\u{27BF}' | '\u{FE0F}' | '\u{200D}')
}

/// Whether `c` closes a quotation; the straight ones are left to their spacing.
pub(crate) fn closes_quotation(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '»' | '﹂' | '﹄' | '〞' | '〟')
}

/// Whether `c` opens a quotation.
pub(crate) fn opens_quotation(c: char) -> bool {
    matches!(c, '“' | '‘' | '「' | '『' | '«' | '﹁' | '﹃' | '〝')
}

/// Whether `c` closes a bracket that holds its content together.
pub(crate) fn closes_bracket(c: char) -> bool {
    matches!(c, '）' | ')' | '】' | '》' | '〉' | '〕' | ']' | '］' | '〗' | '｝' | '}')
}

/// Whether `c` opens a bracket that holds its content together.
pub(crate) fn opens_bracket(c: char) -> bool {
    matches!(c, '（' | '(' | '【' | '《' | '〈' | '〔' | '[' | '［' | '〖' | '｛' | '{')
}

/// The number of a circled figure, ① to ⑳ and ㉑ to ㊿.
pub(crate) fn circled(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(c as u32 - '①' as u32 + 1),
        '㉑'..='㉟' => Some(c as u32 - '㉑' as u32 + 21),
        '㊱'..='㊿' => Some(c as u32 - '㊱' as u32 + 36),
        '❶'..='❿' => Some(c as u32 - '❶' as u32 + 1),
        _ => None,
    }
}

/// The digit of a superscript figure.
pub(crate) fn superscript(c: char) -> Option<u32> {
    match c {
        '⁰' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => Some(c as u32 - '⁴' as u32 + 4),
        _ => None,
    }
}
