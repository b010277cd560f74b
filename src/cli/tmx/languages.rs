//! Languages that an option names, and whether any unit of a memory is in them.

use diptych_tmx::{TranslationUnit, language};

use super::input::Input;
use crate::cli::console::Console;

/// Languages that were asked for and not seen yet.
#[derive(Debug)]
pub(super) struct Languages(Vec<String>);

impl Languages {
    /// These languages; a language without a region is every variety of it.
    pub(super) fn new<'a>(asked: impl IntoIterator<Item = &'a str>) -> Self {
        Self(asked.into_iter().map(str::to_owned).collect())
    }

    /// Looks at the languages of a unit.
    pub(super) fn see(&mut self, unit: &TranslationUnit) {
        self.0.retain(|asked| !unit.variants.iter().any(|it| language::in_range(asked, it.lang())));
    }

    /// Warns of those that no unit has.
    pub(super) fn warn_of_unseen(&self, input: &Input, console: &Console) {
        for unseen in &self.0 {
            console.warn(format!(
                "{}: no unit is in the language {unseen}: `diptych tmx stats` lists its languages",
                input.name()
            ));
        }
    }
}
