//! Which file of a package takes which names from which other file.
//!
//! Read from the sources: `use` items, and the paths in code, types and macros. A name that a
//! module passes on by `use` is taken from the file that defines it, so a face that only declares
//! and passes on its children imports nothing. Methods are not followed. Tests are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

/// From which file to which, and the names taken.
pub(crate) type Imports = BTreeMap<(PathBuf, PathBuf), BTreeSet<String>>;

/// What a package's sources say of each other.
pub(crate) struct Sources {
    pub(crate) imports: Imports,
    /// File, and the crate that a path in it starts with (or might).
    pub(crate) crates: BTreeSet<(PathBuf, String)>,
}

/// A module's path below the crate.
type Place = Vec<String>;

#[derive(Default)]
struct Module {
    file: PathBuf,
    children: BTreeSet<String>,
    /// Items defined here.
    items: BTreeSet<String>,
    /// Names brought in by `use`, with the path that they stand for.
    uses: BTreeMap<String, Place>,
    globs: Vec<Place>,
    /// Paths used in the code, as absolute as the file itself tells.
    paths: BTreeSet<Place>,
}

/// Reads the sources in `folder`, a package's `src`; files are named relative to `root`.
pub(crate) fn read(root: &Path, folder: &str) -> Sources {
    let mut modules: BTreeMap<Place, Module> = BTreeMap::new();
    for file in files(&root.join(folder)) {
        let text = std::fs::read_to_string(&file).unwrap();
        let tree = syn::parse_file(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let mut place: Place = file
            .strip_prefix(root.join(folder))
            .unwrap()
            .with_extension("")
            .iter()
            .map(|part| part.to_str().unwrap().to_owned())
            .collect();
        if ["mod", "lib", "main"].contains(&place.last().unwrap().as_str()) {
            place.pop();
        }
        // `main.rs` beside a `lib.rs` is a crate of its own, above everything.
        if file.ends_with("main.rs") && file.with_file_name("lib.rs").exists() {
            place.push("(main)".to_owned());
        }
        let file = file.strip_prefix(root).unwrap().to_owned();
        Reader { file, place, modules: &mut modules }.module(&tree.items);
    }
    let mut sources = Sources { imports: Imports::new(), crates: BTreeSet::new() };
    for (place, module) in &modules {
        let used = module.uses.values().chain(&module.paths);
        for path in used {
            let Some((target, name)) = resolve(&modules, place, path, 0) else {
                sources.crates.insert((module.file.clone(), path[0].clone()));
                continue;
            };
            let Some(name) = name else { continue };
            let is_own_child = module.uses.values().any(|passed| passed == path)
                && !module.paths.iter().any(|used| used.first() == path.last())
                && target.starts_with(module.file.parent().unwrap())
                && target != module.file
                && module.file.file_name().is_some_and(|n| n == "mod.rs" || n == "lib.rs");
            if target != module.file && !is_own_child {
                let names = sources.imports.entry((module.file.clone(), target)).or_default();
                names.insert(name);
            }
        }
        for path in &module.globs {
            if let Some((target, None)) = resolve(&modules, place, path, 0)
                && target != module.file
            {
                let names = sources.imports.entry((module.file.clone(), target)).or_default();
                names.insert("*".to_owned());
            }
        }
    }
    sources
}

/// The file that defines what `path` names from `place`, and the name; no name when it is a module.
///
/// `None` for what is no path of this crate.
fn resolve(
    modules: &BTreeMap<Place, Module>,
    place: &Place,
    path: &[String],
    depth: usize,
) -> Option<(PathBuf, Option<String>)> {
    if depth > 8 {
        return None;
    }
    let (mut at, mut rest): (Place, &[String]) = match path.first()?.as_str() {
        "crate" => (Place::new(), &path[1..]),
        // The command is a crate of its own above the library.
        "diptych" if place.first().is_some_and(|p| p == "(main)") => (Place::new(), &path[1..]),
        "self" => (place.clone(), &path[1..]),
        "super" => {
            let ups = path.iter().take_while(|segment| *segment == "super").count();
            (place[..place.len().checked_sub(ups)?].to_vec(), &path[ups..])
        }
        first => {
            let here = &modules[place];
            if here.children.contains(first) {
                (place.clone(), path)
            } else {
                let stands_for = here.uses.get(first)?;
                if stands_for == path {
                    return None;
                }
                let whole = [stands_for, &path[1..]].concat();
                return resolve(modules, place, &whole, depth + 1);
            }
        }
    };
    while let Some(first) = rest.first()
        && modules.get(&at)?.children.contains(first)
    {
        at.push(first.clone());
        rest = &rest[1..];
    }
    let module = modules.get(&at)?;
    let Some(name) = rest.first() else { return Some((module.file.clone(), None)) };
    if let Some(stands_for) = module.uses.get(name)
        && !module.items.contains(name)
    {
        let whole = [stands_for, &rest[1..]].concat();
        return resolve(modules, &at, &whole, depth + 1);
    }
    if !module.items.contains(name) {
        for glob in &module.globs {
            let whole = [glob, rest].concat();
            if let Some((file, Some(found))) = resolve(modules, &at, &whole, depth + 1)
                && found == *name
                && modules.values().any(|m| m.file == file && m.items.contains(name))
            {
                return Some((file, Some(found)));
            }
        }
    }
    Some((module.file.clone(), Some(name.clone())))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

struct Reader<'a> {
    file: PathBuf,
    place: Place,
    modules: &'a mut BTreeMap<Place, Module>,
}

impl Reader<'_> {
    fn module(&mut self, items: &[Item]) {
        self.here().file = self.file.clone();
        for item in items {
            self.visit_item(item);
        }
    }

    fn here(&mut self) -> &mut Module {
        self.modules.entry(self.place.clone()).or_default()
    }

    fn add_use(&mut self, tree: &UseTree, mut path: Place) {
        match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                self.add_use(&tree.tree, path);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_use(tree, path.clone());
                }
            }
            UseTree::Glob(_) => self.here().globs.push(path),
            UseTree::Name(tree) => {
                let name = tree.ident.to_string();
                if name == "self" {
                    let name = path.last().unwrap().clone();
                    self.here().uses.insert(name, path);
                } else {
                    path.push(name.clone());
                    self.here().uses.insert(name, path);
                }
            }
            UseTree::Rename(tree) => {
                if tree.ident != "self" {
                    path.push(tree.ident.to_string());
                }
                self.here().uses.insert(tree.rename.to_string(), path);
            }
        }
    }

    /// The paths in a macro's arguments, which are not parsed.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Place::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.add_path(std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => {
                    colons += 1;
                }
                other => {
                    self.add_path(std::mem::take(&mut path));
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.add_path(path);
    }

    fn add_path(&mut self, path: Place) {
        if path.len() > 1 {
            self.here().paths.insert(path);
        }
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute
            .meta
            .require_list()
            .is_ok_and(|list| list.path.is_ident("cfg") && list.tokens.to_string() == "test")
    })
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let (name, attributes) = match item {
            Item::Const(item) => (Some(&item.ident), &item.attrs),
            Item::Enum(item) => (Some(&item.ident), &item.attrs),
            Item::Fn(item) => (Some(&item.sig.ident), &item.attrs),
            Item::Impl(item) => (None, &item.attrs),
            Item::Macro(item) => (item.ident.as_ref(), &item.attrs),
            Item::Mod(item) => (None, &item.attrs),
            Item::Static(item) => (Some(&item.ident), &item.attrs),
            Item::Struct(item) => (Some(&item.ident), &item.attrs),
            Item::Trait(item) => (Some(&item.ident), &item.attrs),
            Item::Type(item) => (Some(&item.ident), &item.attrs),
            Item::Use(item) => (None, &item.attrs),
            _ => return,
        };
        if is_test(attributes) {
            return;
        }
        if let Some(name) = name {
            self.here().items.insert(name.to_string());
        }
        match item {
            Item::Mod(item) => {
                self.here().children.insert(item.ident.to_string());
                if let Some((_, items)) = &item.content {
                    self.place.push(item.ident.to_string());
                    self.module(items);
                    self.place.pop();
                }
            }
            Item::Use(item) => self.add_use(&item.tree, Place::new()),
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.add_path(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.add_path(item.path.segments.iter().map(|s| s.ident.to_string()).collect());
        self.tokens(item.tokens.clone());
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}
