//! The help in Chinese, keyed by its English.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The texts of the help, and the names that stand for values.
#[derive(Debug, Deserialize)]
pub(crate) struct Help {
    texts: HashMap<String, String>,
    names: HashMap<String, String>,
}

/// Read when it is first asked for, so that nobody waits for it in English.
static HELP: LazyLock<Help> =
    LazyLock::new(|| toml::from_str(include_str!("help.toml")).unwrap_or_else(|_| Help::empty()));

impl Help {
    /// A table that has nothing: all stays English.
    fn empty() -> Self {
        Self { texts: HashMap::new(), names: HashMap::new() }
    }

    /// The Chinese of a text of the help.
    pub(crate) fn text(english: &str) -> Option<&'static str> {
        HELP.texts.get(english).map(String::as_str)
    }

    /// The Chinese of what stands for a value.
    pub(crate) fn name(english: &str) -> Option<&'static str> {
        HELP.names.get(english).map(String::as_str)
    }

    /// All English texts and names that have Chinese.
    #[cfg(test)]
    pub(crate) fn keys() -> (Vec<&'static str>, Vec<&'static str>) {
        let keys = |of: &'static HashMap<String, String>| of.keys().map(String::as_str).collect();
        (keys(&HELP.texts), keys(&HELP.names))
    }
}
