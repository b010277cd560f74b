//! What stands in a segment: text and codes.

use crate::attributes::Attributes;
use std::ops::Range;

/// A piece of a segment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Inline {
    /// Text, unescaped; line ends are `\n`, white space counts.
    Text(String),
    /// An inline element.
    Code(Code),
    /// An XML comment, without its marks.
    Comment(String),
    /// A processing instruction, without its marks.
    Instruction(String),
}

/// An inline element with its attributes and content.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Code {
    /// Which element.
    pub kind: CodeKind,
    /// The attributes in file order.
    pub attributes: Attributes,
    /// The content: native markup as text, flows as [`CodeKind::Sub`].
    pub content: Vec<Inline>,
}

impl Code {
    /// An element without content.
    pub fn new<'a>(
        kind: CodeKind,
        attributes: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        Self { kind, attributes: attributes.into_iter().collect(), content: Vec::new() }
    }

    /// Whether the code breaks the line: its type is `lb` (TMX 1.4, section "type"), or what it holds is
    /// the tag `<br>` of HTML.
    pub fn is_line_break(&self) -> bool {
        let is_alone = matches!(self.kind, CodeKind::Ph | CodeKind::It | CodeKind::Ut);
        is_alone
            && (self.attributes.get("type") == Some("lb")
                || matches!(self.content.as_slice(), [Inline::Text(native)] if is_br(native)))
    }
}

/// The inline elements of TMX 1.1 to 1.4, and those of others.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum CodeKind {
    /// `bpt`: a paired code begins.
    Bpt,
    /// `ept`: a paired code ends.
    Ept,
    /// `ph`: a code that stands alone.
    Ph,
    /// `it`: half of a pair whose other half is in another segment.
    It,
    /// `hi`: encloses text that is special for some reason.
    Hi,
    /// `ut`: a code of unknown kind (deprecated).
    Ut,
    /// `sub`: a text inside a code, such as a footnote.
    Sub,
    /// An element that TMX does not know, by its name as written (`g`, `x`, `t5:n`).
    Foreign(String),
}

impl CodeKind {
    /// The kind of an element by its name without the prefix of TMX.
    pub fn of(name: &str) -> Self {
        match name {
            "bpt" => Self::Bpt,
            "ept" => Self::Ept,
            "ph" => Self::Ph,
            "it" => Self::It,
            "hi" => Self::Hi,
            "ut" => Self::Ut,
            "sub" => Self::Sub,
            other => Self::Foreign(other.to_owned()),
        }
    }

    /// The element's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Bpt => "bpt",
            Self::Ept => "ept",
            Self::Ph => "ph",
            Self::It => "it",
            Self::Hi => "hi",
            Self::Ut => "ut",
            Self::Sub => "sub",
            Self::Foreign(name) => name,
        }
    }

    /// Whether the element's content belongs to the text around it. That of `hi` does, and that of
    /// foreign elements (`<g>text</g>`), but not of a `prop` or `note` that stands in a segment by
    /// mistake, as Across writes them.
    pub fn encloses_text(&self) -> bool {
        match self {
            Self::Hi => true,
            Self::Foreign(name) => !matches!(name.as_str(), "prop" | "note"),
            _ => false,
        }
    }
}

/// Adds what a reader sees of `seg` to `text`. A code that is a line break is a blank, where none
/// stands beside it.
pub fn push_text(seg: &[Inline], text: &mut String) {
    for (at, inline) in seg.iter().enumerate() {
        match inline {
            Inline::Text(piece) => text.push_str(piece),
            Inline::Code(code) if code.kind.encloses_text() => push_text(&code.content, text),
            Inline::Code(code) if code.is_line_break() => push_blank(&seg[at + 1..], text),
            Inline::Code(_) | Inline::Comment(_) | Inline::Instruction(_) => {}
        }
    }
}

/// Goes through the pieces of text that [`push_text`] joins, each with the bytes of the joined text that
/// it is, so that they can be changed. The places are those before any change.
pub fn each_text(seg: &mut [Inline], visit: &mut impl FnMut(Range<usize>, &mut String)) {
    let mut text = String::new();
    each_text_after(seg, &mut text, visit);
}

fn each_text_after(
    seg: &mut [Inline],
    text: &mut String,
    visit: &mut impl FnMut(Range<usize>, &mut String),
) {
    for at in 0..seg.len() {
        let (before, after) = seg.split_at_mut(at + 1);
        match &mut before[at] {
            Inline::Text(piece) => {
                let start = text.len();
                text.push_str(piece);
                visit(start..text.len(), piece);
            }
            Inline::Code(code) if code.kind.encloses_text() => {
                each_text_after(&mut code.content, text, visit);
            }
            Inline::Code(code) if code.is_line_break() => push_blank(after, text),
            Inline::Code(_) | Inline::Comment(_) | Inline::Instruction(_) => {}
        }
    }
}

/// Adds a blank unless one stands there, or one of both sides has no text.
fn push_blank(after: &[Inline], text: &mut String) {
    let goes_on = match after.first() {
        Some(Inline::Text(next)) => !next.starts_with(char::is_whitespace),
        Some(_) => true,
        None => false,
    };
    if goes_on && !text.is_empty() && !text.ends_with(char::is_whitespace) {
        text.push(' ');
    }
}

/// Every code of a segment at any depth, outer before inner.
pub fn codes<'a>(seg: &'a [Inline], visit: &mut impl FnMut(&'a Code)) {
    for inline in seg {
        if let Inline::Code(code) = inline {
            visit(code);
            codes(&code.content, visit);
        }
    }
}

/// Whether a reader sees nothing but white space.
pub fn is_blank(seg: &[Inline]) -> bool {
    seg.iter().all(|inline| match inline {
        Inline::Text(piece) => piece.trim().is_empty(),
        Inline::Code(code) => !code.kind.encloses_text() || is_blank(&code.content),
        Inline::Comment(_) | Inline::Instruction(_) => true,
    })
}

/// Whether this is `<br>`, `<br/>` or `<br clear="all" />`.
fn is_br(native: &str) -> bool {
    let Some(inside) = native.trim().strip_prefix('<').and_then(|tag| tag.strip_suffix('>')) else {
        return false;
    };
    let name = inside.split([' ', '/']).next().unwrap_or(inside);
    name.eq_ignore_ascii_case("br") && !inside.contains(['<', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(pieces: &[(&str, &str)]) -> Vec<Inline> {
        let piece = |&(kind, text): &(&str, &str)| match kind {
            "" => Inline::Text(text.to_owned()),
            "hi" => {
                let mut code = Code::new(CodeKind::Hi, []);
                code.content.push(Inline::Text(text.to_owned()));
                Inline::Code(code)
            }
            _ => {
                let mut code = Code::new(CodeKind::Ph, [("type", kind)]);
                code.content.push(Inline::Text(text.to_owned()));
                Inline::Code(code)
            }
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn a_code_that_breaks_the_line_is_one_blank() {
        let text = |pieces: &[(&str, &str)]| {
            let mut text = String::new();
            push_text(&segment(pieces), &mut text);
            text
        };
        assert_eq!(text(&[("", "one"), ("lb", ""), ("", "two")]), "one two");
        assert_eq!(text(&[("", "one"), ("x", "<br />"), ("hi", "two")]), "one two");
        assert_eq!(text(&[("", "one "), ("lb", ""), ("", "two")]), "one two");
        assert_eq!(text(&[("", "one"), ("lb", ""), ("", " two")]), "one two");
        assert_eq!(text(&[("lb", ""), ("", "one"), ("lb", "")]), "one");
        assert_eq!(text(&[("", "one"), ("x", "<b>"), ("", "two")]), "onetwo");
    }

    #[test]
    fn every_piece_of_text_has_its_place_in_the_whole() {
        let mut seg = segment(&[("", "one"), ("lb", ""), ("hi", "two"), ("x", "<b>"), ("", "三")]);
        let mut whole = String::new();
        push_text(&seg, &mut whole);
        let mut places = Vec::new();
        each_text(&mut seg, &mut |range, piece| {
            assert_eq!(&whole[range.clone()], piece);
            places.push(range);
            piece.push('!');
        });
        assert_eq!(places, [0..3, 4..7, 7..10]);
        let mut changed = String::new();
        push_text(&seg, &mut changed);
        assert_eq!(changed, "one! two!三!");
    }
}
