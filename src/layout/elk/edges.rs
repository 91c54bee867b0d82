//! Edges: read when all ids are known, since they may be declared anywhere.

use serde_json::Value;

use super::options::{self, On};
use super::problem::{Problem, inside, kind, list, name_of, problem, quoted, shown};
use super::read::{Coords, Reader};
use super::{EdgeFrame, Tip, Wire, labels};
use crate::layout::layered::{Edge, End};

/// What `edgeLabels.placement` may say.
const TIPS: [(&str, Tip); 3] = [("TAIL", Tip::Tail), ("CENTER", Tip::Center), ("HEAD", Tip::Head)];

/// An edge, to be read when all ids are known.
pub(super) struct Later {
    pub(super) path: String,
    pub(super) pointer: String,
    pub(super) coords: Coords,
    pub(super) owner: Option<End>,
}

impl Reader {
    pub(super) fn edge(&mut self, edge: &Value, later: Later) -> Result<Wire, Problem> {
        let options = options::of(edge, &later.path, On::Edge, &mut self.unheard)?;
        let mut at = Vec::new();
        for (i, label) in list(edge, &later.path, "labels")?.iter().enumerate() {
            let path = inside(&later.path, &format!("labels[{i}]"));
            let own = options::of(label, &path, On::Label, &mut self.unheard)?;
            at.push(own.one_of("edgeLabels.placement", &TIPS)?.unwrap_or(Tip::Center));
        }
        labels::extent(edge, &later.path)?;
        let (from, start) = self.end(edge, &later.path, "sources")?;
        let (to, end) = self.end(edge, &later.path, "targets")?;
        if from == to {
            // Labels of a loop stand together beside it.
            at.fill(Tip::Center);
        }
        let extent = |tip: Tip| labels::stacked_where(edge, |i| at.get(i) == Some(&tip));
        let label = at.contains(&Tip::Center).then(|| extent(Tip::Center));
        // Those without extent are put on the very end.
        self.tips.push([Tip::Tail, Tip::Head].map(|tip| Some(extent(tip)).filter(|s| s.w > 0.0 && s.h > 0.0)));
        let number = self.graph.edges.len() as u32;
        for (port, starts) in [(start, true), (end, false)] {
            if let Some(port) = port {
                let port = &mut self.ports[port as usize];
                port.uses.push((number, starts));
                port.loops += usize::from(from == to);
            }
        }
        let mut weight = 1.0f64;
        for name in ["layered.priority.shortness", "layered.priority.straightness"] {
            let own = options.number(name)?.unwrap_or(0.0);
            if own < 0.0 {
                let key = options.get(name).map_or(name, |o| o.0);
                return options.problem(key, format!("must be 0 or more, not {own}"));
            }
            weight = weight.max(own);
        }
        self.graph.edges.push(Edge { from, to, label, weight: weight.min(1000.0) as u32 });
        let frame = match later.coords {
            Coords::Root => EdgeFrame::Root,
            Coords::Parent => EdgeFrame::Parent(later.owner),
            Coords::Container => EdgeFrame::Container,
        };
        Ok(Wire { pointer: later.pointer, frame, container: self.container_of(from, to), labels: at })
    }

    fn parent(&self, end: End) -> Option<u32> {
        match end {
            End::Node(i) => self.graph.nodes[i as usize].parent,
            End::Group(i) => self.graph.groups[i as usize].parent,
        }
    }

    /// The lowest group that is, or is around, both ends; of a loop the one around it.
    fn container_of(&self, from: End, to: End) -> Option<u32> {
        let up = |end: End| {
            let own = match end {
                End::Group(g) if from != to => Some(g),
                _ => self.parent(end),
            };
            std::iter::successors(own, |&g| self.graph.groups[g as usize].parent)
        };
        let mut around: Vec<u32> = up(from).collect();
        around.sort_unstable();
        up(to).find(|g| around.binary_search(g).is_ok())
    }

    /// One end of an edge: `sources` or `targets` with one entry, or the older `source` or `target`.
    fn end(&self, edge: &Value, path: &str, many: &str) -> Result<(End, Option<u32>), Problem> {
        let one = &many[..many.len() - 1];
        let port = format!("{one}Port");
        self.agree(edge, path, (many, one, &port))?;
        let (at, v) = match (edge.get(many), edge.get(&port).or_else(|| edge.get(one))) {
            (Some(Value::Array(a)), _) if a.len() == 1 => (format!("{many}[0]"), &a[0]),
            (Some(Value::Array(a)), _) => {
                let message = match a.len() {
                    0 => format!("an edge has one of `{many}`, and this one has none"),
                    n => format!("an edge has one of `{many}`, not {n}: hyperedges are not drawn, here as in elkjs"),
                };
                return problem(&inside(path, many), message);
            }
            (Some(v), _) => return problem(&inside(path, many), format!("expected a list, found {}", kind(v))),
            (None, Some(v)) if edge.get(&port).is_some() => (port, v),
            (None, Some(v)) => (one.to_owned(), v),
            (None, None) => return problem(path, format!("has no `{many}`")),
        };
        let at = inside(path, &at);
        let Some(id) = name_of(v) else {
            return problem(&at, format!("an id is a string or a whole number, not {}", shown(v)));
        };
        match self.ids.get(&id) {
            Some((end, port, _)) => Ok((*end, *port)),
            None => {
                if let Some(what) = self.no_ends.get(&id) {
                    return problem(&at, format!("{} is {what}, where no edge can end", quoted(&id)));
                }
                let near = crate::diagnostic::nearest::nearest(&id, self.ids.keys().map(String::as_str));
                let hint = near.map_or(String::new(), |n| format!("; the nearest id is {}", quoted(n)));
                problem(&at, format!("no node or port {}{hint}", quoted(&id)))
            }
        }
    }

    /// Where an end is said in several ways, all say the same.
    fn agree(&self, edge: &Value, path: &str, (many, one, port): (&str, &str, &str)) -> Result<(), Problem> {
        let first = edge.get(many).and_then(|list| list.get(0)).and_then(name_of);
        let [node, port_id] = [one, port].map(|key| edge.get(key).and_then(name_of));
        let said =
            |key: &str, id: &str, what: String| problem(&inside(path, key), format!("{} is not {what}", quoted(id)));
        let of = |id: &str| self.ids.get(id).map(|known| known.0);
        if let (Some(id), Some(node)) = (&port_id, &node)
            && let (Some(on), Some(own)) = (of(id), of(node))
            && on != own
        {
            return said(port, id, format!("a port of {}, which is `{one}`", quoted(node)));
        }
        // In the list a port stands for its node.
        if let (Some(first), Some(id)) = (&first, port_id.as_ref().or(node.as_ref()))
            && first != id
            && of(first) != of(id)
        {
            let key = if port_id.is_some() { port } else { one };
            return said(key, id, format!("what `{many}` says, {}", quoted(first)));
        }
        Ok(())
    }
}
