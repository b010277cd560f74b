//! The two languages that Diptych stands between.

/// A language of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "lowercase")
)]
pub enum Lang {
    /// English.
    En,
    /// Chinese, simplified or traditional.
    Zh,
}

impl Lang {
    /// What stands between two segments of this language that are joined:
    /// nothing in Chinese, one space in English.
    pub fn joint(self) -> &'static str {
        match self {
            Self::En => " ",
            Self::Zh => "",
        }
    }
}
