//! Lists in one line: `1. … 2. …`, `a) … b) …`, `① … ② …`.

/// Byte offsets where the items after the first start.
///
/// Markers count only when the first stands at the start of the paragraph and each next one is
/// higher by one: figures in the middle of prose are left alone.
pub(super) fn item_starts(text: &str) -> Vec<usize> {
    let start = text.len() - text.trim_start().len();
    let Some(first) = Marker::read(&text[start..]) else { return Vec::new() };
    let mut starts = Vec::new();
    let mut marker = first;
    let mut from = start;
    while let Some(next) = marker.next() {
        let needle = next.write();
        let Some(at) = find(text, from + 1, &needle, &next) else { break };
        starts.push(at);
        marker = next;
        from = at;
    }
    starts
}

/// The marker of a list item.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Marker {
    bullet: String,
    number: Number,
    tail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    Figure(u32),
    Letter(char),
    Circled(char),
}

impl Marker {
    fn read(text: &str) -> Option<Self> {
        let bullet: String = text
            .chars()
            .take_while(|c| matches!(c, '•' | '⁃' | '·' | '-' | ' ' | '(' | '（'))
            .collect();
        let rest = &text[bullet.len()..];
        let first = rest.chars().next()?;
        let (number, length) = match first {
            '0'..='9' => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                (Number::Figure(rest[..digits].parse().ok()?), digits)
            }
            'a'..='y' | 'A'..='Y' => (Number::Letter(first), 1),
            '①'..='⑲' => (Number::Circled(first), first.len_utf8()),
            _ => return None,
        };
        let tail: String =
            rest[length..].chars().take_while(|c| matches!(c, '.' | ')' | '）')).collect();
        if tail.is_empty() && !matches!(number, Number::Circled(_)) {
            return None;
        }
        // A single letter and a dot may be an initial: only `a.` and `A.` open a list.
        match number {
            Number::Letter(letter) if !letter.eq_ignore_ascii_case(&'a') => return None,
            Number::Figure(figure) if figure > 200 => return None,
            _ => {}
        }
        let spaced =
            matches!(number, Number::Circled(_)) || rest[length + tail.len()..].starts_with(' ');
        spaced.then_some(Self { bullet, number, tail })
    }

    fn next(&self) -> Option<Self> {
        let number = match self.number {
            Number::Figure(figure) => Number::Figure(figure + 1),
            Number::Letter('z' | 'Z') | Number::Circled('⑳') => return None,
            Number::Letter(letter) => Number::Letter(char::from(letter as u8 + 1)),
            Number::Circled(c) => Number::Circled(char::from_u32(c as u32 + 1)?),
        };
        Some(Self { number, ..self.clone() })
    }

    fn write(&self) -> String {
        let Self { bullet, tail, .. } = self;
        match self.number {
            Number::Figure(figure) => format!("{bullet}{figure}{tail}"),
            Number::Letter(c) | Number::Circled(c) => format!("{bullet}{c}{tail}"),
        }
    }
}

/// Finds the next marker where an item can start: behind a space or its own bullet, and not
/// behind a word that takes a number (`see No. 2`).
fn find(text: &str, from: usize, needle: &str, marker: &Marker) -> Option<usize> {
    let from = (from..=text.len()).find(|&at| text.is_char_boundary(at))?;
    let circled = matches!(marker.number, Number::Circled(_));
    memchr::memmem::find_iter(&text.as_bytes()[from..], needle).map(|at| at + from).find(|&at| {
        let before = text[..at].chars().next_back();
        let after = text[at + needle.len()..].chars().next();
        let behind_space =
            before.is_some_and(char::is_whitespace) || needle.starts_with(['•', '⁃']);
        let word = text[..at].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        circled
            || behind_space
                && after.is_some_and(char::is_whitespace)
                && !super::en::takes_number(word.trim_end_matches('.'))
    })
}
