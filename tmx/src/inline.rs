//! What stands in a segment: text and codes.

use crate::attributes::Attributes;

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

/// Adds what a reader sees of `seg` to `text`.
pub fn push_text(seg: &[Inline], text: &mut String) {
    for inline in seg {
        match inline {
            Inline::Text(piece) => text.push_str(piece),
            Inline::Code(code) if code.kind.encloses_text() => push_text(&code.content, text),
            Inline::Code(_) | Inline::Comment(_) | Inline::Instruction(_) => {}
        }
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
