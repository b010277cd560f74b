//! What a file says about itself.

use crate::attributes::Attributes;
use crate::unit::{Detail, Prop};

/// The attributes that the DTD requires of `<header>`, in its order, and what stands for one that
/// is not known.
pub(crate) const REQUIRED: [(&str, &str); 7] = [
    ("creationtool", "unknown"),
    ("creationtoolversion", "unknown"),
    ("segtype", "sentence"),
    ("o-tmf", "unknown"),
    ("adminlang", "en-US"),
    ("srclang", "*all*"),
    ("datatype", "unknown"),
];

/// The head of a TMX file: its version and its `<header>`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Header {
    /// The `version` of `<tmx>` as written; empty where there is none.
    pub version: String,
    /// The attributes of `<header>` in file order.
    pub attributes: Attributes,
    /// Props, notes, user-defined encodings and comments of the header, in file order.
    pub details: Vec<Detail>,
}

impl Header {
    /// The header of a new TMX 1.4 file: every required attribute is there.
    ///
    /// ```
    /// let header = diptych_tmx::Header::new("zh-CN");
    /// assert_eq!(header.attributes.get("segtype"), Some("sentence"));
    /// ```
    pub fn new(srclang: &str) -> Self {
        let attributes = Attributes::from_iter([
            ("creationtool", "diptych"),
            ("creationtoolversion", env!("CARGO_PKG_VERSION")),
            ("segtype", "sentence"),
            ("o-tmf", "diptych"),
            ("adminlang", "en-US"),
            ("srclang", srclang),
            ("datatype", "plaintext"),
        ]);
        Self { version: "1.4".to_owned(), attributes, details: Vec::new() }
    }

    /// The source language as written, `*all*` where there is none.
    pub fn srclang(&self) -> &str {
        self.attributes.get("srclang").unwrap_or("*all*")
    }

    /// The tool that wrote the file (`creationtool`), as written.
    pub fn tool(&self) -> &str {
        self.attributes.get("creationtool").unwrap_or("")
    }

    /// The props in file order.
    pub fn props(&self) -> impl Iterator<Item = &Prop> {
        self.details.iter().filter_map(|detail| match detail {
            Detail::Prop(prop) => Some(prop),
            _ => None,
        })
    }

    /// Whether the file is of a version in which the language of a variant is `lang` and not
    /// `xml:lang` (1.1 and 1.2).
    pub(crate) fn has_old_lang(&self) -> bool {
        matches!(self.version.as_str(), "1.0" | "1.1" | "1.2")
    }
}
