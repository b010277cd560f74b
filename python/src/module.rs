//! What Python calls. The interpreter's lock is released while Diptych works.

#![allow(clippy::needless_pass_by_value, reason = "Python hands its values over")]

use std::ffi::OsString;
use std::path::PathBuf;

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

use crate::answers::{self, Aligning, Answer, Checking, Failure, Given, Pair, Reading};

pyo3::create_exception!(
    diptych,
    Error,
    PyValueError,
    "The input cannot be used; the message says why, and what to do."
);
pyo3::create_exception!(diptych, InternalError, PyRuntimeError, "Diptych is at fault.");

/// A text as Python gives it.
#[derive(FromPyObject)]
enum AnyGiven {
    Text(String),
    Segments(Vec<String>),
    File(PathBuf),
}

impl From<AnyGiven> for Given {
    fn from(given: AnyGiven) -> Self {
        match given {
            AnyGiven::Text(text) => Self::Text(text),
            AnyGiven::Segments(segments) => Self::Segments(segments),
            AnyGiven::File(path) => Self::File(path),
        }
    }
}

/// The keywords of `align`.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct AlignKeywords {
    source_lang: Option<String>,
    target_lang: Option<String>,
    glossary: Vec<PathBuf>,
    lexicon: Vec<PathBuf>,
    layout: Option<String>,
    notes: Option<String>,
    srx: Option<PathBuf>,
    force: bool,
}

impl From<AlignKeywords> for Aligning {
    fn from(it: AlignKeywords) -> Self {
        Self {
            reading: Reading { layout: it.layout, notes: it.notes, srx: it.srx },
            codes: [it.source_lang, it.target_lang],
            glossary: it.glossary,
            lexicon: it.lexicon,
            force: it.force,
        }
    }
}

/// The keywords of `check`.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct CheckKeywords {
    glossary: Vec<PathBuf>,
    numbers: bool,
    qa: bool,
    any_script: bool,
}

impl From<CheckKeywords> for Checking {
    fn from(it: CheckKeywords) -> Self {
        let CheckKeywords { glossary, numbers, qa, any_script } = it;
        Self { glossary, numbers, qa, any_script }
    }
}

/// Lines of JSON, and warnings.
type Lines = (Vec<String>, Vec<String>);

fn answered(
    py: Python<'_>,
    work: impl FnOnce() -> Result<Answer, Failure> + Send,
) -> PyResult<Lines> {
    match py.detach(|| answers::guarded(work)) {
        Ok(Answer { lines, warnings }) => Ok((lines, warnings)),
        Err(Failure::Refused(message)) => Err(Error::new_err(message)),
        Err(Failure::Internal(message)) => Err(InternalError::new_err(message)),
    }
}

#[pyfunction]
fn align(
    py: Python<'_>,
    source: AnyGiven,
    target: AnyGiven,
    keywords: AlignKeywords,
) -> PyResult<Lines> {
    answered(py, || answers::align(source.into(), target.into(), &keywords.into()))
}

#[pyfunction]
fn segment(
    py: Python<'_>,
    text: AnyGiven,
    lang: Option<String>,
    layout: Option<String>,
    notes: Option<String>,
    srx: Option<PathBuf>,
) -> PyResult<Lines> {
    let how = Reading { layout, notes, srx };
    answered(py, || answers::segment(text.into(), &how, lang.as_deref()))
}

#[pyfunction]
fn check_file(py: Python<'_>, file: PathBuf, keywords: CheckKeywords) -> PyResult<Lines> {
    answered(py, || answers::check_file(&file, &keywords.into()))
}

#[pyfunction]
fn check_pairs(
    py: Python<'_>,
    pairs: Vec<(String, String, f32)>,
    source_lang: Option<String>,
    keywords: CheckKeywords,
) -> PyResult<Lines> {
    let pairs = pairs.into_iter().map(|(source, target, score)| Pair { source, target, score });
    let pairs: Vec<Pair> = pairs.collect();
    answered(py, || answers::check_pairs(pairs, source_lang.as_deref(), &keywords.into()))
}

/// The command, with its arguments: its exit code.
#[pyfunction]
fn command(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| diptych::cli::main_with(arguments))
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("Error", py.get_type::<Error>())?;
    module.add("InternalError", py.get_type::<InternalError>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_function(wrap_pyfunction!(align, module)?)?;
    module.add_function(wrap_pyfunction!(segment, module)?)?;
    module.add_function(wrap_pyfunction!(check_file, module)?)?;
    module.add_function(wrap_pyfunction!(check_pairs, module)?)?;
    module.add_function(wrap_pyfunction!(command, module)?)
}
