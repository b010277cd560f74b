//! What the parts of an Office file refer to (Open Packaging Conventions).

use super::{
    archive::{Archive, resolve},
    error::{Error, ErrorKind},
    format::Format,
    input::Options,
    report::Report,
    xml::{self, Element},
};

/// A part that another part refers to.
pub(super) struct Relation {
    pub(super) id: String,
    /// The last step of the relation's type.
    pub(super) kind: String,
    /// The name of the part.
    pub(super) target: String,
}

/// What the part `of` refers to inside the archive (the archive itself for `""`).
///
/// # Errors
/// Those of [`tree`].
pub(super) fn relations(
    archive: &mut Archive<'_>,
    of: &str,
    options: &Options,
) -> Result<Vec<Relation>, ErrorKind> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let name = format!("{folder}_rels/{file}.rels");
    if !archive.has(&name) {
        return Ok(Vec::new());
    }
    let root = tree(archive, &name, options)?;
    let relation = |e: &Element| {
        let inside = e.attr("TargetMode") != Some("External");
        let target = e.attr("Target").filter(|_| inside)?;
        let kind = e.attr("Type")?.rsplit('/').next()?.to_owned();
        let id = e.attr("Id").unwrap_or_default().to_owned();
        Some(Relation { id, kind, target: resolve(of, target) })
    };
    Ok(root.elements().filter_map(relation).collect())
}

/// A part as a tree.
///
/// # Errors
/// [`ErrorKind::Damaged`] where it is missing or no XML, and those of [`Archive::part`].
pub(super) fn tree(
    archive: &mut Archive<'_>,
    part: &str,
    options: &Options,
) -> Result<Element, ErrorKind> {
    xml::parse(&decoded(&archive.required(part)?, options)?)
}

/// A part as text; its encoding is its own affair, not the option's.
///
/// # Errors
/// [`ErrorKind::Undecodable`].
pub(super) fn decoded(bytes: &[u8], options: &Options) -> Result<String, ErrorKind> {
    let options = Options { encoding: None, ..options.clone() };
    xml::decode(bytes, &options, &mut Report::new("", Format::Docx)).map_err(Error::into_kind)
}
