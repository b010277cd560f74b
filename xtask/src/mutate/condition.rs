//! The conditions of a room: see the parent for what counts.

use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Expr};

/// What stays when the condition is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An operand of `&&`: it holds always.
    And,
    /// An operand of `||`: it holds never.
    Or,
    /// A whole condition or guard: its branch is never taken.
    Whole,
}

/// A condition in a source file.
#[derive(Debug)]
pub(super) struct Condition {
    /// Relative to the workspace.
    pub(super) file: PathBuf,
    /// From 1.
    line: usize,
    /// In characters, from 1.
    column: usize,
    /// In bytes.
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
    /// As it stands, on one line.
    text: String,
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let sign = match self.kind {
            Kind::And => "&& ",
            Kind::Or => "|| ",
            Kind::Whole => "if ",
        };
        write!(f, "{}:{}:{}  {sign}{}", self.file.display(), self.line, self.column, self.text)
    }
}

/// The conditions of the room in the order of files and places.
pub(super) fn find(root: &Path, room: &Path) -> Result<Vec<Condition>, Box<dyn Error>> {
    let mut files = Vec::new();
    sources(&root.join(room), &mut files)?;
    files.sort();
    let mut conditions = Vec::new();
    for path in files {
        let source = std::fs::read_to_string(&path)?;
        let file = path.strip_prefix(root)?.to_owned();
        let tree = syn::parse_file(&source).map_err(|e| format!("{}: {e}", file.display()))?;
        let mut finder = Finder { source: &source, constant: false, found: Vec::new(), file };
        finder.visit_file(&tree);
        finder.found.sort_by_key(|c| (c.range.start, std::cmp::Reverse(c.range.end)));
        conditions.append(&mut finder.found);
    }
    Ok(conditions)
}

/// Adds the Rust files of a folder, or the file itself.
fn sources(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            sources(&entry?.path(), files)?;
        }
    } else if path.extension().is_some_and(|e| e == "rs") {
        files.push(path.to_owned());
    } else if !path.exists() {
        return Err(format!("{} does not exist", path.display()).into());
    }
    Ok(())
}

struct Finder<'a> {
    source: &'a str,
    file: PathBuf,
    /// Inside an initialiser that the compiler evaluates.
    constant: bool,
    found: Vec<Condition>,
}

impl Finder<'_> {
    fn add(&mut self, expr: &Expr, kind: Kind) {
        if self.constant || matches!(expr, Expr::Let(_)) {
            return;
        }
        let span = expr.span();
        let (range, start) = (span.byte_range(), span.start());
        let text: Vec<&str> = self.source[range.clone()].split_whitespace().collect();
        self.found.push(Condition {
            file: self.file.clone(),
            line: start.line,
            column: start.column + 1,
            range,
            kind,
            text: text.join(" "),
        });
    }

    /// A condition of `if`, `while` or a guard; one with operators counts by its operands.
    fn add_whole(&mut self, expr: &Expr) {
        if !joins(expr) {
            self.add(expr, Kind::Whole);
        }
    }

    fn in_constant(&mut self, constant: bool, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.constant, constant);
        visit(self);
        self.constant = before;
    }
}

/// Whether the expression is, but for brackets and `!`, operands joined by `&&` or `||`.
fn joins(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(paren) => joins(&paren.expr),
        Expr::Unary(unary) => joins(&unary.expr),
        Expr::Binary(binary) => matches!(binary.op, BinOp::And(_) | BinOp::Or(_)),
        _ => false,
    }
}

/// The operands of a chain of one operator, from the left.
fn operands<'e>(expr: &'e Expr, and: bool, into: &mut Vec<&'e Expr>) {
    match expr {
        Expr::Binary(binary)
            if matches!((&binary.op, and), (BinOp::And(_), true) | (BinOp::Or(_), false)) =>
        {
            operands(&binary.left, and, into);
            operands(&binary.right, and, into);
        }
        _ => into.push(expr),
    }
}

/// Whether an item is outside the tested build: tests themselves, and what a feature adds.
fn is_left_out(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Ok(list) = attribute.meta.require_list() else {
            return attribute.path().is_ident("test");
        };
        let tokens = list.tokens.to_string();
        list.path.is_ident("cfg")
            && (tokens == "test" || tokens.contains("\"pdf\"") && !tokens.contains("not"))
    })
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_expr_binary(&mut self, expr: &'ast syn::ExprBinary) {
        let kind = match expr.op {
            BinOp::And(_) => Kind::And,
            BinOp::Or(_) => Kind::Or,
            _ => return visit::visit_expr_binary(self, expr),
        };
        let mut all = Vec::new();
        operands(&expr.left, kind == Kind::And, &mut all);
        operands(&expr.right, kind == Kind::And, &mut all);
        for operand in all {
            self.add(operand, kind);
            self.visit_expr(operand);
        }
    }

    fn visit_expr_if(&mut self, expr: &'ast syn::ExprIf) {
        self.add_whole(&expr.cond);
        visit::visit_expr_if(self, expr);
    }

    fn visit_expr_while(&mut self, expr: &'ast syn::ExprWhile) {
        self.add_whole(&expr.cond);
        visit::visit_expr_while(self, expr);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if is_left_out(&arm.attrs) {
            return;
        }
        if let Some((_, guard)) = &arm.guard {
            self.add_whole(guard);
        }
        visit::visit_arm(self, arm);
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        self.in_constant(false, |finder| visit::visit_expr_closure(finder, closure));
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.in_constant(true, |finder| visit::visit_item_const(finder, item));
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.in_constant(true, |finder| visit::visit_item_static(finder, item));
    }

    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.in_constant(true, |finder| visit::visit_impl_item_const(finder, item));
    }

    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if item.sig.constness.is_none() {
            self.in_constant(false, |finder| visit::visit_item_fn(finder, item));
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if item.sig.constness.is_none() && !is_left_out(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            syn::Item::Const(item) => &item.attrs,
            syn::Item::Static(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !is_left_out(attributes) {
            visit::visit_item(self, item);
        }
    }

    // Lengths of arrays and constants in generics.
    fn visit_type(&mut self, _: &'ast syn::Type) {}

    fn visit_generics(&mut self, _: &'ast syn::Generics) {}

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}
