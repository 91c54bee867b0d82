//! The door of the library: from the text of a source to its pictures in one call, and the road in two steps for those who
//! need what lies between.
//!
//! ```
//! let source = r#"
//!     client web "Web app"
//!     service api "API"
//!     database db "Orders" { tech: PostgreSQL }
//!     web -> api: HTTPS
//!     api -> db: read, write
//! "#;
//! let rendered = frieze::render(source, &frieze::Options::default()).expect("nothing is wrong with it");
//! assert_eq!(rendered.pictures.len(), 1);
//! assert!(rendered.pictures[0].svg.contains("PostgreSQL"));
//!
//! let wrong = frieze::render("service api; web -> api", &frieze::Options::default()).expect_err("`web` is not declared");
//! assert!(wrong[0].message.contains("web"));
//! ```

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::layout::{self, Layout};
use crate::lint;
use crate::model::{self, LintLevel, Model};
use crate::render::{self};
use crate::scene;
use crate::source::{FileId, Loader, NoImports, Sources};
use crate::theme::Theme;
use crate::view::{self, View};

/// How a source is drawn.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the source in messages; without its extension it also names the view of a source that declares none.
    pub name: String,
    pub theme: Theme,
    /// Pixels of the PNG for each px of the picture; None makes no PNG.
    pub png: Option<f64>,
    /// Levels of lints by name; what the source says in place goes first.
    pub lints: Vec<(String, LintLevel)>,
}

impl Default for Options {
    /// SVG alone, in the theme `auto`: light, and dark where the reader's surroundings are.
    fn default() -> Self {
        let theme = crate::theme::find("auto").expect("`auto` is built in");
        Self { name: "diagram.frieze".to_string(), theme, png: None, lints: Vec::new() }
    }
}

/// All views of a source, in the order of the source.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub pictures: Vec<Picture>,
    /// What is worth a look and hinders nothing.
    pub warnings: Vec<Diagnostic>,
}

/// One view, drawn.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The id of the view: a file name without extension.
    pub id: String,
    pub title: String,
    pub svg: String,
    /// Asked for with [`Options::png`].
    pub png: Option<Vec<u8>>,
    /// The geometry as JSON, see [`render::json`].
    pub json: String,
}

/// Draws every view of a source that stands alone (it may not import). All errors come at once; their spans are in a file
/// that [`Sources`] would number 0.
pub fn render(text: &str, options: &Options) -> Result<Rendered, Vec<Diagnostic>> {
    let mut sources = Sources::new();
    let file = sources.add(options.name.as_str(), text);
    let compiled = compile(&mut sources, file, &NoImports, &options.lints);
    let mut wrong = compiled.diagnostics;
    let mut pictures = Vec::new();
    if !has_errors(&wrong) {
        for index in 0..compiled.model.views.len() {
            match picture(&compiled.model, index, options) {
                Ok((picture, warnings)) => {
                    pictures.push(picture);
                    wrong.extend(warnings);
                }
                Err(found) => wrong.extend(found),
            }
        }
    }
    if has_errors(&wrong) { Err(wrong) } else { Ok(Rendered { pictures, warnings: wrong }) }
}

fn picture(model: &Model, index: usize, options: &Options) -> Result<(Picture, Vec<Diagnostic>), Vec<Diagnostic>> {
    let drawn = draw(model, index, &options.theme)?;
    let png = options.png.map(|scale| render::png(&drawn.svg, scale)).transpose().map_err(|error| {
        let message = format!("`{}` cannot be a PNG: {error}", drawn.view.id);
        vec![Diagnostic::error(Code::PNG, drawn.view.span, message).label("this view")]
    })?;
    let json = render::json(&drawn.view, &drawn.layout);
    Ok((Picture { id: drawn.view.id, title: drawn.view.title, svg: drawn.svg, png, json }, drawn.warnings))
}

/// A source and its imports with every name resolved. The model is whole as far as the errors allow; only one without errors
/// is fit to be drawn.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub model: Model,
    /// Errors, warnings and lints.
    pub diagnostics: Vec<Diagnostic>,
}

/// The first half of the road: syntax and model, and the lints on the way.
pub fn compile(sources: &mut Sources, file: FileId, loader: &dyn Loader, lints: &[(String, LintLevel)]) -> Compiled {
    let loaded = model::load(sources, file, loader);
    let (mut model, found) = model::build(sources, &loaded.asts);
    model.sound &= !has_errors(&loaded.diagnostics);
    let mut diagnostics = loaded.diagnostics;
    let mut later = found;
    later.extend(lint::run(&model, lints));
    // What an import that failed would have brought is missing everywhere: one mistake, told once.
    if diagnostics.iter().any(|diagnostic| diagnostic.code.name.starts_with("import-")) {
        let missing = [Code::UNKNOWN_NAME, Code::UNDECLARED_COMPONENT, Code::UNKNOWN_KIND, Code::UNKNOWN_TAG];
        later.retain(|diagnostic| !missing.contains(&diagnostic.code));
    }
    diagnostics.extend(later);
    Compiled { model, diagnostics }
}

/// A view on its way to a file.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub view: View,
    pub layout: Layout,
    pub svg: String,
    pub warnings: Vec<Diagnostic>,
}

/// The second half of the road, for one view of `model.views`.
pub fn draw(model: &Model, index: usize, theme: &Theme) -> Result<Drawn, Vec<Diagnostic>> {
    let (view, warnings) = view::select(model, index)?;
    let layout = layout::place(&view, theme)?;
    let scene = scene::draw(&view, &layout, theme);
    let svg = render::svg(&scene);
    Ok(Drawn { view, layout, svg, warnings })
}

/// Whether something in the list keeps the source from being drawn.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
