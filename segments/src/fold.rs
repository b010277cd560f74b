//! One form for what is the same to a reader: width, case and punctuation are folded.

/// A folded text and the way back to the original.
///
/// Law: `offsets` has one entry per byte of `text` and one for its end; entries never fall, and
/// [`Folded::original`] of a range on character boundaries is a range on character boundaries of
/// the original that covers all it was folded from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the byte of the original its character starts at; then the original's length.
    offsets: Vec<usize>,
}

impl Folded {
    /// The byte range of the original that a byte range of the folded text came from.
    ///
    /// # Panics
    /// When the range does not lie in the text.
    pub fn original(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.offsets[range.start];
        // Several bytes may come from one character: the end is where the next one starts.
        start..self.offsets[range.end].max(start)
    }
}

/// Folds width (`Ａ` to `A`, `！` to `!`), case (`A` to `a`), quotation marks, dashes and spaces;
/// `script` maps each character on (traditional to simplified, say; `|c| c` leaves them).
///
/// Runs of white space become one space. Full-width forms are those of Unicode's Halfwidth and
/// Fullwidth Forms block; nothing is decomposed.
///
/// ```
/// use diptych_segments::fold;
///
/// let folded = fold("“ＡＩ”的 發展", |c| if c == '發' { '发' } else { c });
/// assert_eq!(folded.text, "\"ai\"的 发展");
/// let at = folded.text.find("发").unwrap();
/// assert_eq!(&"“ＡＩ”的 發展"[folded.original(at..at + "发".len())], "發");
/// ```
pub fn fold(text: &str, script: impl Fn(char) -> char) -> Folded {
    let mut folded = String::with_capacity(text.len());
    let mut offsets = Vec::with_capacity(text.len() + 1);
    let mut blank = false;
    for (at, c) in text.char_indices() {
        let c = narrow(script(c));
        if c.is_whitespace() {
            if !std::mem::replace(&mut blank, true) {
                push(&mut folded, &mut offsets, ' ', at);
            }
            continue;
        }
        blank = false;
        for lower in c.to_lowercase() {
            push(&mut folded, &mut offsets, lower, at);
        }
    }
    offsets.push(text.len());
    Folded { text: folded, offsets }
}

fn push(folded: &mut String, offsets: &mut Vec<usize>, c: char, at: usize) {
    folded.push(c);
    offsets.resize(folded.len(), at);
}

/// The plain form of a full-width character or a typographic mark.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '‛' | '′' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '。' | '｡' => '.',
        '、' => ',',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '·' | '•' | '‧' | '・' => '·',
        _ => c,
    }
}
