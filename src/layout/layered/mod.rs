//! The layered engine: compound graphs with lines across and to groups, labels, loops, lanes, in four directions.
//!
//! Sugiyama's method (Sugiyama, Tagawa, Toda 1981) on one global layered graph, with groups as constraints of every phase (Sander
//! 1996, Forster 2002). The road: `normalise → (cycles → ranks → layers → order → ports → lateral → route → rows)
//! for each part → pack → finish`. No two boxes overlap, no line runs through a box, a foreign group or a title, no two
//! unrelated lines share a stretch: each phase's head says what it contributes to that.

mod arrange;
mod coordinates;
mod cycles;
mod finish;
mod graph;
mod lateral;
mod layers;
mod loops;
mod normalise;
mod order;
mod pack;
mod part;
mod ports;
mod ranks;
mod route;
mod rows;
mod simplex;
mod straight;
mod titles;

pub use graph::*;

/// Lays out any graph. Never fails: ends and parents that do not exist are ignored, and their routes stay empty.
pub fn place(graph: &Graph) -> Placement {
    let tree = normalise::Tree::new(graph);
    let frames = normalise::Frames::new(graph, &tree);
    let mut canvas = finish::Canvas::new(graph, &tree);
    // Innermost first: a sealed group's size is known when what is around it is laid out.
    for frame in canvas.frames() {
        let parts = frames.parts(graph, &tree, frame, canvas.sizes());
        let drawn: Vec<_> = parts.iter().map(|p| arrange::arrange(&p.part)).collect();
        canvas.pack(frame, parts, drawn);
    }
    canvas.finish()
}
